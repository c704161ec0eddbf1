"""One pass over the tree into the list of text blocks that every finder reads.

A block is a run of text between two block-level boundaries or line breaks. Scripts,
styles, form controls and other text that no reader sees give none. The pass also notes
where pictures and embedded frames stand between the blocks. It keeps its own stack, so
that no depth of nesting ends it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice
from typing import Any

from newscrawl.markup import Element
from newscrawl.page.tree.blocks import Blocks, Box, Spot, TextBlock, clean, count_words
from newscrawl.page.tree.hints import NO_ROLES, NOTED_TAGS, Hints, label_roles
from newscrawl.page.tree.marks import TAG_MARKS, Mark
from newscrawl.page.tree.paths import ROOT, path_below

INLINE: frozenset[str] = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q"
        " rp ruby s samp small span strike strong sub sup time tt u var wbr label",
    )
)
SKIPPED: frozenset[str] = frozenset(
    re.findall(
        r"\w+",
        "script style template svg math object applet canvas select textarea head audio"
        " button input rt datalist progress meter frameset noframes map title",
    )
)
PICTURES = frozenset(("img", "amp-img", "picture", "noscript", "image"))
FRAMES = frozenset(("iframe", "embed", "video", "amp-iframe", "amp-youtube"))
MAX_ELEMENTS = 20_000
_MANY = 40  # Elements of a noscript that cannot be a picture's stand-in.
MARKING = frozenset(("a", "b", "strong", "i", "em"))
LEAVES = SKIPPED | PICTURES | FRAMES | {"br", "hr"}
_LABEL_ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+", "class id itemprop rel role property data-testid data-component"
    )
)
# A page's own menus and foot; `<nav aria-label="breadcrumb">` is of the article.
FRAME_PARTS = frozenset(("nav", "footer"))
APART = LEAVES | FRAME_PARTS
_TRAIL = re.compile(
    r"crumb|brotkr|brodkr|ariane|migas|kruimel|path|trail|position|location|article"
    r"|author|byline|story",
    re.IGNORECASE,
)


def _read_label(attributes: Iterable[tuple[str, str]]) -> tuple[str, int]:
    """Return the words that name an element, and Mark.HIDDEN where it is hidden."""
    label, hidden = "", 0
    for name, value in attributes:
        if name in _LABEL_ATTRIBUTES:
            label = f"{label} {value}" if label else value
        elif name == "style":
            if "none" in value and "display:none" in value.replace(" ", "").lower():
                hidden = Mark.HIDDEN
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            hidden = Mark.HIDDEN
    return label, hidden


class _Walk:
    """The state of one pass: the open box, the text gathered, the inline context."""

    def __init__(self, root: Element, idle: Container[int] | None) -> None:
        self.idle = idle
        self.blocks = Blocks()
        self.hints = Hints()
        self.place = 0
        self.box = Box(root, str(root.tag).lower(), "", None, 0, 0, 0, 0, 0, ROOT)
        self.texts, self.boxes = self.blocks.texts, self.blocks.boxes
        self.boxes.append(self.box)
        self.parts: list[str] = []
        self.link_chars = self.bold_chars = self.slanted_chars = 0
        self.links: list[Element] = []
        self.bold = self.slanted = self.marked = 0
        self.breaks = 0

    def add(self, text: str) -> None:
        """Take in a run of text with the inline context it stands in."""
        if text.isspace():
            if self.parts:
                self.parts.append(" ")
            return
        self.parts.append(text)
        if self.marked:
            chars = len(text)
            if self.links:
                self.link_chars += chars
            if self.bold:
                self.bold_chars += chars
            if self.slanted:
                self.slanted_chars += chars

    def flush(self) -> None:
        """End the block that is being gathered; there is one."""
        parts = self.parts
        text = clean(parts[0] if len(parts) == 1 else "".join(parts))
        if text:
            words, texts = count_words(text), self.texts
            block = TextBlock(self.box.element, text, words, 0, self.box, len(texts))
            if self.breaks == 1:
                block.soft = True
            if self.link_chars or self.bold_chars or self.slanted_chars:
                chars = sum(map(len, parts)) - parts.count(" ")
                if self.link_chars:
                    block.link_words = _share(words, self.link_chars, chars)
                if self.bold_chars:
                    block.bold_words = _share(words, self.bold_chars, chars)
                if self.slanted_chars:
                    block.slanted_words = _share(words, self.slanted_chars, chars)
            texts.append(block)
            self.breaks = 0
        parts.clear()
        self.link_chars = self.bold_chars = self.slanted_chars = 0

    def enter_inline(self, element: Element, tag: str) -> None:
        """Go into an element that stands in a line."""
        self.place += 1
        attributes = element.items()
        label = _read_label(attributes)[0] if attributes else ""
        kinds = label_roles(label)[1] if label else ()
        if kinds or tag in NOTED_TAGS:
            self.hints.note(element, tag, kinds, self.place)
        if tag in MARKING:
            self.mark(element, tag)

    def enter_block(self, element: Element, tag: str) -> bool:
        """Open a box; the caller goes on to its children, if true is returned."""
        self.place += 1
        attributes = element.items()
        label, hidden = _read_label(attributes) if attributes else ("", 0)
        place = (0, 0)
        if self.idle is not None:
            place = path_below(self.box.place, tag, label)
            if place[1] in self.idle:
                self.pass_by(place[1])
                return False
        marks, kinds = label_roles(label) if label else NO_ROLES
        if kinds or tag in NOTED_TAGS:
            self.hints.note(element, tag, kinds, self.place)
        marks |= TAG_MARKS.get(tag, 0) | hidden
        if self.parts:
            self.flush()
        self.breaks = 0
        around = self.box
        self.box = box = Box(
            element,
            tag,
            label,
            around,
            around.depth + 1,
            marks,
            around.within | marks,
            len(self.texts),
            0,
            place,
        )
        self.boxes.append(box)
        return True

    def pass_by(self, path: int) -> None:
        """Leave out a box that is known to hold nothing; it ends a run of text."""
        if self.parts:
            self.flush()
        self.breaks = 0
        self.blocks.passed.add(path)

    def mark(self, element: Element, tag: str) -> None:
        """Open a link, or text set bold or slanted."""
        self.marked += 1
        if tag == "a":
            self.links.append(element)
        elif tag in ("b", "strong"):
            self.bold += 1
        else:
            self.slanted += 1

    def unmark(self, tag: str) -> None:
        """Close what `mark` opened."""
        self.marked -= 1
        if tag == "a":
            self.links.pop()
        elif tag in ("b", "strong"):
            self.bold -= 1
        else:
            self.slanted -= 1

    def leave(self, tag: str) -> None:
        """Close the innermost open element."""
        if tag not in INLINE:
            self.leave_block()
        elif tag in MARKING:
            self.unmark(tag)

    def leave_block(self) -> None:
        """Close the innermost open box."""
        if self.parts:
            self.flush()
        self.breaks = 0
        box = self.box
        box.end = len(self.texts)
        if box.parent is not None:
            self.box = box.parent

    def is_gone_into(self, element: Element, tag: str) -> bool:
        """Say whether an element apart is read as others are; else take it in whole."""
        if tag in FRAME_PARTS:
            return not self.is_frame(element)
        if tag == "noscript" and _holds_page(element):
            return True
        self.leaf(element, tag)
        return False

    def is_frame(self, element: Element) -> bool:
        """Say whether a nav or footer is the page's, which tells of no article.

        One that holds breadcrumbs, or stands in an article, is gone into.
        """
        if self.box.within & (Mark.ARTICLE | Mark.MAIN):
            return False
        if next(element.iter("h1", "main", "article"), None) is not None:
            return False  # never closed: it holds the page
        parts = (element, *element[:2])
        names = " ".join(value for part in parts for value in part.values())
        return _TRAIL.search(names) is None

    def leaf(self, element: Element, tag: str) -> None:
        """Take in an element that is not gone into."""
        self.place += 1
        if tag == "br":
            if self.parts:
                self.flush()
            self.breaks += 1
        elif tag == "hr":
            if self.parts:
                self.flush()
            self.breaks = 2
        elif tag in PICTURES:
            self.spot(self.blocks.pictures, element)
        elif tag in FRAMES:
            self.spot(self.blocks.frames, element)
        elif tag == "button" and next(element.iter("img"), None) is not None:
            # Pictures that open a gallery stand in one.
            self.spot(self.blocks.pictures, element)

    def spot(self, spots: list[Spot], element: Element) -> None:
        """Note where a picture or frame stands."""
        index = len(self.blocks.texts) + (1 if self.parts else 0)
        spots.append(
            Spot(element, self.box, index, self.links[-1] if self.links else None)
        )


def _share(words: int, part: int, whole: int) -> int:
    return words if part >= whole else round(words * part / whole)


def _holds_page(noscript: Element) -> bool:
    """Say whether a noscript that was never closed holds the rest of the page."""
    return sum(1 for _ in islice(noscript.iter(), _MANY)) == _MANY


def read_tree(
    root: Element, idle: Container[int] | None = None
) -> tuple[Blocks, Hints]:
    """Read a parsed page's text blocks, pictures, frames and hints, in page order.

    Boxes whose path is in `idle` are not gone into.
    """
    walk = _Walk(root, idle)
    _go_through(walk, root)
    if walk.parts:
        walk.flush()
    walk.blocks.boxes[0].end = len(walk.blocks.texts)
    walk.hints.keep_around_heads()
    return walk.blocks, walk.hints


def _go_through(walk: _Walk, root: Element) -> None:
    """Take in the elements in page order, on a stack of our own."""
    # Without a body, libxml2 keeps the tags that it does not know in the head.
    apart = APART if root.find("body") is not None else APART - {"head"}
    stack: list[tuple[Iterator[Element], str, Element]] = []
    children = iter(root.getchildren())
    tag: Any  # a comment's is no string
    while walk.place <= MAX_ELEMENTS:
        for element in children:
            tag = element.tag
            if tag in INLINE:
                walk.enter_inline(element, tag)
                is_entered = True
            elif tag in apart and not walk.is_gone_into(element, tag):
                is_entered = False
            else:
                is_entered = isinstance(tag, str) and walk.enter_block(element, tag)
            if is_entered:
                if text := element.text:
                    walk.add(text)
                if inner := element.getchildren():
                    stack.append((children, tag, element))
                    children = iter(inner)
                    break
                walk.leave(tag)
            if tail := element.tail:
                walk.add(tail)
            if walk.place > MAX_ELEMENTS:
                break
        else:
            if not stack:
                break
            children, tag, element = stack.pop()
            walk.leave(tag)
            if tail := element.tail:
                walk.add(tail)
    for _, tag, _ in reversed(stack):
        walk.leave(tag)
