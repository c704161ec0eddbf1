"""The store: one memory of articles, their history, addresses and page states."""

from newscrawl.store.backup import Verified, back_up, look_through, restore
from newscrawl.store.browse import Slice, Wanted
from newscrawl.store.database import file_of as store_file
from newscrawl.store.discovery import ShapeYield, SourceYield, Visit, Waiting
from newscrawl.store.family import Family
from newscrawl.store.figures import Figures
from newscrawl.store.health import RunReport, filled
from newscrawl.store.listing import Rules, is_seen
from newscrawl.store.moving import Copied, transfer
from newscrawl.store.rehearsal import Rehearsal, open_rehearsal
from newscrawl.store.state import (
    Event,
    FeedState,
    Lesson,
    Listed,
    PageKind,
    PageState,
    Shelved,
    State,
)
from newscrawl.store.store import Store, open_store
from newscrawl.store.upkeep import Ages, Space

__all__ = [
    "Ages",
    "Copied",
    "Event",
    "Family",
    "FeedState",
    "Figures",
    "Lesson",
    "Listed",
    "PageKind",
    "PageState",
    "Rehearsal",
    "Rules",
    "RunReport",
    "ShapeYield",
    "Shelved",
    "Slice",
    "SourceYield",
    "Space",
    "State",
    "Store",
    "Verified",
    "Visit",
    "Waiting",
    "Wanted",
    "back_up",
    "filled",
    "is_seen",
    "look_through",
    "open_rehearsal",
    "open_store",
    "restore",
    "store_file",
    "transfer",
]
