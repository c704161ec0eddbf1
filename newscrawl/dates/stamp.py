"""A date as far as a text says it, and the characters that dates are written in."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

from newscrawl.record import Precision

_DIGITS = {
    code: str(unicodedata.decimal(chr(code)))
    for code in range(0x660, min(sys.maxunicode, 0x1FFFF))
    if unicodedata.category(chr(code)) == "Nd"
}
_SPACES = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x200E: " ", 0x200F: " ", 0x3000: " "}
PLAIN = {**_DIGITS, **_SPACES, 0x2010: "-", 0x2011: "-", 0x2012: "-", 0xFF1A: ":"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date read from a text, as far as the text says it, in the common era.

    `offset` is minutes east of UTC where stated; `start` and `end` delimit it in the
    text. `swappable` says that day and month could be the other way about.
    """

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    start: int = 0
    end: int = 0
    swappable: bool = False

    @property
    def precision(self) -> Precision:
        """How far the date is stated."""
        if self.second is not None:
            return "second"
        if self.minute is not None:
            return "minute"
        if self.hour is not None:
            return "hour"
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    @property
    def date(self) -> date | None:
        """The calendar day, where one is stated."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def local(self) -> datetime:
        """The first moment of what is stated, by the page's own clock; naive."""
        return datetime(
            self.year,
            self.month or 1,
            self.day or 1,
            self.hour or 0,
            self.minute or 0,
            self.second or 0,
        )

    def swapped(self) -> Stamp:
        """Return the reading with day and month the other way about."""
        return replace(self, month=self.day, day=self.month)


def made(
    year: int,
    month: int | None,
    day: int | None,
    span: tuple[int, int],
    *,
    swappable: bool = False,
) -> Stamp | None:
    """Return the stamp of parts that make a date, None for others."""
    if 2400 <= year <= 2643:
        year -= 543
    if not 1800 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and month is not None:
        try:
            date(year, month, day)
        except ValueError:
            return None
    return Stamp(year, month, day, start=span[0], end=span[1], swappable=swappable)


def full_year(raw: str) -> int:
    """Return the year of two or four digits; those up to 49 are of this century."""
    year = int(raw.lstrip("'"))
    if len(raw.lstrip("'")) > 2:
        return year
    return year + (2000 if year < 50 else 1900)
