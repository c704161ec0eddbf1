"""Reading dates and times out of text as people write it.

Numbers and words are taken apart once; a month's name looks left and right for its day
and year, numbers alone are read by their shape: year first, `2025年1月13日`, or day and
month in an order that only the site and the language can tell. A time of day may stand
before or after; a zone after the time. Digits of every script count; Buddhist years are
brought to the common era.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from newscrawl.dates.months import join_names, month_number
from newscrawl.dates.zones import read_offset
from newscrawl.record import Precision

_MAX_CHARS = 400
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

    def swapped(self) -> Stamp:
        """Return the reading with day and month the other way about."""
        return replace(self, month=self.day, day=self.month)


_TIME = re.compile(
    r"(?<![\d.,:])(?P<before>上午|下午|午前|午後|오전|오후|SA\b|CH\b)?\s*"
    r"(?P<hour>[01]?\d|2[0-4])(?:"
    r"(?:\s?[:.hH]\s?|\s?[시時点點时]\s?)(?P<minute>[0-5]\d)\s?[분分]?"
    r"(?:[:.]?\s?(?P<second>[0-5]\d)(?!\d)[초秒]?(?:[.,]\d{1,9})?)?|(?=\s?[ap]\.?m\b))"
    r"(?!\d)(?:\s?(?P<after>[ap]\.?\s?m\b\.?|SA\b|CH\b|[πμ]\.?μ\b\.?|ip\b|ap\b))?",
    re.IGNORECASE,
)
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
_TOKEN = re.compile(r"(?:19|20)\d\d(?=\d{1,2}:\d\d)|\d+|[^\W\d_][^\s\d,;:|()/–—-]*")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_GLUE = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "er",
        "re",
        "º",
        "ª",
        "°",
        "o",
        "ο",
        "η",
        "ης",
        "de",
        "del",
        "of",
        "the",
        "a",
        "à",
        "di",
        "den",
        "dne",
        "m",
        "d",
        "d.",
        "r",
        "de.",
        "do",
        "i",
        "an",
        "ই",
        "শে",
        "রা",
        "লা",
        "г",
        "г.",
        "року",
        "року.",
        "года",
        "в",
        "ban",
        "gada",
        "і",
        "year",
        "le",
        "el",
        "la",
        "um",
        "ngày",
        "mwezi",
        "ya",
        "ye",
        "nap",
        "év",
        "n.",
    ]
)
_MAX_BETWEEN = 14


def read_stamps(
    text: str, *, day_first: bool | None = None, language: str | None = None
) -> list[Stamp]:
    """Return the dates stated in a text, in its order.

    `day_first` tells how `04/05/2024` is read; None leaves it day first and marks it
    `swappable`. Only the first 400 characters are looked at.
    """
    plain = text[:_MAX_CHARS].translate(PLAIN)
    if not any(c.isdigit() for c in plain):
        return []
    found: list[Stamp] = []
    for reader in (_read_iso, _read_cjk, _read_numeric, _read_named):
        for stamp in reader(plain, day_first, language):
            if all(stamp.end <= s.start or stamp.start >= s.end for s in found):
                found.append(stamp)
    found.sort(key=lambda s: s.start)
    return [read_time(plain, stamp, found) for stamp in found]


def _made(
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


def _full_year(raw: str) -> int:
    year = int(raw.lstrip("'"))
    if len(raw.lstrip("'")) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _read_iso(text: str, _order: bool | None, _language: str | None) -> Iterator[Stamp]:
    for m in _ISO.finditer(text):
        parts = m[2] or m[4], m[3] or m[5]
        if m[4] and m[6] is None and not 1990 <= int(m[1]) <= 2100:
            continue
        stamp = _made(int(m[1]), int(parts[0]), int(parts[1]), m.span())
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
    for m in _CJK.finditer(text):
        year = 1 if m[2] == "元" else int(m[2])
        if m[1] in _ERAS:
            year += _ERAS[m[1]]
        elif year < 100:
            year += 2000
        stamp = _made(year, int(m[3]), int(m[4]) if m[4] else None, m.span())
        if stamp:
            yield stamp


def _read_numeric(
    text: str, day_first: bool | None, _language: str | None
) -> Iterator[Stamp]:
    for m in _YEAR_FIRST.finditer(text):
        if stamp := _made(int(m[1]), int(m[3]), int(m[4]), m.span()):
            yield stamp
    for m in _VIETNAMESE.finditer(text):
        if stamp := _made(int(m[3]), int(m[2]), int(m[1]), m.span()):
            yield stamp
    for m in _YEAR_LAST.finditer(text):
        first, second, year = int(m[1]), int(m[3]), _full_year(m[4])
        both = first <= 12 and second <= 12 and first != second
        if second > 12 or (both and day_first is False):
            first, second = second, first
        unsure = both and day_first is None and m[2] not in ".·"
        if stamp := _made(year, second, first, m.span(), swappable=unsure):
            yield stamp


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def _read_named(
    text: str, _order: bool | None, language: str | None
) -> Iterator[Stamp]:
    tokens = [_Token(m[0], *m.span()) for m in _TOKEN.finditer(join_names(text))]
    for place, token in enumerate(tokens):
        if token.is_number or len(token.text) < 2:
            continue
        month = month_number(token.text, language)
        if month is None:
            continue
        before = _numbers(text, tokens, place, -1)
        after = _numbers(text, tokens, place, +1)
        if stamp := _named(month, token, before, after):
            yield stamp


def _numbers(text: str, tokens: list[_Token], place: int, step: int) -> list[_Token]:
    """Return up to two numbers next to a token, skipping ordinal marks and the like."""
    found: list[_Token] = []
    skipped = 0
    edge = tokens[place]
    while 0 <= (place := place + step) < len(tokens) and len(found) < 2:
        token = tokens[place]
        gap = text[edge.end : token.start] if step > 0 else text[token.end : edge.start]
        if len(gap) > 4 or any(c in gap for c in "|;:()\n"):
            break
        if token.is_number:
            found.append(token)
        elif token.text.lower().rstrip(".") in _GLUE and skipped < 3:
            skipped += 1
        else:
            break
        edge = token
    return found


def _named(
    month: int, name: _Token, before: list[_Token], after: list[_Token]
) -> Stamp | None:
    """Put a month's name and the numbers around it together."""
    near = after[0] if after else None
    day = before[0] if before and len(before[0].text) <= 2 else None
    if day and near and _is_year(near):
        return _made(
            _named_year(near, name), month, int(day.text), (day.start, near.end)
        )
    if near and len(near.text) <= 2 and len(after) > 1 and _is_year(after[1]):
        year = after[1]
        return _made(
            _named_year(year, name), month, int(near.text), (name.start, year.end)
        )
    if before and len(before[0].text) == 4 and near and len(near.text) <= 2:
        span = (before[0].start, near.end)
        return _made(int(before[0].text), month, int(near.text), span)
    if near and len(near.text) == 4:
        return _made(int(near.text), month, None, (name.start, near.end))
    return None


def _is_year(token: _Token) -> bool:
    return len(token.text) in (2, 4)


def _named_year(token: _Token, name: _Token) -> int:
    """Return the year; a short one after a Thai month is Buddhist."""
    if len(token.text) == 2 and "\u0e00" <= name.text[0] <= "\u0e7f":
        return 2500 + int(token.text)
    return _full_year(token.text)


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
