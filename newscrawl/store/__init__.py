"""The store: one memory of articles, their history, addresses and page states."""

from newscrawl.store.discovery import ShapeYield, SourceYield, Visit, Waiting
from newscrawl.store.family import Family
from newscrawl.store.state import Event, PageKind, PageState, State
from newscrawl.store.store import Store, open_store

__all__ = [
    "Event",
    "Family",
    "PageKind",
    "PageState",
    "ShapeYield",
    "SourceYield",
    "State",
    "Store",
    "Visit",
    "Waiting",
    "open_store",
]
