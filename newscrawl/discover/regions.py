"""The regions of a page that candidates stand in: columns, lists and their headings.

A column is where the page first parts: going down from the body, the first element that
holds clearly less than all of the page's headlines. The main column holds most of them,
a side column few. A list is the smallest element around a candidate that holds three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from lxml.html import HtmlElement

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.places import HEADINGS

_WHOLE: Final = 0.9
_LEVELS: Final = 60
_MIN_WORDS: Final = 2.5
_MAX_EXTRA: Final = 60.0
_LIST: Final = 3
_SIDE_HEADING: Final = re.compile(
    r"most (?:read|popular|viewed|shared|commented)|popular|trending|related|similar|"
    r"recent (?:posts|comments|articles)|latest (?:posts|news|comments)|you may|also (?:read|like)|"
    r"recommended|top \d+|editor.?s|meistgelesen|beliebt|neueste|auch interessant|"
    r"mehr zum|lo m[áa]s|m[áa]s (?:le[íi]d|vist)|[úu]ltim[ao]s|relacionad|entradas recientes|"
    r"les plus lus|plus lus|à lire|articles? (?:récents|similaires)|derniers|"
    r"pi[ùu] lett|articoli recenti|ultim[ei]|correlat|mais (?:lid|vist)|"
    r"meest gelezen|mest (?:l[æä]st|lest|sett)|najczęściej|polecan|nejčten|"
    r"популярн|читаем|похож|последние|свежие|рекоменд|читайте|топ|"
    r"热门|熱門|排行|推荐|推薦|最新|相关|相關|人気|ランキング|関連|最近の|おすすめ|"
    r"인기|많이 본|관련|δημοφιλ|πρόσφατ|τελευταία|সর্বশেষ|সর্বাধিক|लोकप्रिय|terpopuler|terbaru"
)


class Region(NamedTuple):
    """Where a candidate stands; shares are of the words of all headlines, 0.0 to 1.0.

    `column_start` is the share of candidates before the column; `heading_level` that
    of the candidate's own heading, 0 for none.
    """

    column_share: float
    column_start: float
    list_share: float
    list_weight: float
    column_weight: float
    list_size: int
    has_side_heading: bool
    heading_level: int


class _Held:
    """What an element holds of the page's headlines."""

    __slots__ = ("first", "size", "texts", "weight")

    def __init__(self, first: int) -> None:
        self.first = first
        self.size = 0
        self.weight = 0.0
        self.texts = 0.0


_NOTHING: Final = _Held(0)


class Regions:
    """The regions of one page."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        root: HtmlElement,
        extra: Mapping[str, float],
    ) -> None:
        self._count = max(len(candidates), 1)
        self._held: dict[HtmlElement, _Held] = {}
        self._chains: dict[str, list[HtmlElement]] = {}
        self._total = self._text_total = 0.0
        for candidate in candidates:
            if candidate.words >= _MIN_WORDS:
                self._add(candidate, min(extra.get(candidate.key, 0.0), _MAX_EXTRA))
        self._total = self._total or 1.0
        self._text_total = self._text_total or 1.0
        self._heaviest = self._heaviest_list()
        self._side = self._under_side_headings(candidates, root)

    def _heaviest_list(self) -> float:
        lists = (self._list_of(chain).texts for chain in self._chains.values())
        return max(lists, default=0.0) or 1.0

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

    def _add(self, candidate: Candidate, extra: float) -> None:
        weight = min(candidate.words, 12.0)
        self._total += weight
        self._text_total += weight + extra
        chain = self._chains[candidate.key] = _up(candidate)
        for element in chain:
            held = self._held.get(element)
            if held is None:
                held = self._held[element] = _Held(candidate.position)
            held.weight += weight
            held.texts += weight + extra
            held.size += 1

    def _under_side_headings(
        self, candidates: Sequence[Candidate], root: HtmlElement
    ) -> set[str]:
        """Return the keys of candidates after a heading such as "Most read"."""
        owners = {a.element: c.key for c in candidates for a in c.anchors}
        found: set[str] = set()
        under_side = False
        for element in root.iter("a", "strong", "b", "caption", "dt", *HEADINGS):
            if element.tag == "a":
                if under_side and element in owners:
                    found.add(owners[element])
            elif element.find(".//a") is None:
                text = (element.text or "").strip()
                if text and len(text) < 60:
                    under_side = _SIDE_HEADING.search(text.lower()) is not None
        return found

    def of(self, candidate: Candidate) -> Region:
        """Return where a candidate's most telling anchor stands."""
        chain = self._chains.get(candidate.key) or _up(candidate)
        column, holder = self._column_of(chain), self._list_of(chain)
        return Region(
            column_share=column.weight / self._total,
            column_start=column.first / self._count,
            list_share=holder.weight / self._total,
            list_weight=holder.texts / self._heaviest,
            column_weight=column.texts / self._text_total,
            list_size=holder.size,
            has_side_heading=candidate.key in self._side,
            heading_level=_heading_level(candidate),
        )


def _up(candidate: Candidate) -> list[HtmlElement]:
    """Return the ancestors of a candidate's longest anchor, the nearest first."""
    found: list[HtmlElement] = []
    element = candidate.longest.element.getparent()
    while element is not None and element.tag != "body" and len(found) < _LEVELS:
        found.append(element)
        element = element.getparent()
    return found


def _heading_level(candidate: Candidate) -> int:
    for anchor in candidate.anchors:
        if not anchor.is_heading:
            continue
        inside = next(anchor.element.iter(*HEADINGS), None)
        above = next(
            (e for e in anchor.element.iterancestors(*HEADINGS)),
            None,
        )
        heading = above if above is not None else inside
        if heading is not None:
            return int(str(heading.tag)[1])
    return 0
