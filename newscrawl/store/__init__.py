"""The store: one memory of articles, their history, addresses and page states."""

from newscrawl.store.browse import Slice, Wanted
from newscrawl.store.family import Family
from newscrawl.store.figures import Figures
from newscrawl.store.state import Event, PageKind, PageState, State
from newscrawl.store.store import Store, open_store

__all__ = [
    "Event",
    "Family",
    "Figures",
    "PageKind",
    "PageState",
    "Slice",
    "State",
    "Store",
    "Wanted",
    "open_store",
]
