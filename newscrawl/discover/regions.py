"""The regions of a page that candidates stand in: columns and lists.

A column is where the page first parts: going down from the body, the first element that
holds clearly less than all of the page's headlines. The main column holds most of them,
a side column few. A list is the smallest element around a candidate that holds three.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.places import HEADINGS, Place

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
        self._held: dict[Place, _Held] = {}
        self._known: dict[Place, tuple[float, ...]] = {}
        self._total = self._texts = 0.0
        starts: set[Place] = set()
        for candidate, extra in headlines:
            above = candidate.longest.place.above
            self._add(candidate, above, min(extra, _MAX_EXTRA))
            if above is not None:
                starts.add(above)
        self._total = self._total or 1.0
        self._texts = self._texts or 1.0
        lists = (self._list_of(start).texts for start in starts)
        self._heaviest = max(lists, default=0.0) or 1.0

    def _add(self, candidate: Candidate, place: Place | None, extra: float) -> None:
        weight = min(candidate.words, _MAX_WORDS)
        texts = weight + extra
        self._total += weight
        self._texts += texts
        all_held = self._held
        for _ in range(_LEVELS):
            if place is None or place.kind.is_body:
                break
            held = all_held.get(place)
            if held is None:
                held = all_held[place] = _Held(candidate.position)
            held.weight += weight
            held.texts += texts
            held.size += 1
            place = place.above

    def _list_of(self, place: Place | None) -> _Held:
        for _ in range(_LEVELS):
            if place is None:
                break
            held = self._held.get(place)
            if held is not None and held.size >= _LIST:
                return held
            place = place.above
        return _NOTHING

    def _column_of(self, place: Place | None) -> _Held:
        """Return the outermost element that holds clearly less than all headlines."""
        column, most = None, _WHOLE * self._total
        for _ in range(_LEVELS):
            if place is None or place.kind.is_body:
                break
            held = self._held.get(place, _NOTHING)
            if held.weight >= most:
                return column or held
            column = held
            place = place.above
        return column or _NOTHING

    def of(self, candidate: Candidate, count: int) -> tuple[float, ...]:
        """Return where a candidate's most telling anchor stands.

        That is: the share of the page's candidates, `count`, before its column; the
        share of its list in the words of all headlines; the weight of its list beside
        the heaviest; the share of its column in all texts.
        """
        parent = candidate.longest.place.above
        if parent is None:
            return (0.0, 0.0, 0.0, 0.0)
        found = self._known.get(parent)
        if found is None:
            column, holder = self._column_of(parent), self._list_of(parent)
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
        if anchor.place.heading:
            return anchor.place.heading
        heading = next(anchor.element.iter(*HEADINGS), None)
        if heading is not None:
            return int(str(heading.tag)[1])
    return 0
