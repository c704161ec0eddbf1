"""A picture's caption and credit, read from the text that belongs to it.

A credit is parted from its caption by its own element where it has one, else by its
words (`credits`). `caption_blocks` says which text belongs to a picture.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newscrawl.markup import Element
from newscrawl.page.pictures.caption_blocks import caption_blocks
from newscrawl.page.pictures.credits import (
    clean_caption,
    clean_credit,
    is_credit,
    is_names,
    split_caption,
)
from newscrawl.page.tree.blocks import Spot, TextBlock, clean
from newscrawl.page.tree.hints import label_roles
from newscrawl.page.tree.marks import Mark

_HOLDERS = frozenset(("picture", "button", "noscript"))


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption and credit, with the blocks they were read from."""

    caption: str | None
    credit: str | None
    blocks: tuple[TextBlock, ...]


def _own_credits(element: Element, whole: str) -> Iterator[str]:
    """Yield the texts of inline elements whose label says credit."""
    for part in element.iter("span", "small", "cite", "em", "a", "b", "i"):
        label = part.get("class") or part.get("itemprop")
        if label and label_roles(label)[0] & (Mark.CREDIT | Mark.BYLINE):
            text = clean("".join(part.itertext()))
            if text and text != whole and text in whole:
                yield text


def _inner_caption(element: Element) -> Caption | None:
    """Return the caption that stands inside a picture's own element."""
    for inner in element.iter("figcaption"):
        text = clean(" ".join(inner.itertext()))
        if text:
            return _read([(text, list(_own_credits(inner, text)), False)], ())
    return None


def find_caption(
    spot: Spot,
    texts: Sequence[TextBlock],
    rule: str | None = None,
    alt: str = "",
    until: int = sys.maxsize,
) -> Caption:
    """Return the caption and credit of a picture; `alt` is its alternative text.

    `until` is the number of the block that the next picture stands before.

    `rule` is a site's pattern for the paragraph after a photo, with the groups
    `credit` and perhaps `caption`.
    """
    if rule:
        for block in texts[spot.index : spot.index + 2]:
            match = re.search(rule, block.text)
            if match:
                groups = match.groupdict()
                caption = groups.get("caption") or block.text[: match.start()]
                credit = clean_credit(groups.get("credit") or "")
                return Caption(caption.strip() or None, credit, (block,))
    if spot.element.tag in _HOLDERS and (inner := _inner_caption(spot.element)):
        return inner
    return read_caption(caption_blocks(spot, texts, alt, until))


def read_caption(blocks: Sequence[TextBlock]) -> Caption:
    """Part the blocks of a caption into caption and credit."""
    parts: list[tuple[str, list[str], bool]] = []
    for block in blocks:
        text = block.text
        if block.link_words >= block.words > 0 and not (
            block.box.within & Mark.CAPTION or is_credit(text)
        ):
            continue
        if parts and _is_open(parts[-1][0]):
            before = parts.pop()
            parts.append((f"{before[0]} {text}", before[1], before[2]))
            continue
        own = list(_own_credits(block.element, text))
        marks = block.box.marks
        parts.append(
            (text, own, bool(marks & Mark.CREDIT and not marks & Mark.CAPTION))
        )
    return _read(parts, tuple(blocks))


def _is_open(text: str) -> bool:
    """Say whether a bracket is open at a text's end."""
    return text.count("(") > text.count(")")


def _read(
    parts: Sequence[tuple[str, list[str], bool]], blocks: tuple[TextBlock, ...]
) -> Caption:
    """Return the caption of texts, each with its own credits and whether it is one."""
    captions: list[str] = []
    credits: list[str] = []
    for text, own, is_one in parts:
        for part in own:
            text = text.replace(part, " ")
            credits.append(part)
        if is_one and not own:
            credits.append(split_caption(text)[1] or text)
            continue
        text = clean_caption(text)
        if captions and not credits and is_names(text):
            credits.append(text)
            continue
        caption, found = split_caption(text)
        if found:
            credits.append(found)
        if caption and caption not in captions:
            captions.append(caption)
    credit = next(filter(None, map(clean_credit, credits)), None)
    return Caption(clean(" ".join(captions)) or None, credit, blocks)
