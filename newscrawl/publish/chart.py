"""Articles a day as a small chart: SVG that says in words what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_BAR, _STEP, HEIGHT = 6, 8, 40


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars as an SVG path in a box of `width` × 40, and the same in words."""

    path: str
    width: int
    words: str


def chart(counts: Sequence[tuple[str, int]], days: int) -> Chart | None:
    """Draw the last days up to the newest that has a count, None without one.

    `counts` are pairs of a day, `2024-03-25`, and its articles, the newest first.
    """
    known = {day: count for day, count in counts if count > 0 and _is_day(day)}
    if not known:
        return None
    end = date.fromisoformat(max(known))
    span = [str(end - timedelta(days=days - 1 - at)) for at in range(days)]
    bars = [known.get(day, 0) for day in span]
    most = max(bars)
    path = ""
    for at, count in enumerate(bars):
        high = max(1, round(count * (HEIGHT - 2) / most)) if count else 0
        if high:
            path += f"M{at * _STEP} {HEIGHT}v-{high}h{_BAR}v{high}z"
    words = (
        f"{sum(bars)} articles in the {days} days to {end}, at most {most} on one day"
    )
    return Chart(path, days * _STEP - (_STEP - _BAR), words)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).year > 1
    except ValueError:
        return False
