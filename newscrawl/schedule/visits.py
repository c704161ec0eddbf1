"""When an article's page is looked at again: often while it is young, then no more.

News is corrected in its first hours, so a page is due at fixed ages (1 h, 6 h, 24 h,
3 d and 14 d where its pack says nothing else), and never again after the last. A
source that tells of a later change makes it due at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

# An instant this far ahead of ours is another machine's clock; farther, a wrong one.
CLOCK_SLACK: Final = timedelta(minutes=5)

# A look that came shortly before an age counts for it: 5 h for 6 h, not for 7 h.
_EARLY: Final = 1.25

# A source that says "changed now" at every look makes a page due no more often.
_LEAST_APART: Final = timedelta(hours=1)


def next_visit(
    first: datetime, looked: datetime, ages: Iterable[timedelta]
) -> datetime | None:
    """Return when a page is due that was first and last looked at at these instants.

    None when no age is left. A `first` after `looked`, from a clock that was put back,
    counts as `looked`.
    """
    first = min(first, looked)
    age = looked - first
    left = (later for later in sorted(ages) if later > age * _EARLY)
    later = next(left, None)
    return None if later is None else first + later


def is_due(due: datetime | None, looked: datetime, now: datetime) -> bool:
    """Say whether a page is due.

    One that was looked at in the future is: the clock was wrong then, and so may be
    its due time.
    """
    if due is None:
        return False
    return due <= now or looked > now + CLOCK_SLACK


def is_newer(stated: datetime, looked: datetime, now: datetime) -> bool:
    """Say whether a change that a source states came after the last look.

    A statement from the future is nonsense; one within an hour of the last look waits.
    """
    if stated > now + CLOCK_SLACK or now - looked < _LEAST_APART:
        return False
    return stated > looked
