"""The item around a link: its block, title, date, summary and picture.

An item's block is the largest ancestor of its links that holds no link to another
article. The title is a heading's text in the block, else the link's own; the date the
first that the block shows outside the title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from newscrawl.discover.address import absolute
from newscrawl.discover.anchors import TEXTS, Candidate, element_text
from newscrawl.discover.places import HEADINGS, Place
from newscrawl.discover.words import count_words, find_date
from newscrawl.markup import Element

_KICKER_WORDS: Final = 4
_MAX_PIECE: Final = 120
_MAX_SCRAP: Final = 12
_MIN_SUMMARY: Final = 6
_SEVERAL: Final = object()
_HIDDEN: Final = frozenset({"script", "style"})
_PARAGRAPHS: Final = frozenset({"p", "dd"})
_MAX_BLOCK: Final = 6_000
_MAX_SUMMARY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """What a listing shows of one article."""

    title: str | None
    date: str | None
    summary: str | None
    image: str | None


class Blocks:
    """The blocks of a page's items: which elements hold which article's links."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._owners: dict[Place, object] = {}
        for candidate in candidates:
            for anchor in candidate.anchors:
                self._claim(anchor.place, candidate)

    def _claim(self, place: Place | None, candidate: Candidate) -> None:
        owners = self._owners
        while place is not None:
            owner = owners.setdefault(place, candidate)
            if owner is not candidate:
                if owner is _SEVERAL:
                    return
                owners[place] = _SEVERAL
            place = place.above

    def around(self, candidate: Candidate) -> list[Element]:
        """Return the item's blocks, one for each place where it is linked."""
        owners = self._owners
        found: list[Element] = []
        for anchor in candidate.anchors:
            block, above = anchor.place, anchor.place.above
            while above is not None and owners.get(above) is candidate:
                if above.kind.is_body:
                    break
                block, above = above, above.above
            if block.element not in found:
                found.append(block.element)
        return found

    def text(self, candidate: Candidate) -> str:
        """Return the text of the item's largest block, cut at 3,000 characters."""
        blocks = self.around(candidate)
        if len(blocks) == 1 and blocks[0] is candidate.longest.element:
            return candidate.longest.text
        texts = [" ".join(TEXTS(block)) for block in blocks]
        return " ".join(max(texts, key=len)[:3_000].split())


class _Block:
    """What one block holds, looked at once: its texts in page order, its elements."""

    __slots__ = ("headings", "images", "paragraphs", "pieces")

    def __init__(self, block: Element) -> None:
        self.headings: list[Element] = []
        self.images: list[Element] = []
        self.paragraphs: list[Element] = []
        self.pieces: list[str] = []
        pieces = self.pieces
        for element in block.iter():
            tag = element.tag
            if tag in _HIDDEN:
                continue
            if tag == "time":
                pieces.append(element_text(element) or element.get("datetime") or "")
            elif (text := element.text) and (words := text.split()):
                pieces.append(" ".join(words))
            if (
                (text := element.tail)
                and element is not block
                and (words := text.split())
            ):
                pieces.append(" ".join(words))
            if tag in HEADINGS:
                self.headings.append(element)
            elif tag == "img":
                self.images.append(element)
            elif tag in _PARAGRAPHS:
                self.paragraphs.append(element)


def read_item(
    candidate: Candidate,
    blocks: list[Element],
    base: str,
    language: str | None = None,
) -> Item:
    """Return what the blocks of one article show of it."""
    looked = [_Block(block) for block in blocks]
    title = _title(candidate, looked)
    date = summary = image = None
    for block in looked:
        date = date or find_date(_short_pieces(block, title or ""), language)
        summary = summary or _summary(block, title or "")
        image = image or _image(block, base)
    return Item(title, date, summary, image)


def _title(candidate: Candidate, blocks: list[_Block]) -> str | None:
    """Return the headline: of a heading, else of the first anchor that has words."""
    named = _anchor_text(candidate)
    for block in blocks:
        headings = _headings(candidate, block)
        if not headings:
            continue
        title = headings[0]
        if len(headings) > 1 and count_words(title) <= _KICKER_WORDS:
            title = f"{title} {headings[1]}"
        is_part = count_words(title) < 3 and named is not None and title in named
        return named if is_part else title
    return named


def _headings(candidate: Candidate, block: _Block) -> list[str]:
    """Return the headings of a block that the article's links hold or stand in."""
    own = {anchor.element for anchor in candidate.anchors}
    found: list[str] = []
    for heading in block.headings:
        linked = not own.isdisjoint(heading.iter("a"))
        if linked or not own.isdisjoint(heading.iterancestors("a")):
            text = element_text(heading)
            if text and text not in found:
                found.append(text)
    return found


def _anchor_text(candidate: Candidate) -> str | None:
    naming = [anchor for anchor in candidate.anchors if anchor.names]
    for anchor in naming:
        if anchor.words < 3:
            continue
        if not anchor.has_image or element_text(anchor.element):
            return anchor.text
    if naming:
        return max(naming, key=lambda anchor: anchor.words).text
    return next((anchor.text for anchor in candidate.anchors if anchor.text), None)


def _short_pieces(block: _Block, title: str) -> Iterator[str]:
    """Yield the short texts of a block that are no part of its title.

    Scraps side by side, such as day, month and year in boxes of their own, come
    joined first.
    """
    size = 0
    scraps: list[str] = []
    for piece in block.pieces:
        size += len(piece)
        if size > _MAX_BLOCK:
            break
        if len(piece) <= _MAX_SCRAP:
            scraps.append(piece)
            continue
        if scraps:
            yield from _joined(scraps)
            scraps = []
        if len(piece) <= _MAX_PIECE and piece not in title:
            yield piece
    yield from _joined(scraps)


def _joined(scraps: list[str]) -> Iterator[str]:
    if len(scraps) > 1:
        yield " ".join(scraps[:6])
    yield from scraps


def _summary(block: _Block, title: str) -> str | None:
    """Return the first paragraph of six words, else the longest text of as many."""
    for paragraph in block.paragraphs:
        text = element_text(paragraph)
        if (
            text not in title
            and title not in text
            and count_words(text) >= _MIN_SUMMARY
        ):
            return text[:_MAX_SUMMARY]
    longest = ""
    for piece in block.pieces:
        if len(piece) > len(longest) and piece not in title:
            longest = piece
    if title in longest or count_words(longest) < _MIN_SUMMARY:
        return None
    return longest[:_MAX_SUMMARY]


def _image(block: _Block, base: str) -> str | None:
    for image in block.images:
        source = image.get("data-src") or image.get("data-original") or image.get("src")
        if source and not source.startswith("data:"):
            return absolute(base, source)
    return None
