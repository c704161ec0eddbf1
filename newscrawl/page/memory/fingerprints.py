"""What of a text block can be known again on another page of its site."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

from newscrawl.page.text.cues import is_promo
from newscrawl.page.tree.blocks import Box, TextBlock
from newscrawl.page.tree.paths import ROOT, path_below

_PROSE = 12
_ENDS = tuple(".!?…。！？।؟\"'”’»)]」』")


def set_places(boxes: Iterable[Box]) -> None:
    """Give each of a page's boxes its place, where it has none yet."""
    for box in boxes:
        if not box.place[1]:
            above = box.parent
            box.place = path_below(above.place, box.tag, box.label) if above else ROOT


def fingerprint(block: TextBlock) -> int:
    """Return a number for a text at its path."""
    return crc32(block.text.encode("utf-8", "replace"), block.box.path)


def text_fingerprint(block: TextBlock) -> int:
    """Return a number for a text, wherever it stands."""
    return crc32(block.text.encode("utf-8", "replace"))


def prose_shape(block: TextBlock) -> int:
    """Return a number for all longer prose at a block's path; 0: the block is none."""
    if block.words < _PROSE or 2 * block.link_words > block.words:
        return 0
    return crc32(b"prose", block.box.path)


def shape(block: TextBlock) -> int:
    """Return a number for a block's path and what can be told of its text at a glance.

    That is its length in four steps, its share of links in three, whether it is set
    bold or slanted, ends as sentences do, follows a line break, or begins with words
    that point away from the article.
    """
    words, links = block.words, block.link_words
    traits = (
        (words > 3) + (words > 8) + (words > 20),
        (links > 0) + (2 * links > words),
        2 * block.bold_words > words,
        2 * block.slanted_words > words,
        block.text.endswith(_ENDS),
        block.soft,
        is_promo(block.text),
    )
    code = 0
    for trait in traits:
        code = code * 4 + int(trait)
    return crc32(code.to_bytes(4), block.box.path)
