"""Describe a block by numbers, for the judgement whether it is the article's text.

One row of numbers a block, in the order of `NAMES`. They tell the block's own text, the
box it stands in and those around it, its place in the page, and its neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log

from newscrawl.page.blocks import Box, TextBlock
from newscrawl.page.clues import Clues
from newscrawl.page.cues import is_promo
from newscrawl.page.layout import FOREIGN, Layout, prose_words
from newscrawl.page.marks import CONTENT, Mark

_ENDS = re.compile(r"[.!?…。！？।؟]['\"”’»)\]」』]*\s*$")
_CREDIT = re.compile(
    r"©|\bfoto\b|\bphotos?\b|\bbild:|\bimage\b|getty|reuters/|/ap\b|写真|[摄攝]|사진|撮影",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|von:|text:|autor|author|about the)\b|@|기자",
    re.IGNORECASE,
)
_CAPITALS = re.compile("[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_DIGITS = re.compile("[0-9]")
_LOWER = re.compile(r"(?<=\s)[^\W\d_A-Z]")
_COMMAS = re.compile("[,，、،;]")
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}|\b20[0-2]\d\b|\bago\b|年\d{1,2}月"
)
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
_TAGS = ("p", "div", "li", "td", "blockquote")
NAMES: tuple[str, ...] = (
    "words",
    "link share",
    "sentence end",
    "colon end",
    "question end",
    "bold share",
    "slanted share",
    "promo cue",
    "credit cue",
    "byline cue",
    "date cue",
    "capitals",
    "starts lower",
    "digits",
    "soft",
    "lower words",
    "commas",
    *(f"tag {tag}" for tag in _TAGS),
    "heading level",
    "kind share",
    "parent share",
    "grandparent share",
    "great-grandparent share",
    "parent links",
    "parent blocks",
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
    "title's article",
    "articles before",
    "heading cue",
    "heading distance",
    "parent mean words",
    "parent alike",
    "grandparent alike",
    "is title",
    "is summary",
    "taken",
    "stated",
    "prose of page",
    "foreign",
    "foreign roles",
    "mean list words",
    "list links",
    *(f"in {name}" for name, _ in _MARKS),
    *(f"own {name}" for name, _ in _OWN_MARKS),
)


def _size(words: int) -> float:
    return log(1 + words)


def _box_kind(box: Box) -> tuple[str, str, str]:
    return box.tag, box.label, box.parent.label if box.parent else ""


def _kind(block: TextBlock) -> tuple[str, str, str]:
    return _box_kind(block.box)


class Features:
    """The rows of a page's blocks."""

    def __init__(self, layout: Layout, clues: Clues) -> None:
        self.layout, self.clues = layout, clues
        self.texts = layout.blocks.texts
        self.total = max(1, layout.prose[-1])
        self.kinds: dict[tuple[str, str, str], int] = {}
        self.block_kinds = [_kind(block) for block in self.texts]
        self.seen: dict[str, int] = {}
        for block, kind in zip(self.texts, self.block_kinds, strict=True):
            words = prose_words(block)
            if words:
                self.kinds[kind] = self.kinds.get(kind, 0) + words
            self.seen.setdefault(block.text, block.index)
        self.shares: dict[Box, tuple[float, ...]] = {}
        self.copies = Counter(block.text for block in self.texts)
        self.openings = Counter(block.text[:14].casefold() for block in self.texts)
        self.pictured = {spot.index for spot in layout.blocks.pictures}
        self.box_kinds = Counter(map(_box_kind, layout.blocks.boxes))
        self.articles: dict[Box, tuple[float, float]] = {}
        self._number_articles()
        self.headings = self._find_headings()

    def _number_articles(self) -> None:
        """Note for each box whether its article element is the headline's."""
        number, title = 0, self.clues.title_index
        for box in self.layout.blocks.boxes:
            if box.tag == "article":
                number += 1
                own = 1.0 if box.first <= title < box.end else 0.0
                self.articles[box] = (own, float(min(9, number)))
            elif box.parent is None:
                self.articles[box] = (-1.0, 0.0)
            else:
                self.articles[box] = self.articles[box.parent]

    def _article(self, box: Box) -> tuple[float, float]:
        return self.articles[box]

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

    def _alike(self, box: Box) -> tuple[float, float, float]:
        """Return mean words a block in the parent, and how many boxes look like it."""
        parent = box.parent or box
        grand = parent.parent or parent
        count = parent.end - parent.first
        words = self.layout.words[parent.end] - self.layout.words[parent.first]
        return (
            words / count if count else 0.0,
            float(min(30, self.box_kinds[_box_kind(parent)])),
            float(min(30, self.box_kinds[_box_kind(grand)])),
        )

    def row(self, index: int) -> list[float]:
        """Return the features of one block, in the order of `NAMES`."""
        block = self.texts[index]
        return [
            *self._own(block),
            *self._place(block),
            *self._neighbours(index),
            *self._clues(block),
            *self._roles(block.box),
        ]

    def _own(self, block: TextBlock) -> list[float]:
        text, words, tag = block.text, block.words, block.box.tag
        capitals = len(_CAPITALS.findall(text, 0, 60))
        return [
            _size(words),
            block.link_words / words,
            1.0 if _ENDS.search(text, max(0, len(text) - 6)) else 0.0,
            1.0 if text[-1] in ":：" else 0.0,
            1.0 if text[-1] in "?？" else 0.0,
            block.bold_words / words,
            block.slanted_words / words,
            1.0 if is_promo(text) else 0.0,
            1.0 if _CREDIT.search(text, 0, 400) else 0.0,
            1.0 if _BYLINE.match(text) else 0.0,
            1.0 if _DATE.search(text, 0, 100) else 0.0,
            capitals / min(60, len(text)),
            1.0 if text[0].islower() else 0.0,
            len(_DIGITS.findall(text, 0, 60)) / min(60, len(text)),
            1.0 if block.soft else 0.0,
            len(_LOWER.findall(text, 0, 240)) / (1 + text.count(" ", 0, 240)),
            len(_COMMAS.findall(text, 0, 240)) / min(240, len(text)),
            *(1.0 if tag == other else 0.0 for other in _TAGS),
            float(tag[1]) if block.box.marks & Mark.HEADING else 0.0,
        ]

    def _around(self, box: Box) -> tuple[float, ...]:
        """Return the shares of prose of the box and those around it, remembered."""
        known = self.shares.get(box)
        if known is not None:
            return known
        layout = self.layout
        parent = box.parent or box
        grand = parent.parent or parent
        great = grand.parent or grand
        words = layout.words[parent.end] - layout.words[parent.first]
        links = layout.links[parent.end] - layout.links[parent.first]
        depth = box.depth - layout.container.depth
        inside = layout.container.first <= box.first and box.end <= layout.container.end
        self.shares[box] = known = (
            layout.prose_of(parent) / self.total,
            layout.prose_of(grand) / self.total,
            layout.prose_of(great) / self.total,
            links / words if words else 0.0,
            _size(parent.end - parent.first),
            float(depth),
            0.0 if inside else 1.0,
        )
        return known

    def _place(self, block: TextBlock) -> list[float]:
        layout, index = self.layout, block.index
        container = layout.container
        inside = max(1, layout.prose_of(container))
        before = layout.prose[index] - layout.prose[container.first]
        after = (
            layout.prose[container.end] - layout.prose[min(index + 1, len(self.texts))]
        )
        kind = self.kinds.get(self.block_kinds[index], 0) / self.total
        return [
            kind,
            *self._around(block.box),
            max(-1.0, before / inside),
            max(-1.0, after / inside),
            max(-20.0, min(60.0, index - self.clues.title_index)),
            (index - container.first) / max(1, container.end - container.first),
        ]

    def _neighbours(self, index: int) -> list[float]:
        texts, kinds = self.texts, self.block_kinds
        row: list[float] = []
        for other in (index - 1, index + 1):
            if 0 <= other < len(texts):
                block = texts[other]
                text = block.text
                row += [
                    _size(block.words),
                    block.link_words / block.words,
                    1.0 if _ENDS.search(text, max(0, len(text) - 6)) else 0.0,
                    1.0 if kinds[other] == kinds[index] else 0.0,
                ]
            else:
                row += [0.0, 0.0, 0.0, 0.0]
        following = texts[index + 1] if index + 1 < len(texts) else None
        row.append(1.0 if following and following.box.marks & Mark.HEADING else 0.0)
        row.append(float(self._gap(index, -1)))
        row.append(float(self._gap(index, 1)))
        return row

    def _gap(self, index: int, step: int) -> int:
        """Return how many blocks away the nearest prose is, at most 8."""
        totals = self.layout.prose
        for distance in range(1, 8):
            other = index + step * distance
            if not 0 <= other < len(self.texts):
                break
            if totals[other + 1] > totals[other]:
                return distance
        return 8

    def _clues(self, block: TextBlock) -> list[float]:
        clues, text = self.clues, block.text.casefold()
        stated = 0.0
        if clues.stated:
            stated = 1.0 if text[:60] in clues.stated else -1.0
        return [
            1.0 if self.seen[block.text] < block.index else 0.0,
            float(min(9, self.copies[block.text])),
            float(min(9, self.openings[text[:14]])),
            1.0 if block.index in self.pictured else 0.0,
            1.0 if block.index + 1 in self.pictured else 0.0,
            *self._article(block.box),
            *self.headings[block.index],
            *self._alike(block.box),
            1.0 if text == clues.title else 0.0,
            1.0 if len(text) > 20 and text[:80] in clues.summary else 0.0,
            1.0 if block.index in clues.taken else 0.0,
            stated,
            _size(self.total),
        ]

    def _list(self, box: Box) -> tuple[float, float]:
        """Return mean words an item and the share of links of the list around a box."""
        around: Box | None = box
        while around is not None and around.tag not in ("ul", "ol", "table"):
            around = around.parent
        if around is None:
            return -1.0, -1.0
        layout = self.layout
        count = around.end - around.first
        words = layout.words[around.end] - layout.words[around.first]
        links = layout.links[around.end] - layout.links[around.first]
        return words / count, links / words

    def _roles(self, box: Box) -> list[float]:
        inside, own = self.layout.inside[box], box.marks
        foreign = (inside & FOREIGN).bit_count()
        row = [1.0 if foreign else 0.0, float(foreign), *self._list(box)]
        row += [1.0 if inside & mark == mark else 0.0 for _, mark in _MARKS]
        row += [1.0 if own & mark == mark else 0.0 for _, mark in _OWN_MARKS]
        return row
