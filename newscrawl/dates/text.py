"""Reading dates and times out of text as people write it.

Numbers and words are taken apart once; a month's name looks left and right for its day
and year, numbers alone are read by their shape: year first, `2025年1月13日`, or day and
month in an order that only the site and the language can tell. A time of day may stand
before or after; a zone after the time. Digits of every script count; Buddhist
and solar Hijri years are brought to the common era.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newscrawl.dates.jalali import read_jalali
from newscrawl.dates.named import read_named
from newscrawl.dates.stamp import PLAIN, Stamp, full_year, made
from newscrawl.dates.times import read_time
from newscrawl.dates.zones import read_offset

_MAX_CHARS = 400
_DIGIT = re.compile(r"\d")
_ISO = re.compile(
    r"(?<!\d)(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d))"
    r"(?:[T ]\s?(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?"
    r"\s?(Z\b|[+-]\d\d:?\d\d|[+-]\d\d\b)?)?(?!\d)"
)
_CJK = re.compile(
    r"(?<!\d)(?:(令和|平成|昭和|民國|民国|พ\.ศ\.)\s?)?(\d{1,4}|元)\s?[年년]\s?"
    r"(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일号號]?)?)"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)"
)
_YEAR_LAST = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s?([-/.·])\s?(\d{1,2})\s?\2\s?(\d{4}|'?\d{2})"
    r"(?:(?![\d:]|[-/.]\d)|(?=\d{1,2}:\d\d))"
)
_VIETNAMESE = re.compile(
    r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.IGNORECASE
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}


def read_stamps(
    text: str, *, day_first: bool | None = None, language: str | None = None
) -> list[Stamp]:
    """Return the dates stated in a text, in its order.

    `day_first` tells how `04/05/2024` is read; None leaves it day first and marks it
    `swappable`. Only the first 400 characters are looked at.
    """
    plain = text[:_MAX_CHARS]
    if not plain.isascii():
        plain = plain.translate(PLAIN)
    if not _DIGIT.search(plain):
        return []
    found: list[Stamp] = []
    for reader in (read_jalali, _read_iso, _read_cjk, _read_numeric, read_named):
        for stamp in reader(plain, day_first, language):
            if all(stamp.end <= s.start or stamp.start >= s.end for s in found):
                found.append(stamp)
    found.sort(key=lambda s: s.start)
    return [read_time(plain, stamp, found) for stamp in found]


def _read_iso(text: str, _order: bool | None, _language: str | None) -> Iterator[Stamp]:
    for m in _ISO.finditer(text):
        parts = m[2] or m[4], m[3] or m[5]
        if m[4] and m[6] is None and not 1990 <= int(m[1]) <= 2100:
            continue
        stamp = made(int(m[1]), int(parts[0]), int(parts[1]), m.span())
        if stamp is None:
            continue
        if m[6] is None or int(m[6]) > 23 or int(m[7]) > 59:
            yield stamp
            continue
        second = int(m[8]) if m[8] and int(m[8]) < 60 else None
        yield replace(
            stamp,
            hour=int(m[6]),
            minute=int(m[7]),
            second=second,
            offset=read_offset(m[9] or "")[0],
        )


def _read_cjk(text: str, _order: bool | None, _language: str | None) -> Iterator[Stamp]:
    if text.isascii():
        return
    for m in _CJK.finditer(text):
        year = 1 if m[2] == "元" else int(m[2])
        if m[1] in _ERAS:
            year += _ERAS[m[1]]
        elif year < 100:
            year += 2000
        stamp = made(year, int(m[3]), int(m[4]) if m[4] else None, m.span())
        if stamp:
            yield stamp


def _read_numeric(
    text: str, day_first: bool | None, _language: str | None
) -> Iterator[Stamp]:
    for m in _YEAR_FIRST.finditer(text):
        if stamp := made(int(m[1]), int(m[3]), int(m[4]), m.span()):
            yield stamp
    for m in () if text.isascii() else _VIETNAMESE.finditer(text):
        if stamp := made(int(m[3]), int(m[2]), int(m[1]), m.span()):
            yield stamp
    for m in _YEAR_LAST.finditer(text):
        first, second, year = int(m[1]), int(m[3]), full_year(m[4])
        both = first <= 12 and second <= 12 and first != second
        if second > 12 or (both and day_first is False):
            first, second = second, first
        unsure = both and day_first is None and m[2] not in ".·"
        if stamp := made(year, second, first, m.span(), swappable=unsure):
            yield stamp
