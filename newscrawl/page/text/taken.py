"""The blocks that other fields were read from, which the body leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from newscrawl.markup import Element
from newscrawl.page.tree.blocks import Blocks, TextBlock, clean

_MAX_WORDS = 120
_MAX_ELEMENT_BLOCKS = 40
_NEARLY_ALL = 0.75


def taken_blocks(blocks: Blocks, elements: Iterable[Element | TextBlock]) -> set[int]:
    """Return the numbers of the blocks that are named or lie in the elements.

    A block that an element shares with other text is taken when the element holds
    nearly all of it. An element with as much text as an article takes nothing.
    """
    taken: set[int] = set()
    for element in elements:
        if isinstance(element, TextBlock):
            taken.add(element.index)
            continue
        box = blocks.box_of(element)
        if box is not None:
            inside = blocks.texts[box.first : box.end]
            if (
                len(inside) <= _MAX_ELEMENT_BLOCKS
                and sum(block.words for block in inside) <= _MAX_WORDS
            ):
                taken.update(block.index for block in inside)
            continue
        around = element.getparent()
        while around is not None and (box := blocks.box_of(around)) is None:
            around = around.getparent()
        if box is None:
            continue
        text = clean("".join(element.itertext()))
        for block in blocks.texts[box.first : box.end]:
            if block.box is box and text and text in block.text:
                if len(text) >= _NEARLY_ALL * len(block.text):
                    taken.add(block.index)
                break
    return taken
