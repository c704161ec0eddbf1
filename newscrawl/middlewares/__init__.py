"""Downloader middlewares and what they rest on: what is asked, when, and how often."""

from newscrawl.middlewares.address import require_fetchable

__all__ = ["require_fetchable"]
