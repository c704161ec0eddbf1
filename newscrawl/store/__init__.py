"""The store: one memory of articles, their history, addresses and page states."""

from newscrawl.store.browse import Slice, Wanted
from newscrawl.store.discovery import ShapeYield, SourceYield, Visit, Waiting
from newscrawl.store.family import Family
from newscrawl.store.figures import Figures
from newscrawl.store.listing import Rules, is_seen
from newscrawl.store.moving import Copied, transfer
from newscrawl.store.rehearsal import Rehearsal, open_rehearsal
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
    "Copied",
    "Event",
    "Family",
    "FeedState",
    "Figures",
    "Listed",
    "PageKind",
    "PageState",
    "Rehearsal",
    "Rules",
    "ShapeYield",
    "Slice",
    "SourceYield",
    "State",
    "Store",
    "Visit",
    "Waiting",
    "Wanted",
    "is_seen",
    "open_rehearsal",
    "open_store",
    "transfer",
]
