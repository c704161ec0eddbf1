"""Which section of a site to look at next, when nobody named them.

The likeliest first; a section found again, or one beside sections that brought
articles, rises, and so does one that brought some in earlier crawls. After some sections
in a row that told of nothing new to this crawl the search ends: most of what a menu
leads to is no section. So does that among numbered addresses built
alike; what looks like a calendar, a filter or a session is not looked at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from newscrawl.discover import Section, find_trap, shape_of
from newscrawl.discover.address import address_of
from newscrawl.store import SourceYield

MAX_SECTIONS: Final = 80
MAX_BARREN: Final = 8
MAX_BARREN_ALIKE: Final = 3
_IDLE: Final = 5
_MAX_RISE: Final = 3.0


class Explorer:
    """The sections of one site that were found and not yet looked at.

    `before` is what sources brought in earlier crawls, by address.
    """

    def __init__(self, before: Mapping[str, SourceYield] | None = None) -> None:
        self._before = before or {}
        self._alike: Counter[str] = Counter()
        self._last = ""
        self._waiting: dict[str, Section] = {}
        self._seen: set[str] = set()
        self._looked = 0
        self._barren = 0

    def add(self, sections: Iterable[Section]) -> None:
        """Take sections in; of one found before, the better score counts."""
        for section in map(self._ranked, sections):
            known = self._waiting.get(section.url)
            if section.url in self._seen or (known and known.score >= section.score):
                continue
            address = address_of(section.url)
            if address is not None and find_trap(address):
                continue
            self._waiting[section.url] = section

    def note(self, brought: int) -> None:
        """Note how many articles the last section led to that no other had told of."""
        self._barren = 0 if brought else self._barren + 1
        if self._last:
            self._alike[self._last] = 0 if brought else self._alike[self._last] + 1

    def next(self) -> Section | None:
        """Return the likeliest section left, None when the search has ended.

        After those that pages told of come those that had articles in earlier crawls:
        the page that told of them may be as it was, and not be read again.
        """
        self._waiting = self._waiting or self._remembered()
        while self._waiting:
            if self._barren >= MAX_BARREN or self._looked >= MAX_SECTIONS:
                return None
            best = max(self._waiting.values(), key=lambda section: section.score)
            del self._waiting[best.url]
            self._seen.add(best.url)
            self._last = _trap(best.url)
            if self._alike[self._last] < MAX_BARREN_ALIKE:
                self._looked += 1
                return best
        return None

    def _remembered(self) -> dict[str, Section]:
        return {
            one.url: self._ranked(Section(one.url, "", 0.0))
            for one in self._before.values()
            if one.kind == "listing" and one.links and one.url not in self._seen
        }

    def _ranked(self, section: Section) -> Section:
        """Return a section with its score raised or lowered by what it brought."""
        found = self._before.get(section.url)
        if found is None:
            return section
        rise = min(math.log2(1 + found.new), _MAX_RISE)
        rise -= found.idle >= _IDLE
        return replace(section, score=section.score + rise)


def _trap(url: str) -> str:
    """Return the shape of an address that may be one of endlessly many, else ""."""
    shape = shape_of(url)
    return shape if "9" in shape.partition("/")[2] or "?" in shape else ""
