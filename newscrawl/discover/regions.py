"""The regions of a page that candidates stand in: columns and lists.

A column is where the page first parts: going down from the body, the first element that
holds clearly less than all of the page's headlines. The main column holds most of them,
a side column few. A list is the smallest element around a candidate that holds three.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.places import HEADINGS
from newscrawl.markup import Element

_WHOLE: Final = 0.9
_LEVELS: Final = 60
_MAX_WORDS: Final = 12.0
_MAX_EXTRA: Final = 60.0
_LIST: Final = 3


class _Held:
    """What an element holds of the page's headlines: words, and words with texts."""

    __slots__ = ("first", "size", "texts", "weight")

    def __init__(self, first: int) -> None:
        self.first = first
        self.size = 0
        self.weight = 0.0
        self.texts = 0.0


_NOTHING: Final = _Held(0)


class Regions:
    """The regions of one page, made of its headlines and the words beside each."""

    def __init__(self, headlines: Iterable[tuple[Candidate, float]]) -> None:
        self._held: dict[Element, _Held] = {}
        self._above: dict[Element, tuple[Element, ...]] = {}
        self._known: dict[Element, tuple[float, ...]] = {}
        chains: list[tuple[Element, ...]] = []
        self._total = self._texts = 0.0
        for candidate, extra in headlines:
            chains.append(self._add(candidate, min(extra, _MAX_EXTRA)))
        self._total = self._total or 1.0
        self._texts = self._texts or 1.0
        lists = (self._list_of(chain).texts for chain in chains)
        self._heaviest = max(lists, default=0.0) or 1.0

    def _up(self, element: Element) -> tuple[Element, ...]:
        """Return the ancestors of an element below the body, the nearest first."""
        waiting: list[Element] = []
        chain: tuple[Element, ...] = ()
        for ancestor in element.iterancestors():
            if ancestor.tag == "body" or len(waiting) == _LEVELS:
                break
            if ancestor in self._above:
                chain = self._above[ancestor]
                break
            waiting.append(ancestor)
        for ancestor in reversed(waiting):
            chain = self._above[ancestor] = (ancestor, *chain)
        return chain

    def _add(self, candidate: Candidate, extra: float) -> tuple[Element, ...]:
        weight = min(candidate.words, _MAX_WORDS)
        self._total += weight
        self._texts += weight + extra
        chain = self._up(candidate.longest.element)
        for element in chain:
            held = self._held.get(element)
            if held is None:
                held = self._held[element] = _Held(candidate.position)
            held.weight += weight
            held.texts += weight + extra
            held.size += 1
        return chain

    def _list_of(self, chain: tuple[Element, ...]) -> _Held:
        for element in chain:
            held = self._held.get(element)
            if held is not None and held.size >= _LIST:
                return held
        return _NOTHING

    def _column_of(self, chain: tuple[Element, ...]) -> _Held:
        held = _NOTHING
        for element in reversed(chain):
            held = self._held.get(element, _NOTHING)
            if held.weight < _WHOLE * self._total:
                break
        return held

    def of(self, candidate: Candidate, count: int) -> tuple[float, ...]:
        """Return where a candidate's most telling anchor stands.

        That is: the share of the page's candidates, `count`, before its column; the
        share of its list in the words of all headlines; the weight of its list beside
        the heaviest; the share of its column in all texts.
        """
        parent = candidate.longest.element.getparent()
        if parent is None:
            return (0.0, 0.0, 0.0, 0.0)
        found = self._known.get(parent)
        if found is None:
            chain = self._up(candidate.longest.element)
            column, holder = self._column_of(chain), self._list_of(chain)
            found = self._known[parent] = (
                column.first / count,
                holder.weight / self._total,
                holder.texts / self._heaviest,
                column.texts / self._texts,
            )
        return found


def heading_level(candidate: Candidate) -> int:
    """Return the level of the heading that names a candidate, 0 for none."""
    for anchor in candidate.anchors:
        if not anchor.is_heading:
            continue
        heading = next(anchor.element.iterancestors(*HEADINGS), None)
        if heading is None:
            heading = next(anchor.element.iter(*HEADINGS), None)
        if heading is not None:
            return int(str(heading.tag)[1])
    return 0
