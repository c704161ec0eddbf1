"""How often a source is asked: as often as it brings something, within bounds.

A look that brought new articles halves the time to the next, one that brought none
lengthens it by half. A source that fails is asked after twice the time each time, up
to the longest, and is never given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_FIRST: Final = timedelta(hours=1)
_FASTER: Final = 0.5
_SLOWER: Final = 1.5
_RETRY: Final = timedelta(minutes=10)
_LONGEST_RETRY: Final = timedelta(days=1)
_RETRIES: Final = 10


@dataclass(frozen=True, slots=True)
class Pace:
    """The time between two looks at a source, and its failures in a row."""

    interval: timedelta = _FIRST
    failures: int = 0


def after_look(
    pace: Pace, fresh: int, least: timedelta, most: timedelta
) -> tuple[Pace, timedelta]:
    """Return a source's pace after a look that brought `fresh` articles, and the wait."""
    wanted = pace.interval * (_FASTER if fresh else _SLOWER)
    interval = min(max(wanted, least), most)
    return Pace(interval), interval


def after_failure(pace: Pace, most: timedelta) -> tuple[Pace, timedelta]:
    """Return a source's pace after a failed look, and the wait, doubled each time."""
    interval = min(pace.interval, most)
    wait = min(interval * 2 ** min(pace.failures + 1, 20), most)
    return Pace(interval, pace.failures + 1), wait


def retry_at(failures: int, now: datetime) -> datetime | None:
    """Return when a page is due whose last `failures` fetches failed, 1 the first.

    After 10 minutes, then twice as long each time to a day; None after ten failures.
    """
    if failures > _RETRIES:
        return None
    wait = _RETRY * (1 << max(failures - 1, 0))
    return now + min(wait, _LONGEST_RETRY)
