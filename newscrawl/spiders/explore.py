"""Which section of a site to look at next, when nobody named them.

The likeliest first: one that articles name as theirs, by address or by name, comes
before all others; one that brought articles in earlier crawls rises. After some sections
in a row that told of nothing new to this crawl the search ends, but for those that
articles name: most of what a menu leads to is no section. So does the search among
numbered addresses built alike; what looks like a calendar, a filter or a session is not
looked at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from newscrawl.discover import Section, find_trap, shape_of
from newscrawl.discover.address import address_of
from newscrawl.record import Link
from newscrawl.store import SourceYield

MAX_SECTIONS: Final = 80
MAX_BARREN: Final = 6
MAX_BARREN_ALIKE: Final = 3
MAX_NAMED: Final = 1_000
_IDLE: Final = 5
_NAMED_RISE: Final = 10.0
_MIN_NAMED: Final = 2
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
        self._named: Counter[str] = Counter()

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

    def name(self, section: str | None, path: Iterable[Link]) -> None:
        """Take in what an article says of its section, and the path it lies on.

        What two articles have on their paths is a section, though no page links to it.
        """
        if len(self._named) >= MAX_NAMED:
            return
        if section:
            self._named[section.casefold()] += 1
        for crumb in path:
            if crumb.url:
                self._named[crumb.url.casefold()] += 1
                if self._named[crumb.url.casefold()] == _MIN_NAMED:
                    self.add([Section(crumb.url, crumb.name, 0.0)])

    @property
    def has_named(self) -> bool:
        """Say whether a section that articles name has not been looked at."""
        return any(map(self._is_named, self._waiting.values()))

    def _is_named(self, section: Section) -> bool:
        return section.url.casefold() in self._named or (
            section.name.casefold() in self._named
        )

    def _standing(self, section: Section) -> float:
        return section.score + _NAMED_RISE * self._is_named(section)

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
            best = max(self._waiting.values(), key=self._standing)
            is_enough = self._barren >= MAX_BARREN and not self._is_named(best)
            if is_enough or self._looked >= MAX_SECTIONS:
                return None
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
