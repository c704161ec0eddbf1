"""Reading a date as machines write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_tz

from newscrawl.dates.jalali import common_date
from newscrawl.dates.stamp import Stamp

_FORMAT_1123 = re.compile(r"\d\d:\d\d")
_ZONED = re.compile(r"[+-]\d{4}|GMT|UTC|[ECMP][SD]T")
_PHP_OFFSET = re.compile(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$)")


def read_machine(raw: str) -> Stamp | None:
    """Read ISO 8601, RFC 5322, or seconds or milliseconds since 1970.

    None for what is none of these, and for a year that stands alone. A year such as
    1403 is of the solar Hijri calendar.
    """
    text = raw.strip()
    if text.isdigit():
        return _read_seconds(text)
    try:
        moment = datetime.fromisoformat(_PHP_OFFSET.sub("", text))
    except ValueError:
        return _read_rfc5322(text)
    if day := common_date(moment.year, moment.month, moment.day):
        moment = datetime.combine(day, moment.timetz())
    if len(text) <= 10:
        return Stamp(moment.year, moment.month, moment.day, end=len(raw))
    offset = moment.utcoffset()
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return _of_moment(moment, minutes)


def _read_seconds(text: str) -> Stamp | None:
    if len(text) == 8 and text.startswith(("19", "20")):
        try:
            moment = datetime.strptime(text, "%Y%m%d")
        except ValueError:
            return None
        return Stamp(moment.year, moment.month, moment.day, end=8)
    if len(text) not in (10, 13):
        return None
    return _of_moment(datetime.fromtimestamp(int(text[:10]), UTC), 0)


def _read_rfc5322(text: str) -> Stamp | None:
    if not _FORMAT_1123.search(text):
        return None
    try:
        parts = parsedate_tz(text)
        moment = datetime(*parts[:6]) if parts else None
    except (ValueError, IndexError, TypeError):
        return None
    if parts is None or moment is None:
        return None
    zoned = parts[9] is not None and _ZONED.search(text)
    return _of_moment(moment, (parts[9] or 0) // 60 if zoned else None)


def _of_moment(moment: datetime, offset: int | None) -> Stamp:
    return Stamp(
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        offset,
    )
