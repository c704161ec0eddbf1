"""The change log: a line an event, in files by day, of a thousand lines at most.

A line goes to the file of the newest day that the log had come to, so that files hold
runs of seqs without gaps, in order. Only the last file grows. A consumer applies lines
in order: `merged` takes its id out, any other op puts its record in; that gives the
snapshot of `articles/`, from any seq on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newscrawl.identity import readable_diff
from newscrawl.record import from_json
from newscrawl.store import Event

LONGEST = 1_000
_NAME = re.compile(r"changes/(\d{4}-\d{2}-\d{2})(?:-(\d{1,9}))?\.jsonl")
_LONGEST_DIFF = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class LogFile:
    """A file of the log: its day, its number among those of the day, its lines."""

    day: str
    part: int
    lines: int

    @property
    def path(self) -> str:
        """The file's path: `changes/2024-03-25.jsonl`, then `…-2.jsonl` and so on."""
        return f"changes/{self.day}{f'-{self.part}' if self.part > 1 else ''}.jsonl"


def log_file(path: str, lines: int) -> LogFile | None:
    """Return the file of a published path, None where that is no part of the log."""
    found = _NAME.fullmatch(path)
    return LogFile(found[1], int(found[2] or 1), lines) if found else None


def placed(
    events: Iterable[Event], last: LogFile | None
) -> Iterator[tuple[LogFile, Event]]:
    """Yield each event with the file its line goes to, as it stands before."""
    for event in events:
        day = event.at[:10]
        if last is None or day > last.day:
            last = LogFile(day, 1, 0)
        elif last.lines >= LONGEST:
            last = LogFile(last.day, last.part + 1, 0)
        yield last, event
        last = LogFile(last.day, last.part, last.lines + 1)


def line(event: Event) -> bytes:
    """Return an event as a line of the log, with its end."""
    head = event.head() | {"diff": _diff(event)}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"record":{event.record}}}\n'.encode("utf-8", "replace")


def _diff(event: Event) -> str | None:
    if event.before is None or len(event.before + event.record) > _LONGEST_DIFF:
        return None
    return readable_diff(from_json(event.before), from_json(event.record)) or None
