"""What a site usually does: its own weekdays, and its own fill rates.

A weekday's baseline is the mean of the same weekday in the eight weeks before, each day
cut at three times the median of all, so that one flood does not raise it for weeks. The
first day a site was crawled counts for nothing (its whole list was new), nor does a day
on which no crawl went well. Below seven such days there is no baseline.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from newscrawl.status.figures import FIELDS, Day

_LEAST_DAYS: Final = 7
_LEAST_OF_WEEKDAY: Final = 3
_RECENT: Final = timedelta(days=7)
_LEAST_RECENT: Final = 20
_LEAST_BEFORE: Final = 50


def expected(days: Sequence[Day], since: datetime, now: datetime) -> float | None:
    """Return how many new articles a site usually has between two instants.

    None where too little is known of it. Days that the span touches are no part of
    their own baseline.
    """
    since, now = since.astimezone(UTC), now.astimezone(UTC)
    known = _usable(days, since.date())
    if len(known) < _LEAST_DAYS:
        return None
    total, at = 0.0, since
    while at < now:
        midnight = datetime.combine(at.date() + timedelta(1), datetime.min.time(), UTC)
        share = (min(midnight, now) - at) / timedelta(days=1)
        total += share * _rate(known, at.date().weekday())
        at = midnight
    return total


def expected_since(days: Sequence[Day], now: datetime) -> tuple[str, float] | None:
    """Return the last day with a new article, and what was to be expected since.

    Counted from the end of that day; None where too little is known.
    """
    last = next((day for day in days if day.new), None)
    if last is None:
        return None
    end = datetime.combine(
        date.fromisoformat(last.day) + timedelta(1), datetime.min.time(), UTC
    )
    usual = expected(days, end, now)
    return None if usual is None else (last.day, usual)


def fill_rates(
    days: Sequence[Day], now: datetime
) -> Mapping[str, tuple[float, float | None]]:
    """Return each field's share of the new articles of 7 days, and of those before.

    0.0 to 1.0; nothing below 20 articles, no baseline (None) below 50.
    """
    edge = (now.astimezone(UTC) - _RECENT).date().isoformat()
    recent = [day for day in days if day.day > edge and day.fields]
    before = [day for day in days if day.day <= edge and day.fields]
    count, base = sum(d.new for d in recent), sum(d.new for d in before)
    if count < _LEAST_RECENT:
        return {}
    rates: dict[str, tuple[float, float | None]] = {}
    for name in FIELDS:
        share = sum(d.fields.get(name, 0) for d in recent) / count
        known = sum(d.fields.get(name, 0) for d in before) / base if base else 0.0
        rates[name] = share, known if base >= _LEAST_BEFORE else None
    return rates


def _usable(days: Sequence[Day], before: date) -> list[tuple[int, float]]:
    """Return the weekday and the count of each day that a baseline may rest on."""
    whole = [d for d in days[:-1] if d.good and d.day < before.isoformat()]
    if not whole:
        return []
    most = 3 * (statistics.median(d.new for d in whole) + 1)
    return [(date.fromisoformat(d.day).weekday(), min(d.new, most)) for d in whole]


def _rate(known: Sequence[tuple[int, float]], weekday: int) -> float:
    same = [count for day, count in known if day == weekday]
    if len(same) < _LEAST_OF_WEEKDAY:
        same = [count for _, count in known]
    return statistics.fmean(same)
