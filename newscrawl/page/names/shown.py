"""What a page shows as bylines: elements by label and link, and short lines.

A byline's label or link says so, or its line begins with "By" in one of many languages,
or stands beside a date below the headline. Credits of pictures are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from newscrawl.markup import Element
from newscrawl.page.metadata import plain
from newscrawl.page.names.people import Newsroom, begins_byline, split_names
from newscrawl.page.page import Page
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.hints import is_author_link, text_of

MAX_BYLINE_CHARS = 220
MAX_LINE_CHARS = 80
_MAX_SHOWN = 12
_NEAR_BLOCKS = 14
_CREDIT = re.compile(
    r"caption|credit(?!s)|photo|image|picture|bild|foto|copyright|figure|imago",
    re.IGNORECASE,
)
_SLUG_WORDS = 5
_DATED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:[ ,]+\d{1,2}:\d\d)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """An element that shows a byline, with its text and the names in it."""

    element: Element | TextBlock
    text: str
    names: tuple[str, ...]
    place: int = 0


def newsroom(page: Page) -> Newsroom:
    """Return what the page says of its publisher, to tell it from people."""
    metadata = page.metadata
    publisher = metadata.article.get("publisher")
    names = [
        metadata.first("og:site_name", "application-name", "article:publisher"),
        plain(publisher.get("name")) if isinstance(publisher, Mapping) else None,
        page.site.title if page.site else None,
    ]
    return Newsroom.of((name for name in names if name), page.document.url)


def shown_bylines(page: Page, title: Iterable[Element], room: Newsroom) -> list[Shown]:
    """Return what the page shows as bylines, those near the headline first."""
    hints = page.hints
    start = min((hints.order.get(element, 0) for element in title), default=0)
    near: list[tuple[int, Element]] = []
    for element in hints.of("author"):
        distance = hints.order[element] - start
        if not hints.is_away(element) and not _is_credit(element):
            near.append((distance if distance >= 0 else -3 * distance, element))
    near.sort(key=lambda item: item[0])
    found = []
    for _, element in near[:_MAX_SHOWN]:
        text = text_of(element, max_chars=MAX_BYLINE_CHARS * 2, spaced=True)
        if 2 <= len(text) <= MAX_BYLINE_CHARS:
            names = names_in(element, text, room) or _login(element, text, room)
            found.append(Shown(element, text, names, hints.order[element]))
    found.extend(_lines(page, set(title), room))
    return found


def _is_credit(element: Element) -> bool:
    """Say whether an element names who took a picture, not who wrote the text."""
    around = element.iterancestors("figure", "figcaption", "div", "span")
    return any(
        e.tag in ("figure", "figcaption") or _says_credit(e.get("class") or "")
        for e in chain((element,), islice(around, 3))
    )


@lru_cache(maxsize=2048)
def _says_credit(label: str) -> bool:
    return _CREDIT.search(label) is not None


def names_in(element: Element, text: str, room: Newsroom) -> tuple[str, ...]:
    """Return the names of people that an element shows: its links' texts, or its own."""
    linked: dict[str, None] = {}
    sure, chars = False, 0
    for link in element.iter("a"):
        if link is element:
            continue
        names = split_names(text_of(link, spaced=True), room)
        if is_author_link(link.get("href") or ""):
            if not sure:
                linked.clear()
            sure = True
        elif sure:
            continue
        linked |= dict.fromkeys(names)
        chars += sum(map(len, names))
    if linked and (sure or chars * 2 >= len(text)):
        return tuple(linked)
    return split_names(text, room)


def _login(element: Element, text: str, room: Newsroom) -> tuple[str, ...]:
    """Return the one word that an author's link shows, as blogs do."""
    is_link = element.get("rel") == "author" or is_author_link(
        element.get("href") or ""
    )
    if is_link and " " not in text and room.is_person(text):
        return (text,)
    return ()


def _is_teaser(block: TextBlock) -> bool:
    """Say whether a line is nothing but a link to an article, by its address."""
    if block.link_words < block.words:
        return False
    link = next(block.element.iter("a"), None)
    address = "" if link is None else (link.get("href") or "")
    slug = address.rstrip("/").rpartition("/")[2]
    return slug.count("-") >= _SLUG_WORDS and not is_author_link(address)


def _lines(page: Page, title: set[Element], room: Newsroom) -> Iterator[Shown]:
    """Yield the short lines after the headline that begin as bylines do."""
    texts = page.blocks.texts
    place = next((b.index for b in texts if b.element in title), None)
    if place is None:
        return
    for block in texts[place + 1 : place + _NEAR_BLOCKS]:
        if len(block.text) > MAX_BYLINE_CHARS or block.element in title:
            continue
        if _is_teaser(block):
            continue
        if begins_byline(block.text):
            names = split_names(block.text, room)
        elif len(block.text) <= MAX_LINE_CHARS and _DATED.search(block.text):
            rest = _DATED.sub(" | ", block.text)
            names = tuple(n for n in split_names(rest, room) if " " in n)
        else:
            continue
        if names:
            yield Shown(block, block.text, names)
