"""The regions of a page that candidates stand in: columns and lists.

A column is where the page first parts: going down from the body, the first element that
holds clearly less than all of the page's headlines. The main column holds most of them,
a side column few. A list is the smallest element around a candidate that holds three.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.places import HEADINGS

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
        self._held: dict[HtmlElement, _Held] = {}
        self._chains: dict[str, list[HtmlElement]] = {}
        self._total = self._texts = 0.0
        for candidate, extra in headlines:
            self._add(candidate, min(extra, _MAX_EXTRA))
        self._total = self._total or 1.0
        self._texts = self._texts or 1.0
        lists = (self._list_of(chain).texts for chain in self._chains.values())
        self._heaviest = max(lists, default=0.0) or 1.0

    def _add(self, candidate: Candidate, extra: float) -> None:
        weight = min(candidate.words, _MAX_WORDS)
        self._total += weight
        self._texts += weight + extra
        chain = self._chains[candidate.key] = _up(candidate)
        for element in chain:
            held = self._held.get(element)
            if held is None:
                held = self._held[element] = _Held(candidate.position)
            held.weight += weight
            held.texts += weight + extra
            held.size += 1

    def _list_of(self, chain: list[HtmlElement]) -> _Held:
        for element in chain:
            held = self._held.get(element)
            if held is not None and held.size >= _LIST:
                return held
        return _NOTHING

    def _column_of(self, chain: list[HtmlElement]) -> _Held:
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
        chain = self._chains.get(candidate.key)
        if chain is None:
            chain = _up(candidate)
        column, holder = self._column_of(chain), self._list_of(chain)
        return (
            column.first / count,
            holder.weight / self._total,
            holder.texts / self._heaviest,
            column.texts / self._texts,
        )


def _up(candidate: Candidate) -> list[HtmlElement]:
    """Return the ancestors of a candidate's longest anchor, the nearest first."""
    found: list[HtmlElement] = []
    for element in candidate.longest.element.iterancestors():
        if element.tag == "body" or len(found) == _LEVELS:
            break
        found.append(element)
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
