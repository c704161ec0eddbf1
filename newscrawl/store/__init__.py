"""The store: one memory of articles, their history, addresses and page states."""

from newscrawl.store.family import Family
from newscrawl.store.listing import Rules, is_seen
from newscrawl.store.state import (
    Event,
    FeedState,
    Listed,
    PageKind,
    PageState,
    State,
)
from newscrawl.store.store import Store, open_store

__all__ = [
    "Event",
    "Family",
    "FeedState",
    "Listed",
    "PageKind",
    "PageState",
    "Rules",
    "State",
    "Store",
    "is_seen",
    "open_store",
]
