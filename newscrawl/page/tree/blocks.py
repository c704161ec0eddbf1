"""Text blocks and the boxes they stand in: what every finder reads of a page's body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newscrawl.markup import Element

_DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
_INVISIBLE = ("\xad", "\u200b", "\u2060", "\ufeff")


@dataclass(slots=True, eq=False)
class Box:
    """A block-level element: its label, its roles and its place among the others.

    `marks` are the roles of the element itself, `within` those of it and all boxes
    around it. Its blocks are those numbered `first` up to, not including, `end`.
    """

    element: Element
    tag: str
    label: str
    parent: Box | None
    depth: int
    marks: int
    within: int
    first: int
    end: int = 0
    place: tuple[int, int] = (0, 0)

    @property
    def path(self) -> int:
        """Return the number of the box's place in the site's template, 0: not asked."""
        return self.place[1]


@dataclass(slots=True, eq=False)
class TextBlock:
    """A run of text between block-level boundaries, white space folded.

    `words` and `link_words` are counted by script (a CJK character counts half);
    `bold_words` and `slanted_words` are those set off inside the block. `soft` says
    that a single line break parts it from the block before.
    """

    element: Element
    text: str
    words: int
    link_words: int
    box: Box
    index: int
    bold_words: int = 0
    slanted_words: int = 0
    soft: bool = False


@dataclass(slots=True, eq=False)
class Spot:
    """Where a picture or a frame stands: before the block numbered `index`."""

    element: Element
    box: Box
    index: int
    link: Element | None


@dataclass(slots=True)
class Blocks:
    """What the pass gives, all in page order; `passed` are paths not gone into."""

    texts: list[TextBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Spot] = field(default_factory=list)
    frames: list[Spot] = field(default_factory=list)
    passed: set[int] = field(default_factory=set)
    _by_element: dict[Element, Box] = field(default_factory=dict)

    def box_of(self, element: Element) -> Box | None:
        """Return the box that an element is, None for one that stands in a line."""
        if not self._by_element:
            self._by_element = {box.element: box for box in self.boxes}
        return self._by_element.get(element)


def dense_characters(text: str) -> int:
    """Return the number of characters of scripts that put no space between words."""
    return len(_DENSE.findall(text))


def count_words(text: str) -> int:
    """Return the number of words; two characters of unspaced scripts make one."""
    words = text.count(" ") + 1 if text else 0
    if text.isascii():
        return words
    dense = dense_characters(text)
    return words + dense // 2 if dense else words


def clean(text: str) -> str:
    """Fold white space and drop characters that show nothing."""
    if not text.isascii():
        for mark in _INVISIBLE:  # quicker than one expression: most texts have none
            text = text.replace(mark, "")
    return " ".join(text.split())
