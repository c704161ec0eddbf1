"""Dates of the solar Hijri calendar, as Iran and Afghanistan write them.

`۵ فروردین ۱۴۰۳`, `1403/01/05`. Years 1370 to 1425 (1991 to 2047) are read: as years of
the common era they would be no news, and the lunar calendar's stand higher. Numbers
alone count where the page is Persian or Pashto, or letters of their script stand by.
Source for leap years: the 33-year cycle, right for 1343 to 1472.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from newscrawl.dates.stamp import Stamp, made

_NAMES = """
فروردین فروردين حمل وری, اردیبهشت ارديبهشت ثور غویی, خرداد جوزا غبرگولی, تیر تير سرطان
چنگاښ, مرداد امرداد اسد زمری, شهریور شهريور سنبله وږی, مهر میزان ميزان تله, آبان ابان
عقرب لړم, آذر اذر قوس لیندۍ, دی دي جدی جدي مرغومی, بهمن دلو سلواغه, اسفند حوت کب
"""
_MONTHS = {
    name: number
    for number, names in enumerate(_NAMES.split(","), 1)
    for name in names.split()
}
_YEAR = "(1(?:3[7-9]|4[0-2])\\d)"
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:م\s)?("
    + "|".join(sorted(_MONTHS, key=len, reverse=True))
    + r")(?:[\s\u200c]?ماه)?[\s،,]{1,3}(?:سال\s)?"
    + _YEAR
    + r"(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.-])" + _YEAR + r"([-/.])(\d{1,2})\2(\d{1,2})(?![\d/.-]?\d)"
)
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2" + _YEAR + r"(?!\d)")
_LETTER = re.compile("[\u0620-\u064a\u067e-\u06d3]")
_LANGUAGES = frozenset(("fa", "ps", "prs"))
_LEAP_PLACES = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_FIRST_YEAR, _LAST_YEAR = 1370, 1425
_FIRST_DAY = date(1991, 3, 21)


def common_date(year: int, month: int, day: int) -> date | None:
    """Return the day of the common era, None for a day that the calendar lacks."""
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    longest = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not 1 <= day <= longest:
        return None
    leaps = sum(map(_is_leap, range(_FIRST_YEAR, year)))
    months = 31 * (month - 1) - max(0, month - 7)
    days = 365 * (year - _FIRST_YEAR) + leaps + months + day - 1
    return _FIRST_DAY + timedelta(days=days)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_PLACES


def read_jalali(
    text: str, _order: bool | None, language: str | None
) -> Iterator[Stamp]:
    """Yield the solar Hijri dates of a text, in the common era."""
    is_persian = (language or "").partition("-")[0].lower() in _LANGUAGES
    has_letters = not text.isascii() and _LETTER.search(text) is not None
    if has_letters:
        for m in _NAMED.finditer(text):
            yield from _stamp(m[3], _MONTHS[m[2]], m[1], m.span())
    if is_persian or has_letters:
        for m in _YEAR_FIRST.finditer(text):
            yield from _stamp(m[1], m[3], m[4], m.span())
        for m in _YEAR_LAST.finditer(text):
            yield from _stamp(m[4], m[3], m[1], m.span())


def _stamp(
    year: str, month: str | int, day: str, span: tuple[int, int]
) -> Iterator[Stamp]:
    found = common_date(int(year), int(month), int(day))
    if found and (stamp := made(found.year, found.month, found.day, span)):
        yield stamp
