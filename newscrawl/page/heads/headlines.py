"""Comparing headlines, and taking the site's name off one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from newscrawl.markup import Element
from newscrawl.record import Origin

_PARTING = re.compile(
    r"\s+(?:[|–—·•⋆»«›‹>:/\\~*]|-+|::|<<|>>)\s+|\s*[|｜ㅣ_：]\s*|(?<=\D)-(?=\D)"
)
_WORDS = re.compile(r"\w+")
_INVISIBLE = str.maketrans("", "", "\xad\u200b\u2060\ufeff")
_MAX_NAME_WORDS = 6
_MAX_PARTS = 12


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """Return the letters and digits of a text, for comparing."""
    if text.isascii():
        return "".join(_WORDS.findall(text.lower()))
    folded = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    return "".join(_WORDS.findall(folded))


@dataclass(slots=True)
class Headline:
    """A text that may be the headline, with where it was read.

    `bare` is a head's text without the kicker that its markup sets apart inside it,
    empty where there is none.
    """

    text: str
    origin: Origin
    rule: str
    element: Element | None = None
    bare: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.text.isascii():
            self.text = self.text.translate(_INVISIBLE)
        self.text = self.text.strip()
        self.key = key(self.text)

    def without_kicker(self) -> Headline:
        """Return the head without the kicker inside it."""
        return Headline(self.bare, self.origin, self.rule, self.element)


def likeness(a: str, b: str) -> float:
    """Return how alike two keys are: 1.0 the same, 0.9 one inside the other."""
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if min(len(a), len(b)) >= 8 and (a in b or b in a):
        return 0.9
    x, y = _trigrams(a), _trigrams(b)
    return 0.8 * 2 * len(x & y) / max(1, len(x) + len(y))


def _trigrams(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


def without_site(
    headline: Headline,
    known: Collection[str],
    names: Iterable[str],
    sections: Iterable[str],
    url: str,
) -> Headline:
    """Return a headline without the site's and section's names around it.

    It is cut where what is left is a known headline, else at parts that name the site,
    and at its end at those that are a section's name.
    """
    text = headline.text
    partings = [m.span() for m in _PARTING.finditer(text)][:_MAX_PARTS]
    for start, end in partings:
        for part in (text[:start], text[end:]):
            if key(part) in known and len(key(part)) * 3 >= len(headline.key):
                return Headline(part, headline.origin, headline.rule)
    keys = {key(name) for name in names} | _host_names(url)
    sections = {k for name in sections if (k := key(name))}
    cut = _cut(text, partings, {k for k in keys if k}, sections)
    return Headline(cut, headline.origin, headline.rule)


def _cut(
    text: str, partings: list[tuple[int, int]], names: set[str], sections: set[str]
) -> str:
    """Take off parts at either end that name the site; at the end, sections too."""
    first, last = 0, len(text)
    for start, end in reversed(partings):
        part = text[end:last]
        if not _is_name(part, names) and key(part) not in sections:
            break
        last = start
        partings = partings[:-1]
    for start, end in partings:
        if not _is_name(text[first:start], names):
            break
        first = end
    return text[first:last]


def _is_name(part: str, names: set[str]) -> bool:
    k = key(part)
    if not k or len(part.split()) > _MAX_NAME_WORDS:
        return False
    return k in names or any(
        (len(k) > 2 and k in name) or (len(name) > 3 and name in k) for name in names
    )


def _host_names(url: str) -> set[str]:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    registered = labels[-3] if len(labels) > 2 and len(labels[-2]) <= 3 else ""
    middle = labels[-2] if len(labels) > 1 else ""
    return {key(host), key(registered), key(middle)}
