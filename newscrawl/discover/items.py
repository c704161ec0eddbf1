"""The item around a link: its block, title, date, summary and picture.

An item's block is the largest ancestor of its links that holds no link to another
article. The title is a heading's text in the block, else the link's own; the date the
first that the block shows outside the title.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from newscrawl.discover.anchors import HEADINGS, Candidate, element_text
from newscrawl.discover.shapes import absolute
from newscrawl.discover.words import count_words, find_date

_SEVERAL: Final = object()
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
        self._owners: dict[HtmlElement, object] = {}
        for candidate in candidates:
            for anchor in candidate.anchors:
                self._claim(anchor.element, candidate.key)

    def _claim(self, element: HtmlElement, key: str) -> None:
        for part in (element, *element.iterancestors()):
            owner = self._owners.setdefault(part, key)
            if owner is not key and owner != key:
                if owner is _SEVERAL:
                    return
                self._owners[part] = _SEVERAL

    def around(self, candidate: Candidate) -> list[HtmlElement]:
        """Return the item's blocks, one for each place where it is linked."""
        found: list[HtmlElement] = []
        for anchor in candidate.anchors:
            block = anchor.element
            for parent in anchor.element.iterancestors():
                if self._owners.get(parent) != candidate.key or parent.tag == "body":
                    break
                block = parent
            if block not in found:
                found.append(block)
        return found

    def text(self, candidate: Candidate) -> str:
        """Return the text of the item's largest block, cut at 3,000 characters."""
        texts = [str(block.text_content()) for block in self.around(candidate)]
        return " ".join(max(texts, key=len)[:3_000].split())


def read_item(candidate: Candidate, blocks: list[HtmlElement], base: str) -> Item:
    """Return what the blocks of one article show of it."""
    title = _title(candidate, blocks)
    date = summary = image = None
    for block in blocks:
        date = date or _date(block, title or "")
        summary = summary or _summary(block, title or "")
        image = image or _image(block, base)
    return Item(title, date, summary, image)


def _title(candidate: Candidate, blocks: list[HtmlElement]) -> str | None:
    own = {anchor.element for anchor in candidate.anchors}
    for block in blocks:
        for heading in block.iter(*HEADINGS):
            inside = own.intersection(heading.iter("a")) or own.intersection(
                heading.iterancestors("a")
            )
            text = element_text(heading)
            if inside and text:
                return text
    texts = [a.text for a in candidate.anchors if a.text]
    if not texts:
        return None
    return max(texts, key=count_words)


def _pieces(block: HtmlElement) -> Iterable[str]:
    """Yield the texts of a block, one a leaf or a mixed element, in page order."""
    for element in block.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        if element.tag == "time":
            yield element_text(element) or element.get("datetime") or ""
        elif element.text and element.text.strip():
            yield " ".join(element.text.split())
        if element.tail and element is not block and element.tail.strip():
            yield " ".join(element.tail.split())


def _date(block: HtmlElement, title: str) -> str | None:
    size = 0
    for piece in _pieces(block):
        size += len(piece)
        if size > _MAX_BLOCK:
            return None
        if len(piece) <= 160 and piece not in title and (date := find_date(piece)):
            return date
    return None


def _summary(block: HtmlElement, title: str) -> str | None:
    best = ""
    for element in block.iter("p", "div", "span", "dd", "td", "li"):
        if len(element) > 4 or (element.find(".//a") is not None and len(element) > 2):
            continue
        text = element_text(element)[:_MAX_SUMMARY]
        if len(text) > len(best) and title not in text and text not in title:
            best = text
    return best if count_words(best) >= 6 else None


def _image(block: HtmlElement, base: str) -> str | None:
    for image in block.iter("img"):
        source = image.get("data-src") or image.get("data-original") or image.get("src")
        if source and not source.startswith("data:"):
            return absolute(base, source)
    return None
