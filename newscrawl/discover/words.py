"""Count words and find dates in short texts, whatever their script.

Scripts without spaces are counted by character, two to a word; otherwise a listing in
Chinese, Japanese or Thai would look as if it had no headlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from newscrawl.dates import read_stamps
from newscrawl.dates.months import month_number

# Han, kana, Hangul is spaced and left out; Thai, Lao, Khmer and Burmese are not.
_UNSPACED: Final = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u31f0-\u31ff"
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_WORD: Final = re.compile(r"\w+(?:[’'.-]\w+)*")

# Dates without a year, times, and words for a day: what a date reader leaves.
_PARTIAL: Final = re.compile(
    r"(?:\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일号]?|\b\d{1,2}[./-]\d{1,2}\.?(?=[\s/,|)-]|$)|"
    r"\b\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?[^\W\d_]{3,10}\.?(?=[\s,|]|$)|"
    r"\b[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?(?=[\s,|]|$))"
    r"(?:\W{1,3}\d{1,2}:\d{2}(?::\d{2})?)?"
)
_TIME: Final = re.compile(
    r"(?<![\d:])\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b|\s?Uhr)?"
)
_AGO: Final = re.compile(
    r"\b(?:today|yesterday|heute|gestern|hoy|ayer|hoje|ontem|aujourd.hui|hier|oggi|"
    r"ieri|сегодня|вчера|вчора|сьогодні|dnes|včera|dzisiaj|wczoraj|bugün|dün|σήμερα|"
    r"χθες|i dag|i går|vandaag|gisteren)\b|今天|昨天|今日|昨日|오늘|어제|"
    r"\b\d{1,3}\s?\w{1,12}\.?\s(?:ago|yang lalu|назад|тому|temu|önce|siden|sedan|"
    r"geleden|पहले|আগে)|"
    r"\b(?:vor|hace|há|il y a|fa|před|πριν)\s\d{1,3}\s\w{1,12}|"
    r"\d{1,3}\s?(?:分钟|小时|時間|分|天|日|시간|분|일)\s?(?:之?前|전)",
    re.IGNORECASE,
)
# Looked for only to tell a dated item from others, so quick and not strict.
_QUICK_DATE: Final = re.compile(
    r"\b\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,4}\b|\d\s?[月월年년]|"
    r"\b\d{1,2}(?:st|nd|rd|th|er|\.|º)?,?\s(?:de\s|of\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?\d{2,4}\b|"
    r"\b[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}\b|\d{1,2}[./-]\d{1,2}\.?(?=\s|$)|"
    r"\b\d{1,3}\s?\w{1,12}\.?\s(?:ago|назад|temu|önce|siden|sedan|geleden)\b|"
    r"\b(?:vor|hace|há|il y a)\s\d"
)
_BEFORE: Final = 14  # more than a quick date's word before its first digit
_TWO_NUMBERS: Final = re.compile(r"\d\D{1,20}\d")
_LETTERS: Final = re.compile(r"[^\W\d_]{3,}")
_DIGIT: Final = re.compile(r"\d")


@lru_cache(maxsize=4096)
def count_words(text: str) -> float:
    """Return the number of words; a character of an unspaced script counts half."""
    if text.isascii():
        return float(len(_WORD.findall(text)))
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return float(len(_WORD.findall(text)))
    return unspaced / 2 + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def has_date(text: str) -> bool:
    """Say whether a short text shows a date or a time."""
    text = text[:300]
    if digit := _DIGIT.search(text):
        text = text[max(digit.start() - _BEFORE, 0) :]
        return bool(_TIME.search(text) or _QUICK_DATE.search(text))
    return len(text) < 40 and _ago(text) is not None


def find_date(pieces: Iterable[str], language: str | None = None) -> str | None:
    """Return the first date that short texts show, as it is spelled.

    A full date comes before one without a year, that before a time or a word such as
    "yesterday". A time beside a date belongs to it.
    """
    texts = list(pieces)
    numbered = [text for text in texts if _DIGIT.search(text)]
    for text in numbered:
        if _TWO_NUMBERS.search(text) and (day := _full_day(text, language)):
            return day
    for text in numbered:
        for found in _PARTIAL.finditer(text):
            if _is_day(found[0], text, language):
                return found[0].strip()
    for text in numbered:
        if len(text) <= 60 and (time := _TIME.search(text)):
            return time[0].strip()
    short = (text for text in texts if len(text) <= 40)
    return next((ago for text in short if (ago := _ago(text))), None)


@lru_cache(maxsize=4096)
def _full_day(text: str, language: str | None) -> str | None:
    """Return the first date with a day; items of a page share their days."""
    for stamp in read_stamps(text, language=language):
        if stamp.day:
            return text[stamp.start : stamp.end].strip()
    return None


@lru_cache(maxsize=4096)
def _ago(text: str) -> str | None:
    """Return the first word or words for a time by distance; most texts come again."""
    found = _AGO.search(text)
    return found[0] if found else None


def _is_day(found: str, text: str, language: str | None) -> bool:
    """Say whether a day without a year is one: its word a month, or alone in a text.

    Numbers alone in a longer text are as often versions and prices.
    """
    word = _LETTERS.search(found)
    if word is None:
        return len(text) <= 30
    return month_number(word[0], language) is not None
