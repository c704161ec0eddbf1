"""Describe a block by numbers, for the judgement whether it is the article's text.

One row of numbers a block, in the order of `NAMES`. They tell the block's own text, the
box it stands in and those around it, its place in the page, and its neighbours.
"""

from __future__ import annotations

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

BoxKind = tuple[str, str, str]


def _box_kind(box: Box) -> BoxKind:
    return box.tag, box.label, box.parent.label if box.parent else ""


class Features:
    """The rows of a page's blocks."""

    def __init__(self, layout: Layout, clues: Clues) -> None:
        self.layout, self.clues = layout, clues
        self.texts = texts = layout.blocks.texts
        self.total = max(1, layout.prose[-1])
        self.box_kinds: dict[BoxKind, int] = {}
        kind_of: dict[Box, BoxKind] = {}
        for box in layout.blocks.boxes:
            kind = kind_of[box] = _box_kind(box)
            self.box_kinds[kind] = self.box_kinds.get(kind, 0) + 1
        self.kinds = [kind_of[block.box] for block in texts]
        self._count_texts()
        self.pictured = {spot.index for spot in layout.blocks.pictures}
        self.articles = self._number_articles()
        self.headings = self._find_headings()
        self.holders = Holders(layout, clues.title_index)
        self._around: dict[Box | None, tuple[float, ...]] = {}
        self._roles: dict[tuple[int, int], list[float]] = {}
        self._shapes: dict[int, tuple[float, float, float]] = {}

    def _count_texts(self) -> None:
        """Count the words of each kind of box, and how often a text is said."""
        self.kind_words: dict[BoxKind, int] = {}
        self.seen: dict[str, int] = {}
        self.copies: dict[str, int] = {}
        self.openings: dict[str, int] = {}
        for block, kind, prose in zip(
            self.texts, self.kinds, self.layout.block_prose, strict=True
        ):
            if prose:
                self.kind_words[kind] = self.kind_words.get(kind, 0) + prose
            text = block.text
            opening = text[:14]
            self.seen.setdefault(text, block.index)
            self.copies[text] = self.copies.get(text, 0) + 1
            self.openings[opening] = self.openings.get(opening, 0) + 1

    def _shape(self, index: int) -> tuple[float, float, float]:
        """Return the shape of a block, which its neighbours ask for too."""
        found = self._shapes.get(index)
        if found is None:
            found = self._shapes[index] = shape(self.texts[index])
        return found

    def _number_articles(self) -> dict[Box, tuple[float, float]]:
        """Return for each box whether its article element is the headline's."""
        number, title = 0, self.clues.title_index
        found: dict[Box, tuple[float, float]] = {}
        for box in self.layout.blocks.boxes:
            if box.tag == "article":
                number += 1
                own = 1.0 if box.first <= title < box.end else 0.0
                found[box] = (own, float(min(9, number)))
            else:
                found[box] = found[box.parent] if box.parent else (-1.0, 0.0)
        return found

    def _find_headings(self) -> list[tuple[float, float]]:
        """Return for each block whether the heading above points away, and how far."""
        found: list[tuple[float, float]] = []
        cue, distance = 0.0, 20
        for block in self.texts:
            found.append((cue if distance <= 20 else 0.0, float(min(20, distance))))
            distance += 1
            if block.box.marks & Mark.HEADING or block.bold_words == block.words:
                cue, distance = (1.0 if is_promo(block.text) else 0.0), 0
        return found

    def row(self, index: int) -> list[float]:
        """Return the features of one block, in the order of `NAMES`."""
        block = self.texts[index]
        box = block.box
        around = self._around.get(box.parent)
        if around is None:
            around = self._around[box.parent] = self._read_around(box)
        key = (self.layout.inside(box), box.marks)
        roles = self._roles.get(key)
        if roles is None:
            roles = self._roles[key] = self._read_roles(*key)
        return [
            *self._shape(index),
            *wording(block),
            *around,
            *self._place(block),
            *self._neighbours(index),
            *self._clues(block),
            *self.articles[box],
            *self.headings[index],
            *self.holders.row(block),
            *roles,
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
            float(min(30, self.box_kinds[_box_kind(parent)])),
            float(min(30, self.box_kinds[_box_kind(grand)])),
            *self._list(box),
        )

    def _list(self, box: Box) -> tuple[float, float]:
        """Return mean words an item and the share of links of the list around a box."""
        around: Box | None = box
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
        inside = max(1, layout.prose_of(container))
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
        folded = text[:400].casefold()
        stated = 0.0
        if clues.stated:
            stated = 1.0 if folded[:60] in clues.stated else -1.0
        return (
            1.0 if self.seen[text] < index else 0.0,
            float(min(9, self.copies[text])),
            float(min(9, self.openings[text[:14]])),
            1.0 if index in self.pictured else 0.0,
            1.0 if index + 1 in self.pictured else 0.0,
            1.0 if folded == clues.title else 0.0,
            1.0 if len(text) > 20 and folded[:80] in clues.summary else 0.0,
            1.0 if index in clues.taken else 0.0,
            stated,
            size(self.total),
        )

    def _read_roles(self, inside: int, own: int) -> list[float]:
        foreign = (inside & FOREIGN).bit_count()
        return [
            1.0 if foreign else 0.0,
            float(foreign),
            *(1.0 if inside & mark == mark else 0.0 for _, mark in _MARKS),
            *(1.0 if own & mark == mark else 0.0 for _, mark in _OWN_MARKS),
        ]
