"""Kept text blocks and pictures composed into the record's body, in page order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from newscrawl.page.text.tables import is_data, read_rows, table_around
from newscrawl.page.tree.blocks import Box, Spot, TextBlock
from newscrawl.page.tree.marks import Mark
from newscrawl.record import (
    Block,
    Embed,
    Heading,
    ImageBlock,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)

_ADVERT = re.compile(
    r"https://(?:(?:ads?|adserver|banner)\d*|(?:[^/]*\.)?(?:doubleclick|googlesyndication))\."
)
_ENDS = '.!?…:;"”»)]。！？」』）'


def _around(block: TextBlock, *tags: str) -> Box | None:
    """Return the nearest box of one of the tags around a block, itself included."""
    box: Box | None = block.box
    while box is not None:
        if box.tag in tags:
            return box
        box = box.parent
    return None


def _group_key(block: TextBlock) -> tuple[str, int]:
    """Return what kind of block a text becomes, and with which others."""
    if block.box.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "heading", block.index
    table = table_around(block)
    if table is not None:
        return "table", id(table)
    item = _around(block, "li")
    if item is not None:
        return "list", id(item.parent)
    if block.box.within & Mark.QUOTE:
        return "quote", id(_around(block, "blockquote"))
    return "paragraph", block.index


def _items(blocks: Sequence[TextBlock]) -> tuple[str, ...]:
    items = groupby(blocks, lambda block: id(_around(block, "li")))
    return tuple(" ".join(block.text for block in item) for _, item in items)


def _compose_group(kind: str, group: Sequence[TextBlock]) -> Iterator[Block]:
    if kind == "heading":
        level = int(group[0].box.tag[1])
        yield Heading(group[0].text, max(2, level))
    elif kind == "list":
        box = _around(group[0], "ol", "ul")
        yield ListBlock(_items(group), box is not None and box.tag == "ol")
    elif kind == "table":
        table = table_around(group[0])
        if table is not None and is_data(table, group):
            yield Table(read_rows(table, group))
        else:
            for block in group:
                yield Paragraph(block.text)
    elif kind == "quote":
        yield Quote(" ".join(block.text for block in group))
    else:
        for block in group:
            yield Paragraph(block.text)


def _joined(blocks: Sequence[TextBlock]) -> list[Block]:
    """Compose blocks with no picture between them."""
    composed: list[Block] = []
    for (kind, _), group in groupby(blocks, _group_key):
        members = list(group)
        last = composed[-1] if composed else None
        if (
            kind == "paragraph"
            and members[0].soft
            and isinstance(last, Paragraph)
            and not last.text.endswith(tuple(_ENDS))
        ):
            composed[-1] = Paragraph(f"{last.text} {members[0].text}")
        else:
            composed.extend(_compose_group(kind, members))
    return composed


def compose(
    blocks: Sequence[TextBlock], images: Sequence[Spot | None], embeds: Sequence[Spot]
) -> tuple[Block, ...]:
    """Return the record's body; image number i stands at `images[i]`, None: first.

    Pictures before the first block come first, those after the last are left to the
    record's list of images.
    """
    marks: list[tuple[int, Block]] = [
        (-1 if spot is None else spot.index, ImageBlock(number))
        for number, spot in enumerate(images)
    ]
    if blocks:
        first, last = blocks[0].index, blocks[-1].index
        for spot in embeds:
            url = spot.element.get("src") or spot.element.get("data-src") or ""
            if not url.startswith("https://") or _ADVERT.match(url):
                continue
            if first <= spot.index <= last + 1:
                marks.append((spot.index, Embed(url)))
    marks.sort(key=lambda mark: mark[0])
    body: list[Block] = []
    start = 0
    for index, mark in marks:
        end = start
        while end < len(blocks) and blocks[end].index < index:
            end += 1
        body.extend(_joined(blocks[start:end]))
        body.append(mark)
        start = end
    body.extend(_joined(blocks[start:]))
    return tuple(body)
