"""Where the text of a page lies: sums over boxes, and the box that holds the article.

A box's blocks are a range of the block list, so that any sum over a box is a difference
of two running totals. The container is found from the root down, following the child
that holds nearly all of the page's prose; prose in boxes that say comments, related
articles and the like counts little, unless they hold most of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from newscrawl.page.tree.blocks import Blocks, Box, TextBlock
from newscrawl.page.tree.marks import Mark

FOREIGN: int = (
    Mark.NAV
    | Mark.ASIDE
    | Mark.FOOTER
    | Mark.RELATED
    | Mark.SHARE
    | Mark.COMMENT
    | Mark.SUBSCRIBE
    | Mark.ADVERT
    | Mark.CAPTION
    | Mark.CREDIT
    | Mark.HIDDEN
    | Mark.BYLINE
    | Mark.TAGS
    | Mark.LEGAL
)
_MIN_PROSE = 8
_DISCOUNT = 0.15
_DESCEND = 0.8
_MIN_COPY = 250
_MIN_COPIED = 4
_MAX_COPIES = 8


def prose_words(block: TextBlock) -> int:
    """Return a block's words outside links, 0 for a line too short or too linked."""
    words = block.words - block.link_words
    if words < _MIN_PROSE or block.link_words > words:
        return 0
    return words


def _copies(texts: Sequence[TextBlock]) -> Iterator[int]:
    """Yield the long blocks that hold the text of many others, as a hidden copy does."""
    long = [block for block in texts if block.words > _MIN_COPY]
    for block in sorted(long, key=lambda block: -block.words)[:_MAX_COPIES]:
        inside = sum(
            1
            for other in texts
            if _MIN_PROSE < other.words < block.words and other.text in block.text
        )
        if inside >= _MIN_COPIED:
            yield block.index


class Layout:
    """Running totals over a page's blocks, and the article's container in them.

    `block_prose` are the words of prose of each block, whoever else reads it.
    """

    def __init__(
        self, blocks: Blocks, taken: Iterable[int] = (), title_index: int = 0
    ) -> None:
        self.blocks, self.title_index = blocks, title_index
        self.copies = frozenset(_copies(blocks.texts))
        without = {*taken, *self.copies}
        texts = blocks.texts
        self.block_prose = list(map(prose_words, texts))
        prose = list(self.block_prose)
        for index in without:
            prose[index] = 0
        self.prose = [0, *accumulate(prose)]
        self.words = [0, *accumulate(block.words for block in texts)]
        self.links = [0, *accumulate(block.link_words for block in texts)]
        self.container = self._find_container(prose)
        self._inside: dict[Box, int] = {}
        around: Box | None = self.container
        while around is not None:
            self._inside[around] = 0
            around = around.parent

    def prose_of(self, box: Box) -> int:
        """Return the words of prose in a box."""
        return self.prose[box.end] - self.prose[box.first]

    def inside(self, box: Box) -> int:
        """Return the roles claimed between a box and the container.

        They are those of the box and of all around it up to, not including, the nearest
        box that also holds the container.
        """
        known = self._inside
        if (found := known.get(box)) is not None:
            return found
        outer, path = box, []
        while outer not in known and outer.parent is not None:
            path.append(outer)
            outer = outer.parent
        marks = known[outer]
        for inner in reversed(path):
            marks = known[inner] = marks | inner.marks
        return marks

    def _find_container(self, prose: list[int]) -> Box:
        total = self.prose[-1]
        discounts: dict[Box, float] = {}
        children: dict[Box, list[Box]] = {}
        for box in self.blocks.boxes:
            words = self.prose[box.end] - self.prose[box.first]
            if not words:
                continue
            share = discounts[box.parent] if box.parent is not None else 1.0
            if box.marks & FOREIGN and words * 1.25 < total:
                share *= _DISCOUNT
            discounts[box] = share
            if box.parent is not None:
                children.setdefault(box.parent, []).append(box)
        weights = [
            words * discounts[block.box] if words else 0.0
            for words, block in zip(prose, self.blocks.texts, strict=True)
        ]
        for index in range(self.title_index):
            weights[index] *= _DISCOUNT
        self.weights = weights
        sums = [0.0, *accumulate(weights)]
        box = self.blocks.boxes[0]
        while inner := children.get(box):
            best = max(inner, key=lambda child: sums[child.end] - sums[child.first])
            weight = sums[best.end] - sums[best.first]
            if best.tag == "p" or weight < _DESCEND * (sums[box.end] - sums[box.first]):
                break
            box = best
        return box
