"""Reading a time's zone: an offset, or an abbreviation that means one offset.

`IST`, `CST` of China, `BST` of Bangladesh and the like share their letters with
others: an abbreviation is listed only where one use leads by far in the news.
"""

from __future__ import annotations

import re

_ABBREVIATIONS = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET", "UT"), 0),
    **dict.fromkeys(("CET", "MEZ", "BST", "WAT", "WEST"), 60),
    **dict.fromkeys(("CEST", "MESZ", "EET", "SAST", "CAT"), 120),
    **dict.fromkeys(("EEST", "MSK", "EAT", "TRT"), 180),
    **dict.fromkeys(("PKT",), 300),
    **dict.fromkeys(("WIB", "ICT"), 420),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "WITA", "AWST"), 480),
    **dict.fromkeys(("JST", "KST", "WIT"), 540),
    **dict.fromkeys(("AEST",), 600),
    **dict.fromkeys(("AEDT",), 660),
    **dict.fromkeys(("NZST",), 720),
    **dict.fromkeys(("NZDT",), 780),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("EDT", "AST", "CLT"), -240),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("PST", "AKDT"), -480),
    **dict.fromkeys(("ART", "BRT", "ADT"), -180),
    "AKST": -540,
    "HST": -600,
    "NST": -210,
    "IRST": 210,
    "ACST": 570,
    "NPT": 345,
}
_ZONE = re.compile(
    r"[\s,(]{0,3}(?:(?:GMT|UTC)?\s?(?P<sign>[+−-])\s?(?P<hours>\d{1,2})"
    r"(?::?(?P<minutes>[0-5]\d))?(?!\d)|(?P<name>[A-Z]{1,5})\b)"
)


def read_offset(text: str) -> tuple[int | None, int]:
    """Return minutes east of UTC and the characters read, at the start of a text.

    None and 0 when the text begins with no zone.
    """
    m = _ZONE.match(text)
    if m is None:
        return None, 0
    if m["name"]:
        offset = _ABBREVIATIONS.get(m["name"])
        return (None, 0) if offset is None else (offset, m.end())
    hours = int(m["hours"])
    if hours > 14:
        return None, 0
    minutes = hours * 60 + int(m["minutes"] or 0)
    return (minutes if m["sign"] == "+" else -minutes), m.end()
