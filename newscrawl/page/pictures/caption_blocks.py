"""Which text of a page belongs to a picture.

Looked at from the picture outwards: all text of a figure, its caption element first;
the caption element of the nearest box that has one; the rest of a small box or table
that frames the picture; a block after the picture that the page sets apart as a caption
does: by its label, by repeating the picture's alternative text, by the words of a photo
credit, by standing centred below a centred picture.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from newscrawl.page.pictures.credits import (
    clean_caption,
    is_credit,
    is_names,
    is_photo_paragraph,
    split_caption,
)
from newscrawl.page.tree.blocks import Box, Spot, TextBlock, dense_characters
from newscrawl.page.tree.marks import Mark

_CAPTION = Mark.CAPTION | Mark.CREDIT
_MAX_FIGURE = 6
_MAX_FRAME_WORDS = 90
_MAX_CENTRED_WORDS = 60
_MAX_CLIMB = 7
_MAX_CREDIT_WORDS = 16
_MAX_BARE_WORDS = 20
_PICTURE_LABEL = re.compile(
    r"image|photo|foto|bild|picture|media|img|figure|caption|thumb|visual|lead"
)
_CENTRE = re.compile(r"text-align:\s*center")


def _is_labelled(block: TextBlock, outer: Box | None) -> bool:
    """Say whether a label between a block and a box around it says caption."""
    box: Box | None = block.box
    for _ in range(5):
        if box is None or box is outer:
            return False
        if box.marks & _CAPTION and box.end - box.first <= _MAX_FIGURE:
            return True
        box = box.parent
    return False


def _nearest(spot: Spot, until: int, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return the caption blocks between a picture and the next, else all of them."""
    after = [block for block in blocks if block.index >= spot.index]
    own = [block for block in after if block.index < until]
    return own or after or list(blocks)


def _is_frame(box: Box, inside: Sequence[TextBlock]) -> bool:
    """Say whether an unlabelled box frames just a picture and its caption."""
    words = sum(block.words for block in inside)
    links = sum(block.link_words for block in inside)
    if words > _MAX_FRAME_WORDS or links * 2 > words:
        return False
    if any(block.box.marks & Mark.HEADING for block in inside):
        return False
    if box.tag == "table":
        return True
    if box.tag not in ("div", "p", "span", "center", "dl", "li", "td", "section"):
        return False
    last = inside[-1].text
    if len(inside) > 1 and (is_credit(last) or is_names(last)):
        return True
    if _PICTURE_LABEL.search(box.label.lower()):
        return len(inside) <= 2 or not box.marks & (Mark.BODY_WORD | Mark.TITLE)
    if len(inside) == 1 and words <= _MAX_BARE_WORDS and not dense_characters(last):
        return box.tag != "p" and last[-1] not in ".!?:…"
    return is_credit(last) or split_caption(last)[1] is not None


def _of_figure(
    spot: Spot, until: int, box: Box, texts: Sequence[TextBlock]
) -> list[TextBlock]:
    """Return the caption blocks of a box: those labelled, all of a figure."""
    inside = texts[box.first : box.end]
    if not any(clean_caption(block.text) for block in inside):
        return []
    labelled = [block for block in inside if _is_labelled(block, box)]
    if any(clean_caption(block.text) for block in labelled):
        named = (b for b in inside if b not in labelled and is_credit(b.text))
        return [*_nearest(spot, until, labelled), *named]
    if box.marks & Mark.CAPTION or box.tag == "figure":
        return _nearest(spot, until, inside)
    return []


def _framed(spot: Spot, until: int, texts: Sequence[TextBlock]) -> list[TextBlock]:
    """Return the caption blocks of the nearest box around a picture that has them."""
    figure: Box | None = spot.box
    while figure is not None and figure.tag != "figure":
        figure = figure.parent if figure.end - figure.first <= _MAX_FIGURE else None
    if figure is not None and figure.end - figure.first <= _MAX_FIGURE:
        blocks = _of_figure(spot, until, figure, texts)
        if blocks:
            return blocks
    box: Box | None = spot.box
    for _ in range(_MAX_CLIMB):
        if box is None or box.end - box.first > _MAX_FIGURE or box.tag == "body":
            return []
        blocks = _of_figure(spot, until, box, texts)
        if blocks:
            return blocks
        inside = texts[box.first : box.end]
        if any(clean_caption(block.text) for block in inside):
            if _is_frame(box, inside):
                return _nearest(spot, until, inside)
            if box.tag == "p":
                return []
        box = box.parent
    return []


def _is_centred(box: Box) -> bool:
    """Say whether a paragraph is centred by its own attributes or element."""
    element = box.element
    if box.tag == "center" or (element.get("align") or "").lower() == "center":
        return True
    style = element.get("style")
    return style is not None and _CENTRE.search(style.lower()) is not None


def _below(spot: Spot, texts: Sequence[TextBlock], alt: str) -> list[TextBlock]:
    """Return the block after a picture when it is set apart as a caption is."""
    following = texts[spot.index : spot.index + 2]
    if not following:
        return []
    first = following[0]
    if first.box.marks & Mark.HEADING:
        return []
    for block in following:
        if _is_labelled(block, None):
            return [block]
    if alt and len(alt) > 20 and first.text.startswith(alt[:200]):
        return [first] if first.words <= _MAX_FRAME_WORDS else []
    if is_photo_paragraph(first.text):
        return [first]
    return [first] if _is_centred_caption(spot, following) else []


def _is_centred_caption(spot: Spot, following: Sequence[TextBlock]) -> bool:
    """Say whether a block stands centred below a centred picture, and it alone."""
    first = following[0]
    if first.words > _MAX_CENTRED_WORDS or first.box.within & Mark.QUOTE:
        return False
    if first.box is spot.box or not (_is_centred(first.box) and _is_centred(spot.box)):
        return False
    next_too = len(following) > 1 and _is_centred(following[1].box)
    return not next_too or following[1].words <= _MAX_CENTRED_WORDS // 2


def caption_blocks(
    spot: Spot, texts: Sequence[TextBlock], alt: str = "", until: int = sys.maxsize
) -> list[TextBlock]:
    """Return the blocks that are a picture's caption and credit, in page order.

    `until` is the number of the block that the next picture stands before.
    """
    blocks = _framed(spot, until, texts) or _below(spot, texts, alt)
    if blocks and blocks[-1].index + 1 < len(texts):
        following = texts[blocks[-1].index + 1]
        if following.words <= _MAX_CREDIT_WORDS and is_credit(following.text):
            blocks.append(following)
    return blocks
