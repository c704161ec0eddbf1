"""One pass over the tree into the list of text blocks that every finder reads."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(slots=True)
class TextBlock:
    """A run of text between block-level boundaries, white space folded.

    `words` and `link_words` are counted by script (a CJK character counts half).
    """

    element: HtmlElement
    text: str
    words: int
    link_words: int
