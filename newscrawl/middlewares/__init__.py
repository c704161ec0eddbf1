"""Downloader middlewares and what they rest on: what is asked, when, and how often."""

from newscrawl.middlewares.address import require_contact
from newscrawl.middlewares.turns import shared_turns

__all__ = ["require_contact", "shared_turns"]
