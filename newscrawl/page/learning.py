"""Learn from one article page what holds for its site's other pages.

Nothing but what the reader itself found is learnt. An article already learnt under
another address teaches nothing: its text would seem to repeat.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from zlib import crc32

from newscrawl.markup import Element
from newscrawl.page.article import Refusal
from newscrawl.page.memory.fingerprints import (
    fingerprint,
    prose_shape,
    set_places,
    shape,
    text_fingerprint,
)
from newscrawl.page.memory.site_memory import FADING, Counts, SiteMemory, fitted
from newscrawl.page.read import Reading
from newscrawl.page.text.body import Body
from newscrawl.page.tree.blocks import Blocks, Box, TextBlock
from newscrawl.page.tree.layout import FOREIGN
from newscrawl.page.tree.marks import Mark

_PASSABLE = frozenset(
    (
        "div",
        "section",
        "nav",
        "aside",
        "footer",
        "header",
        "ul",
        "ol",
        "form",
        "article",
    )
)
# Boxes that may say something of the article on some pages only.
_TELLING = (
    Mark.TITLE | Mark.DATE | Mark.BYLINE | Mark.LEAD | Mark.CAPTION | Mark.CREDIT
) | Mark.PAYWALL
_SAMPLE = 6
_SAMPLE_WORDS = 8
_MAX_PAGE_TEXTS = 200
_HOME_SHARE = 0.8
_LEAST_CONFIDENCE = 0.6
_TOLD = 1.5  # Where a box's label says too that it is not the article's, two pages do.


def learn(memory: SiteMemory, reading: Reading) -> SiteMemory:
    """Return the memory after a page; itself where the page teaches nothing.

    Refused pages, articles whose text no block of the page shows, and doubtful ones
    teach nothing.
    """
    body = reading.body
    if isinstance(reading.article, Refusal) or not body.blocks:
        return memory
    if body.evidence.confidence < _LEAST_CONFIDENCE:
        return memory
    blocks = reading.page.blocks
    set_places(blocks.boxes)
    sample = _sample(memory, body, reading.article.title)
    if memory.has_read(sample):
        return memory
    now = memory.pages + 1
    used = _used_boxes(reading, body)
    homes = _homes(body)
    given, idle, loose = _places(blocks, used, homes[-1] if homes else None)
    return fitted(
        memory,
        sample,
        body.words,
        misses=_misses(memory, body),
        texts=_texts(memory.texts, blocks, body, now),
        places=_counted(memory.places, given, idle, now),
        shapes=_shapes(memory.shapes, loose, body, now),
        homes=_counted(memory.homes, {box.path: 1.0 for box in homes}, {}, now),
    )


def _misses(memory: SiteMemory, body: Body) -> int:
    """Return how many pages in a row the memory was asked of in vain."""
    if not memory.is_ripe:
        return memory.misses
    return 0 if body.remembered else memory.misses + 1


def _sample(memory: SiteMemory, body: Body, title: str) -> tuple[int, ...]:
    """Return the headline's number and the smallest fingerprints of the article."""
    own = {
        text_fingerprint(block)
        for block in body.blocks
        if block.words >= _SAMPLE_WORDS
        and not memory.is_repeated(fingerprint(block), block.words)
    }
    key = crc32(title.casefold().encode("utf-8", "replace"))
    return key, *sorted(own)[:_SAMPLE]


def _around(box: Box | None) -> Iterator[Box]:
    while box is not None:
        yield box
        box = box.parent


def _used_boxes(reading: Reading, body: Body) -> set[Box]:
    """Return the boxes that hold anything the record was read from."""
    blocks = reading.page.blocks
    first, last = body.blocks[0].index, body.blocks[-1].index
    direct = {block.box for block in (*body.blocks, *body.repeated)}
    for picture in reading.pictures:
        if picture.spot is not None:
            direct.add(picture.spot.box)
        direct.update(block.box for block in picture.caption.blocks)
    direct.update(s.box for s in blocks.frames if first <= s.index <= last)
    for choice in reading.fields.values():
        for element in choice.elements:
            if isinstance(element, TextBlock):
                direct.add(element.box)
                continue
            node: Element | None = element
            while node is not None and (box := blocks.box_of(node)) is None:
                node = node.getparent()
            if node is not None and box is not None:
                direct.add(box)
    used: set[Box] = set()
    for box in direct:
        for outer in _around(box):
            if outer in used:
                break
            used.add(outer)
    return used


def _places(
    blocks: Blocks, used: set[Box], home: Box | None
) -> tuple[dict[int, float], dict[int, float], list[TextBlock]]:
    """Return the paths that gave something, the outermost that gave nothing, the rest.

    The rest are the blocks outside of those that gave nothing. Inside the article's
    home a box counts for nothing only where its label says so too: the next article
    may have a list there.
    """
    given = {box.path: 1.0 for box in used}
    idle = dict.fromkeys(blocks.passed, 1.0)
    inside: set[int] = set()
    end = 0
    for box in blocks.boxes:
        if box.first < end or box in used or box.end == box.first:
            continue
        if box.tag not in _PASSABLE or box.marks & _TELLING or box.path in given:
            continue
        at_home = home is not None and home.first <= box.first < home.end
        if not at_home or box.marks & FOREIGN:
            idle[box.path] = _TOLD if box.marks & FOREIGN else 1.0
            end = box.end
            inside.update(range(box.first, box.end))
    loose = [block for block in blocks.texts if block.index not in inside]
    return given, idle, loose


def _counted(
    rows: Counts, first: Mapping[int, float], second: Mapping[int, float], now: int
) -> dict[int, tuple[float, float, int]]:
    """Return a table with one page's findings added to its two columns."""
    table = dict(rows)
    for key in first.keys() | second.keys():
        one, two, _ = table.get(key, (0.0, 0.0, 0))
        one = one * FADING + first.get(key, 0.0)
        table[key] = (one, two * FADING + second.get(key, 0.0), now)
    return table


def _homes(body: Body) -> list[Box]:
    """Return the boxes that hold nearly all of the article, the innermost last.

    The blocks of a box stand in a row: one that holds most of the words holds the
    middle one.
    """
    numbers = [block.index for block in body.blocks]
    words = [0, *accumulate(block.words for block in body.blocks)]
    middle = body.blocks[bisect_right(words, words[-1] // 2) - 1]
    homes = [
        box
        for box in _around(middle.box)
        if box.tag not in ("html", "body")
        and words[bisect_left(numbers, box.end)]
        - words[bisect_left(numbers, box.first)]
        >= _HOME_SHARE * words[-1]
    ]
    return homes[::-1]


def _texts(
    rows: Counts, blocks: Blocks, body: Body, now: int
) -> dict[int, tuple[float, float, int]]:
    """Return the table of texts with those in and around the article added."""
    table = dict(rows)
    inside = blocks.texts[body.blocks[0].index : body.blocks[-1].index + 1]
    found = [*body.blocks, *body.repeated, *inside][:_MAX_PAGE_TEXTS]
    for key in dict.fromkeys(map(fingerprint, dict.fromkeys(found))):
        count, first, last = table.get(key, (0.0, now, now))
        table[key] = (count * FADING ** (now - last) + 1.0, first, now)
    return table


def _shapes(
    rows: Counts, loose: Iterable[TextBlock], body: Body, now: int
) -> dict[int, tuple[float, float, int]]:
    """Return the table of shapes with the judged blocks added.

    What the memory itself decided is no new evidence: it stays, but does not grow.
    """
    table = dict(rows)
    kept = {block.index for block in body.blocks}
    aside = {block.index for block in body.repeated}
    pages: dict[int, list[bool]] = {}
    for block in loose:
        if block.index in aside:
            continue
        for key in filter(None, (shape(block), prose_shape(block))):
            if block.index not in body.remembered:
                pages.setdefault(key, []).append(block.index in kept)
            elif key in table:
                table[key] = (*table[key][:2], now)
    for key, found in pages.items():
        one, two, _ = table.get(key, (0.0, 0.0, 0))
        weight = min(2.0, 0.75 + len(found) / 4)
        kept_weight = weight * sum(found) / len(found)
        table[key] = (
            one * FADING + kept_weight,
            two * FADING + weight - kept_weight,
            now,
        )
    return table
