"""Reading the time of day that stands beside a date."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.dates.stamp import Stamp
from newscrawl.dates.zones import read_offset

_MAX_BETWEEN = 14
_TIME = re.compile(
    r"(?<![\d.,:])(?P<before>上午|下午|午前|午後|오전|오후|SA\b|CH\b)?\s*"
    r"(?P<hour>[01]?\d|2[0-4])(?:"
    r"(?:\s?[:.hH]\s?|\s?[시時点點时]\s?)(?P<minute>[0-5]\d)(?:\s?[분分])?"
    r"(?:[:.]?\s?(?P<second>[0-5]\d)(?!\d)[초秒]?(?:[.,]\d{1,9})?)?|(?=\s?[ap]\.?m\b))"
    r"(?!\d)(?:\s?(?P<after>[ap]\.?\s?m\b\.?|SA\b|CH\b|[πμ]\.?μ\b\.?|ip\b|ap\b))?",
    re.IGNORECASE,
)


def read_time(text: str, stamp: Stamp, all_found: list[Stamp] | None = None) -> Stamp:
    """Add the time of day that stands beside a date, if one does.

    `all_found` are the dates of the text: a time belongs to the nearest.
    """
    all_found = all_found or []
    if stamp.hour is not None or stamp.day is None:
        return stamp
    floor = max((s.end for s in all_found if s.end <= stamp.start), default=0)
    ceiling = min((s.start for s in all_found if s.start >= stamp.end), default=None)
    rest = text[stamp.end : ceiling]
    for m in _TIME.finditer(rest):
        if m.start() > _MAX_BETWEEN:
            break
        if not re.search(r"\d", rest[: m.start()]):
            return _timed(rest, stamp, m, start=stamp.start, end=stamp.end + m.end())
    for m in _TIME.finditer(text, floor, stamp.start):
        if stamp.start - m.end() <= _MAX_BETWEEN and not re.search(
            r"\d(?!\d\d\b)", text[m.end() : stamp.start]
        ):
            return _timed(text, stamp, m, start=m.start(), end=stamp.end)
    return stamp


def _timed(text: str, stamp: Stamp, m: re.Match[str], *, start: int, end: int) -> Stamp:
    hour = int(m["hour"])
    half = (m["before"] or m["after"] or "").lower().replace(".", "").replace(" ", "")
    if half in ("pm", "下午", "午後", "오후", "ch", "μμ", "ip") and hour < 12:
        hour += 12
    elif half in ("am", "上午", "午前", "오전", "sa", "πμ", "ap") and hour == 12:
        hour = 0
    if hour > 23:
        return stamp
    offset, length = read_offset(text[m.end() : m.end() + 40])
    return replace(
        stamp,
        hour=hour,
        minute=int(m["minute"] or 0),
        second=int(m["second"]) if m["second"] else None,
        offset=offset,
        start=start,
        end=end + length if end > stamp.end else end,
    )
