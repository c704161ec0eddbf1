"""What the shapes of a site's addresses proved to be: articles or not.

A shape none of whose first pages was an article (a job market, a calendar, profiles) is
asked for last, one page a crawl, until one is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from newscrawl.discover import shape_of
from newscrawl.store import ShapeYield

TRIES: Final = 6
_MAX_COUNT: Final = 1_000_000


class Trust:
    """The shapes of one site, with what earlier crawls learned of them."""

    def __init__(self, known: Mapping[str, ShapeYield]) -> None:
        self._shapes = dict(known)
        self._tried: set[str] = set()
        self.has_learned = False

    @property
    def shapes(self) -> Mapping[str, ShapeYield]:
        """What is known, by shape."""
        return self._shapes

    def is_barren(self, url: str) -> bool:
        """Say whether several pages of the address's shape were tried, none an article."""
        found = self._shapes.get(shape_of(url), ShapeYield())
        return found.articles == 0 and found.others >= TRIES

    def may_try(self, url: str) -> bool:
        """Say whether a page of a barren shape is the first in this crawl."""
        shape = shape_of(url)
        if shape in self._tried:
            return False
        self._tried.add(shape)
        return True

    def note(self, url: str, *, is_article: bool) -> None:
        """Learn from a page that was read."""
        shape = shape_of(url)
        found = self._shapes.get(shape, ShapeYield())
        articles = min(found.articles + is_article, _MAX_COUNT)
        others = min(found.others + (not is_article), _MAX_COUNT)
        self._shapes[shape] = ShapeYield(articles, others)
        self.has_learned = True
