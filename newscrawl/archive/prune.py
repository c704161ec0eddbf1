"""Which archives of a folder are too old, or too many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newscrawl.errors import ArchiveError


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A finished WARC file: its size in bytes, and when it was last written, aware."""

    path: Path
    bytes: int
    at: datetime


def finished(folder: Path) -> list[ArchiveFile]:
    """Return the finished archives of a folder, oldest first; raises ArchiveError."""
    try:
        stated = [(path, path.stat()) for path in folder.glob("*.warc.gz")]
    except OSError as error:
        raise ArchiveError(str(folder), f"cannot be read: {error.strerror}") from error
    found = [
        ArchiveFile(
            path, stat.st_size, datetime.fromtimestamp(stat.st_mtime).astimezone()
        )
        for path, stat in stated
    ]
    return sorted(found, key=lambda one: (one.at, one.path.name))


def surplus(
    files: list[ArchiveFile],
    now: datetime,
    *,
    days: int | None = None,
    max_bytes: int | None = None,
) -> list[ArchiveFile]:
    """Return the files that go, oldest first: older than `days`, or over `max_bytes`."""
    kept = list(files)
    if days is not None:
        kept = [one for one in kept if now - one.at <= timedelta(days=days)]
    if max_bytes is not None:
        while kept and sum(one.bytes for one in kept) > max_bytes:
            kept.pop(0)
    return [one for one in files if one not in kept]
