"""Downloader middlewares and what they rest on: what is asked, when, and how often."""

from newscrawl.middlewares.address import require_fetchable
from newscrawl.middlewares.browser import require_browser

__all__ = ["require_browser", "require_fetchable"]
