"""Crawl regional news sites into article records, JSON and Atom feeds.

What a crawl stored is read in a few lines:

    from newscrawl import open_store

    with open_store("sqlite:///newscrawl.db", read_only=True) as store:
        for article in store.articles():
            print(article.date, article.title, article.url)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newscrawl.store import open_store

__version__ = "0.1.0"
__all__ = ["__version__", "open_store"]


def __getattr__(name: str) -> Any:
    """Import the store when it is first asked for: `newscrawl.errors` needs none."""
    if name == "open_store":
        return importlib.import_module("newscrawl.store").open_store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
