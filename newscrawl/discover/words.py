"""Count words and find dates in short texts, whatever their script.

Scripts without spaces are counted by character, two to a word; otherwise a listing in
Chinese, Japanese or Thai would look as if it had no headlines.
"""

from __future__ import annotations

import re
from typing import Final

# Han, kana, Hangul is spaced and left out; Thai, Lao, Khmer and Burmese are not.
_UNSPACED: Final = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\u31f0-\u31ff"
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_WORD: Final = re.compile(r"\w+(?:[’'.-]\w+)*")

_MONTHS: Final = (
    # Latin scripts, by their first letters; a word of a few letters may follow
    r"jan|feb|f[ée]v|mar|m[äa]r|mrt|apr|avr|abr|ma[ijy]|jun|juin|giu|jul|juil|lug|"
    r"a[uo][gû]|ago|sep|set|o[ck]t|ott|nov|de[cszt]|d[ée]c|dic|gen|mag|ene|"
    r"oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|"
    r"sty|lut|kwi|cze|lip|sie|wrz|pa[źz]|lis|gru|"
    r"led|úno|bře|dub|kvě|čer|srp|zář|říj|pro|"
    r"янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|"
    r"січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|"
    r"ιαν|φεβ|μαρ|απρ|μαΐ|μαϊ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ"
)
_DATE: Final = re.compile(
    r"\b\d{4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{1,2}\b"
    r"|\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})\b"
    r"|(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일号]?"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s?(?:de |\. )?(?:{_MONTHS})\w{{0,8}}\.?"
    r"(?:,?\s(?:de |del )?(?:19|20)\d\d)?"
    rf"|\b(?:{_MONTHS})[^\W\d]{{0,8}}\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b"
    r"(?:,?\s(?:19|20)\d\d)?"
    r"|\b\d{1,2}[./-]\d{1,2}\.?(?=\s|$|,)"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?\b"
    r"|\b(?:today|yesterday|heute|gestern|hoy|ayer|hoje|ontem|aujourd.hui|hier|oggi|"
    r"ieri|сегодня|вчера|вчора|dnes|včera|dzisiaj|wczoraj|bugün|dün|σήμερα|χθες)\b"
    r"|今天|昨天|今日|昨日|오늘|어제"
    r"|\b\d{1,3}\s?\w{1,12}\.?\s(?:ago|yang lalu|назад|temu|önce|siden|sedan|geleden)\b"
    r"|\b(?:vor|hace|há|il y a|fa|před|πριν)\s\d{1,3}\s\w{1,12}"
    r"|\d{1,3}\s?(?:分钟|小时|時間|分|天|日|시간|분|일)\s?(?:之?前|전)",
    re.IGNORECASE,
)


def count_words(text: str) -> float:
    """Return the number of words; a character of an unspaced script counts half."""
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return float(len(_WORD.findall(text)))
    return unspaced / 2 + len(_WORD.findall(_UNSPACED.sub(" ", text)))


def has_date(text: str) -> bool:
    """Say whether a short text shows a date or a time."""
    return _DATE.search(text[:400]) is not None


def find_date(text: str) -> str | None:
    """Return the first date or time that a short text shows, as it is spelled.

    A time that stands within three characters of a date belongs to it.
    """
    spans: list[tuple[int, int]] = []
    for match in _DATE.finditer(text[:600]):
        if spans and match.start() - spans[-1][1] <= 3:
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    full = [s for s in spans if len(text[s[0] : s[1]]) > 5] or spans
    return text[full[0][0] : full[0][1]].strip() if full else None
