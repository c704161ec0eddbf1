"""Describe a block by numbers, for the judgement whether it is the article's text.

One row of numbers a block, in the order of `NAMES`. They tell the block's own text, the
box it stands in and those around it, its place in the page, and its neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newscrawl.page.text.clues import Clues
from newscrawl.page.text.cues import is_promo
from newscrawl.page.text.holders import NAMES as HOLDERS
from newscrawl.page.text.holders import Holders
from newscrawl.page.text.wording import NAMES as WORDING
from newscrawl.page.text.wording import shape, size, wording
from newscrawl.page.tree.blocks import Box, TextBlock
from newscrawl.page.tree.layout import FOREIGN, Layout
from newscrawl.page.tree.marks import CONTENT, Mark

_MARKS: tuple[tuple[str, int], ...] = (
    ("nav", Mark.NAV),
    ("aside", Mark.ASIDE),
    ("footer", Mark.FOOTER),
    ("header", Mark.HEADER),
    ("related", Mark.RELATED),
    ("share", Mark.SHARE),
    ("comment", Mark.COMMENT),
    ("subscribe", Mark.SUBSCRIBE),
    ("advert", Mark.ADVERT),
    ("caption", Mark.CAPTION),
    ("byline", Mark.BYLINE),
    ("date", Mark.DATE),
    ("tags", Mark.TAGS),
    ("lead", Mark.LEAD),
    ("key points", Mark.KEY_POINTS),
    ("hidden", Mark.HIDDEN),
    ("widget", Mark.WIDGET),
    ("legal", Mark.LEGAL),
    ("title", Mark.TITLE),
    ("figure", Mark.FIGURE),
    ("quote", Mark.QUOTE),
    ("table", Mark.TABLE),
    ("list", Mark.LIST),
    ("form", Mark.FORM),
    ("article", Mark.ARTICLE),
    ("content", CONTENT),
    ("credit", Mark.CREDIT),
    ("gallery", Mark.GALLERY),
    ("paywall", Mark.PAYWALL),
    ("card", Mark.CARD),
)
_OWN_MARKS = (
    ("caption", Mark.CAPTION),
    ("lead", Mark.LEAD),
    ("advert", Mark.ADVERT),
    ("related", Mark.RELATED),
    ("article", Mark.ARTICLE_WORD),
    ("body", Mark.BODY_WORD),
)
NAMES: tuple[str, ...] = (
    *WORDING,
    "parent share",
    "grandparent share",
    "great-grandparent share",
    "parent links",
    "parent blocks",
    "parent mean words",
    "parent alike",
    "grandparent alike",
    "mean list words",
    "list links",
    "kind share",
    "below container",
    "outside container",
    "prose before",
    "prose after",
    "after title",
    "position",
    "previous words",
    "previous links",
    "previous end",
    "previous kind",
    "next words",
    "next links",
    "next end",
    "next kind",
    "next heading",
    "gap before",
    "gap after",
    "repeated",
    "copies",
    "same opening",
    "picture before",
    "picture after",
    "is title",
    "is summary",
    "taken",
    "stated",
    "prose of page",
    "title's article",
    "articles before",
    "heading cue",
    "heading distance",
    *HOLDERS,
    "foreign",
    "foreign roles",
    *(f"in {name}" for name, _ in _MARKS),
    *(f"own {name}" for name, _ in _OWN_MARKS),
)
_NOTHING = (0.0, 0.0, 0.0)
_FAR_HEADING = 20
_LISTS = Mark.LIST | Mark.TABLE

BoxKind = tuple[str, str, str]


class Features:
    """The rows of a page's blocks."""

    def __init__(self, layout: Layout, clues: Clues) -> None:
        self.layout, self.clues = layout, clues
        self.texts = texts = layout.blocks.texts
        self.total = max(1, layout.prose[-1])
        self.kind_of: dict[Box, BoxKind] = {}
        for box in layout.blocks.boxes:
            parent = box.parent
            self.kind_of[box] = box.tag, box.label, parent.label if parent else ""
        self.box_kinds = Counter(self.kind_of.values())
        self.kinds = [self.kind_of[block.box] for block in texts]
        self._count_texts()
        self.pictured = {spot.index for spot in layout.blocks.pictures}
        self.articles = [b for b in layout.blocks.boxes if b.tag == "article"]
        self.headings = list(_headings_above(texts))
        self.holders = Holders(layout, clues.title_index)
        self._around: dict[Box | None, tuple[float, ...]] = {}
        self._cues: dict[int, float] = {}
        self._shapes: dict[int, tuple[float, float, float]] = {}

    def _count_texts(self) -> None:
        """Count the words of each kind of box, and how often a text is said."""
        self.kind_words: dict[BoxKind, int] = {}
        for kind, prose in zip(self.kinds, self.layout.block_prose, strict=True):
            if prose:
                self.kind_words[kind] = self.kind_words.get(kind, 0) + prose
        said = [block.text for block in self.texts]
        self.first = {text: n for n, text in reversed(list(enumerate(said)))}
        self.copies = Counter(said)
        self.openings = Counter(text[:14] for text in said)

    def _shape(self, index: int) -> tuple[float, float, float]:
        """Return the shape of a block, which its neighbours ask for too."""
        found = self._shapes.get(index)
        if found is None:
            found = self._shapes[index] = shape(self.texts[index])
        return found

    def _article(self, box: Box) -> tuple[float, float]:
        """Return whether a box's article element is the headline's, and its number."""
        around: Box | None = box if box.within & Mark.ARTICLE else None
        while around is not None and around.tag != "article":
            around = around.parent
        if around is None:
            return -1.0, 0.0
        own = 1.0 if around.first <= self.clues.title_index < around.end else 0.0
        return own, float(min(9, self.articles.index(around) + 1))

    def _heading(self, index: int) -> tuple[float, float]:
        """Return whether the heading above a block points away, and how far it is."""
        above = self.headings[index]
        distance = index - above - 1
        if above < 0 or distance > _FAR_HEADING:
            return 0.0, float(_FAR_HEADING)
        cue = self._cues.get(above)
        if cue is None:
            cue = self._cues[above] = 1.0 if is_promo(self.texts[above].text) else 0.0
        return cue, float(distance)

    def row(self, index: int) -> list[float]:
        """Return the features of one block, in the order of `NAMES`."""
        block = self.texts[index]
        box = block.box
        around = self._around.get(box.parent)
        if around is None:
            around = self._around[box.parent] = self._read_around(box)
        return [
            *self._shape(index),
            *wording(block),
            *around,
            *self._place(block),
            *self._neighbours(index),
            *self._clues(block),
            *self._article(box),
            *self._heading(index),
            *self.holders.row(block),
            *_roles(self.layout.inside(box), box.marks),
        ]

    def _read_around(self, box: Box) -> tuple[float, ...]:
        """Return what the boxes around a block hold, the same for all their blocks."""
        layout = self.layout
        parent = box.parent or box
        grand = parent.parent or parent
        great = grand.parent or grand
        words = layout.words[parent.end] - layout.words[parent.first]
        links = layout.links[parent.end] - layout.links[parent.first]
        count = parent.end - parent.first
        return (
            layout.prose_of(parent) / self.total,
            layout.prose_of(grand) / self.total,
            layout.prose_of(great) / self.total,
            links / words if words else 0.0,
            size(count),
            words / count if count else 0.0,
            float(min(30, self.box_kinds[self.kind_of[parent]])),
            float(min(30, self.box_kinds[self.kind_of[grand]])),
            *self._list(box),
        )

    def _list(self, box: Box) -> tuple[float, float]:
        """Return mean words an item and the share of links of the list around a box."""
        around: Box | None = box if box.within & _LISTS else None
        while around is not None and around.tag not in ("ul", "ol", "table"):
            around = around.parent
        if around is None or around.end == around.first:
            return -1.0, -1.0
        layout = self.layout
        words = layout.words[around.end] - layout.words[around.first]
        links = layout.links[around.end] - layout.links[around.first]
        return words / (around.end - around.first), links / words

    def _place(self, block: TextBlock) -> tuple[float, ...]:
        layout, index, box = self.layout, block.index, block.box
        container, prose = layout.container, layout.prose
        inside = max(1, prose[container.end] - prose[container.first])
        before = prose[index] - prose[container.first]
        after = prose[container.end] - prose[index + 1]
        within = container.first <= box.first and box.end <= container.end
        return (
            self.kind_words.get(self.kinds[index], 0) / self.total,
            float(box.depth - container.depth),
            0.0 if within else 1.0,
            max(-1.0, before / inside),
            max(-1.0, after / inside),
            max(-20.0, min(60.0, index - self.clues.title_index)),
            (index - container.first) / max(1, container.end - container.first),
        )

    def _neighbours(self, index: int) -> tuple[float, ...]:
        kinds, last = self.kinds, len(self.texts) - 1
        before = self._shape(index - 1) if index else _NOTHING
        after = self._shape(index + 1) if index < last else _NOTHING
        following = self.texts[index + 1] if index < last else None
        return (
            *before,
            1.0 if index and kinds[index - 1] == kinds[index] else 0.0,
            *after,
            1.0 if index < last and kinds[index + 1] == kinds[index] else 0.0,
            1.0 if following and following.box.marks & Mark.HEADING else 0.0,
            self._gap(index, -1),
            self._gap(index, 1),
        )

    def _gap(self, index: int, step: int) -> float:
        """Return how many blocks away the nearest prose is, at most 8."""
        totals, count = self.layout.prose, len(self.texts)
        for distance in range(1, 8):
            other = index + step * distance
            if not 0 <= other < count:
                break
            if totals[other + 1] > totals[other]:
                return float(distance)
        return 8.0

    def _clues(self, block: TextBlock) -> tuple[float, ...]:
        clues, text, index = self.clues, block.text, block.index
        folded = text[:80].casefold()
        stated = 0.0
        if clues.stated:
            stated = 1.0 if folded[:60] in clues.stated else -1.0
        return (
            1.0 if self.first[text] < index else 0.0,
            float(min(9, self.copies[text])),
            float(min(9, self.openings[text[:14]])),
            1.0 if index in self.pictured else 0.0,
            1.0 if index + 1 in self.pictured else 0.0,
            1.0 if clues.is_title(text[:400]) else 0.0,
            1.0 if len(text) > 20 and folded[:80] in clues.summary else 0.0,
            1.0 if index in clues.taken else 0.0,
            stated,
            size(self.total),
        )


def _headings_above(texts: Sequence[TextBlock]) -> Iterator[int]:
    """Yield for each block the number of the nearest heading above, -1 without one."""
    above = -1
    for block in texts:
        yield above
        if block.box.marks & Mark.HEADING or block.bold_words == block.words:
            above = block.index


@lru_cache(maxsize=2048)
def _roles(inside: int, own: int) -> tuple[float, ...]:
    """Return the features of the roles around a block, and of its box's own."""
    foreign = (inside & FOREIGN).bit_count()
    return (
        1.0 if foreign else 0.0,
        float(foreign),
        *(1.0 if inside & mark == mark else 0.0 for _, mark in _MARKS),
        *(1.0 if own & mark == mark else 0.0 for _, mark in _OWN_MARKS),
    )
