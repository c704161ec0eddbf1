"""Serving: the published folder, and the store's articles as read-only JSON."""

from newscrawl.serve.app import Served, app

__all__ = ["Served", "app"]
