"""How the box that a block stands in lies to the box that holds most of the text.

A block's holder is the nearest box around it that is more than a paragraph, a list, a
table or a wrapper of one block. The holder with the most prose of its own is the main
one; others are told by their share, and by the way that leads to it through the tree,
so that a text split over sister boxes is seen whole and a card in a row of cards as one.
"""

from __future__ import annotations

from collections import Counter

from newscrawl.page.text.wording import size
from newscrawl.page.tree.blocks import Box, TextBlock
from newscrawl.page.tree.layout import FOREIGN, Layout

NAMES: tuple[str, ...] = (
    "holder share",
    "holder of main",
    "inside holder",
    "up to main",
    "main up",
    "branch share",
    "branch links",
    "branch alike",
    "branch blocks",
    "up to title",
    "title up",
    "main before",
    "main after",
    "foreign before",
)
_ITEMS = frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "table",
        "tbody",
        "thead",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
    ]
)
_FAR = 9.0


def _holder(box: Box) -> Box:
    """Return the box that holds a block's box among others."""
    while box.parent is not None and (box.tag in _ITEMS or box.end - box.first < 2):
        box = box.parent
    return box


class Holders:
    """The holders of a page's blocks, and the features that they give."""

    def __init__(self, layout: Layout, title_index: int) -> None:
        self.layout = layout
        texts = layout.blocks.texts
        self._holders: dict[Box, Box] = {}
        self._direct: dict[Box, float] = {}
        foreign: list[int] = []
        for block in texts:
            box = block.box
            holder = self._holders.get(box)
            if holder is None:
                holder = self._holders[box] = _holder(box)
            weight = layout.weights[block.index]
            foreign.append(block.words if layout.inside(box) & FOREIGN else 0)
            if weight:
                self._direct[holder] = self._direct.get(holder, 0.0) + weight
        root = layout.blocks.boxes[0]
        self.main = max(self._direct, key=lambda b: self._direct[b], default=root)
        self.most = self._direct.get(self.main, 0.0) or 1.0
        self._around_main = _ancestors(self.main)
        title = texts[title_index].box if texts else root
        self._title_depth, self._around_title = title.depth, _ancestors(title)
        self._kinds = Counter(
            (box.parent, box.tag, box.label) for box in layout.blocks.boxes
        )
        self._ways: dict[Box, tuple[float, ...]] = {}
        self._near = self._distances(foreign)

    def _distances(self, foreign: list[int]) -> list[tuple[int, int, int]]:
        """Return words to the main text before and after, and foreign ones passed.

        -1 where there is no main text before, or none after.
        """
        texts, words = self.layout.blocks.texts, self.layout.words
        prose, main = self.layout.prose, self.main
        own = [
            self._holders[b.box] is main and prose[b.index + 1] > prose[b.index]
            for b in texts
        ]
        after = [-1] * len(texts)
        start = -1
        for i in range(len(texts) - 1, -1, -1):
            if start >= 0:
                after[i] = words[start] - words[i + 1]
            if own[i]:
                start = i
        found: list[tuple[int, int, int]] = []
        end, passed = -1, 0
        for i, is_own in enumerate(own):
            found.append((words[i] - words[end] if end >= 0 else -1, after[i], passed))
            if is_own:
                end = i + 1
            if end >= 0:
                passed += foreign[i]
        return found

    def row(self, block: TextBlock) -> tuple[float, ...]:
        """Return the features of one block, in the order of `NAMES`."""
        box = block.box
        holder = self._holders[box]
        way = self._ways.get(holder)
        if way is None:
            way = self._ways[holder] = self._way(holder)
        at_title = box
        while at_title not in self._around_title and at_title.parent is not None:
            at_title = at_title.parent
        before, after, passed = self._near[block.index]
        return (
            self._direct.get(holder, 0.0) / self.most,
            1.0 if holder is self.main else 0.0,
            float(box.depth - holder.depth),
            *way,
            float(box.depth - at_title.depth),
            float(self._title_depth - at_title.depth),
            size(before) if before >= 0 else _FAR,
            size(after) if after >= 0 else _FAR,
            size(passed),
        )

    def _way(self, holder: Box) -> tuple[float, ...]:
        """Return the features of the way from a holder to the main one."""
        around, layout = self._around_main, self.layout
        branch, shared = holder, holder
        while shared not in around and shared.parent is not None:
            branch, shared = shared, shared.parent
        words = layout.words[branch.end] - layout.words[branch.first]
        links = layout.links[branch.end] - layout.links[branch.first]
        is_apart = shared is not holder
        return (
            float(holder.depth - shared.depth),
            float(self.main.depth - shared.depth),
            layout.prose_of(branch) / max(1, layout.prose[-1]) if is_apart else -1.0,
            links / words if words else 0.0,
            min(20.0, self._kinds[branch.parent, branch.tag, branch.label])
            if is_apart
            else 0.0,
            size(branch.end - branch.first),
        )


def _ancestors(box: Box) -> set[Box]:
    """Return a box and those around it."""
    around: set[Box] = set()
    step: Box | None = box
    while step is not None:
        around.add(step)
        step = step.parent
    return around
