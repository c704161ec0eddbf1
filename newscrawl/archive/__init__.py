"""Web archives (WARC): read, written, and played again in their own time."""

from newscrawl.archive.read import (
    ArchivedResponse,
    Position,
    index,
    response_at,
    responses,
)
from newscrawl.archive.timeline import Timeline, timeline_of
from newscrawl.archive.write import ArchiveWriter, Exchange

__all__ = [
    "ArchiveWriter",
    "ArchivedResponse",
    "Exchange",
    "Position",
    "Timeline",
    "index",
    "response_at",
    "responses",
    "timeline_of",
]
