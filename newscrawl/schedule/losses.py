"""When a page that is missing is gone, and when the site is at fault instead.

One 404 may be a hiccup, and a whole shelf of them is a broken server or a new design:
neither is taken for the end of an article.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

_APART: Final = timedelta(hours=12)
_FEW: Final = 3
_SHARE: Final = 0.2


def is_gone(missed: datetime, now: datetime) -> bool:
    """Say whether a page that was missing once, and is again, is gone: 12 h apart."""
    return now - missed >= _APART


def second_look(missed: datetime) -> datetime:
    """Return when a page that was missing for the first time is looked at again."""
    return missed + _APART


def is_sites_fault(missing: int, looked_at: int) -> bool:
    """Say whether so many of the articles looked at in a run are missing: over 20 %.

    Fewer than three are never: one of two would be a mass.
    """
    return missing >= _FEW and missing > _SHARE * looked_at
