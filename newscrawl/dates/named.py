"""Reading dates whose month is a word: `25 March 2024`.

A month's name looks left and right for the numbers beside it, past ordinal marks and
prepositions; which is the day and which the year follows from their length and order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.dates.months import join_names, month_number
from newscrawl.dates.stamp import Stamp, full_year, made

_TOKEN = re.compile(r"(?:19|20)\d\d(?=\d{1,2}:\d\d)|\d+|[^\W\d_][^\s\d,;:|()\[\]/–—-]*")
_GLUE = frozenset(
    re.findall(
        r"\S+",
        "st nd rd th er re º ª ° o ο η ης de del of the a à di den dne m d d. r de. "
        "do i an ই শে রা লা г г. року року. года в ban gada і year le el la um ngày "
        "mwezi ya ye nap év n. წლის",
    )
)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


def read_named(text: str, _order: bool | None, language: str | None) -> Iterator[Stamp]:
    """Yield the dates of a text that name their month; times are read elsewhere."""
    joined = join_names(text)
    if not any(_month(word, language) for word in _TOKEN.findall(joined)):
        return
    tokens = [_Token(m[0], *m.span()) for m in _TOKEN.finditer(joined)]
    for place, token in enumerate(tokens):
        month = _month(token.text, language)
        if month is None:
            continue
        before = _numbers(text, tokens, place, -1)
        after = _numbers(text, tokens, place, +1)
        if stamp := _named(month, token, before, after):
            yield stamp


def _month(word: str, language: str | None) -> int | None:
    """Return the month that a token names, None for a number and for other words."""
    if word[0].isdigit() or len(word) < 2:
        return None
    return month_number(word, language)


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
        if token.is_number and not text.startswith(":", token.end):
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
    if len(before) > 1 and len(before[1].text) == 4 and len(before[0].text) <= 2:
        span = (before[1].start, name.end)
        return made(int(before[1].text), month, int(before[0].text), span)
    day = before[0] if before and len(before[0].text) <= 2 else None
    if day and near and _is_year(near):
        return made(
            _named_year(near, name), month, int(day.text), (day.start, near.end)
        )
    if near and len(near.text) <= 2 and len(after) > 1 and _is_year(after[1]):
        year = after[1]
        return made(
            _named_year(year, name), month, int(near.text), (name.start, year.end)
        )
    if before and len(before[0].text) == 4 and near and len(near.text) <= 2:
        span = (before[0].start, near.end)
        return made(int(before[0].text), month, int(near.text), span)
    if near and len(near.text) == 4:
        return made(int(near.text), month, None, (name.start, near.end))
    return None


def _is_year(token: _Token) -> bool:
    return len(token.text) in (2, 4)


def _named_year(token: _Token, name: _Token) -> int:
    """Return the year; a short one after a Thai month is Buddhist."""
    if len(token.text) == 2 and "\u0e00" <= name.text[0] <= "\u0e7f":
        return 2500 + int(token.text)
    return full_year(token.text)
