"""Which section of a site to look at next, when nobody named them.

The likeliest first; a section found again, or one beside sections that brought
articles, rises. After some sections in a row that brought nothing new the search ends:
most of what a menu leads to is no section.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from newscrawl.discover import Section

MAX_SECTIONS: Final = 80
MAX_BARREN: Final = 8


class Explorer:
    """The sections of one site that were found and not yet looked at."""

    def __init__(self) -> None:
        self._waiting: dict[str, Section] = {}
        self._seen: set[str] = set()
        self._looked = 0
        self._barren = 0

    def add(self, sections: Iterable[Section]) -> None:
        """Take sections in; of one found before, the better score counts."""
        for section in sections:
            known = self._waiting.get(section.url)
            if section.url in self._seen or (known and known.score >= section.score):
                continue
            self._waiting[section.url] = section

    def note(self, fresh: int) -> None:
        """Note how many new articles the last section brought."""
        self._barren = 0 if fresh else self._barren + 1

    def next(self) -> Section | None:
        """Return the likeliest section left, None when the search has ended."""
        is_over = self._barren >= MAX_BARREN or self._looked >= MAX_SECTIONS
        if is_over or not self._waiting:
            return None
        best = max(self._waiting.values(), key=lambda section: section.score)
        del self._waiting[best.url]
        self._seen.add(best.url)
        self._looked += 1
        return best
