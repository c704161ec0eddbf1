"""What HTTP asks of an answer: encodings, validators and ranges (RFC 9110).

Pure: header values in, decisions out. A header that cannot be read asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_CODING = re.compile(
    r"\s*([!#$%&'*+.^_`|~\w-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?"
)
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)
_MOST = 2_000


def choose_encoding(accepted: str | None, offered: Sequence[str]) -> str | None:
    """Return which of the encodings offered suits best, None where none does.

    `offered` holds names such as `br` and `identity`, the preferred first. A browser
    that names none gets `identity`.
    """
    if accepted is None:
        return "identity"
    weights: dict[str, float] = {}
    for part in accepted[:_MOST].split(","):
        match = _CODING.fullmatch(part)
        if match:
            weights[match[1].lower()] = float(match[2] or 1)
    wildcard = weights.get("*")
    weights.setdefault("gzip", weights.get("x-gzip", wildcard or 0.0))
    least = 0.001 if wildcard is None else wildcard
    weights.setdefault("identity", min(least, 0.001))
    ranked = [(-weights.get(name, wildcard or 0.0), name) for name in offered]
    weight, name = min(ranked, key=lambda pair: pair[0])
    return name if weight < 0 else None


def is_unchanged(
    etag: str, modified_s: int, none_match: str | None, modified_since: str | None
) -> bool:
    """Say whether the client has this version already: 304."""
    if none_match is not None:
        tags = _TAG.findall(none_match[:_MOST])
        return none_match.strip() == "*" or etag in tags
    since = _read_date(modified_since)
    return since is not None and modified_s <= since.timestamp()


def read_range(
    value: str | None, size: int, *, if_range: str | None, etag: str, modified_s: int
) -> range | None:
    """Return the offsets of the one range asked for, None for the whole.

    Several ranges, and a range of another version, get the whole. An empty range says
    that no byte of what is asked for is there: 416.
    """
    match = _RANGE.fullmatch(value[:_MOST]) if value else None
    if not match or not (match[1] or match[2]):
        return None
    if if_range is not None and if_range.strip() != etag:
        date = _read_date(if_range)
        if date is None or modified_s != date.timestamp():
            return None
    if not match[1]:
        first, end = max(0, size - int(match[2])), size
    else:
        first = int(match[1])
        end = min(size, int(match[2]) + 1) if match[2] else size
        if match[2] and int(match[2]) < first:
            return None
    return range(first, end) if first < size else range(0)


def _read_date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:100]) if value else None
    except (ValueError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date and date.tzinfo is None else date
