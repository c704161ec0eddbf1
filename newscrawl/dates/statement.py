"""A date as the record states it: cut at its precision, with the zone it came by."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from newscrawl.dates.stamp import Stamp
from newscrawl.record import DateStatement, Precision, ZoneOrigin

_MAX_RAW_CHARS = 200
_LENGTHS: dict[Precision, int] = {
    "year": 4,
    "month": 7,
    "day": 10,
    "hour": 13,
    "minute": 16,
    "second": 19,
}


def state(
    stamp: Stamp, raw: str, *, kind: str | None = None, zone: ZoneInfo | None = None
) -> DateStatement:
    """Return the statement of a date that was read from `raw`.

    `zone` is the site's, for a time whose page names none. Without either the time is
    stated, but `at` is null.
    """
    precision = stamp.precision
    local = stamp.local
    at, zone_from = _instant(stamp, local, zone)
    return DateStatement(
        at=at,
        stated=local.isoformat()[: _LENGTHS[precision]],
        precision=precision,
        raw=raw[:_MAX_RAW_CHARS],
        zone_from=zone_from,
        kind=kind,
    )


def _instant(
    stamp: Stamp, local: datetime, zone: ZoneInfo | None
) -> tuple[str | None, ZoneOrigin | None]:
    if stamp.minute is None:
        return None, None
    if stamp.offset is not None:
        offset = timezone(timedelta(minutes=stamp.offset))
        return local.replace(tzinfo=offset).isoformat(), "page"
    if zone is not None:
        return local.replace(tzinfo=zone).isoformat(), "site"
    return None, None
