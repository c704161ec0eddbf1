"""The links of a page to its own site, read once: address, words and surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from newscrawl.discover.address import (
    Address,
    Resolver,
    address_of,
    registered_domain,
)
from newscrawl.discover.labels import invites_to_all, names_service
from newscrawl.discover.places import HEADINGS, Place, Places
from newscrawl.discover.shapes import holds_long_number, is_file, names_no_article
from newscrawl.discover.words import count_words
from newscrawl.markup import Document, Element

MAX_ANCHORS: Final = 5_000
# Anchors that lead to the article and do not name it.
_MORE: Final = re.compile(
    r"^\W*(?:(?:(?:read|see|view|show|continue|find out|learn)?\s?(?:more|on|reading|"
    r"full\s\w+)|"
    r"(?:read|see|view|show|continue)\sthe (?:full |rest )?\w+)\W*(?:here|»)?$|"
    r"continue reading|read more|"
    r"(?:leave|add|post|write) (?:a |your )?(?:comment|reply)|no comments|"
    r"\d*\s?(?:comments?|responses?|repl(?:y|ies)|kommentare?|comentarios?|comentários?|"
    r"commentaires?|commenti|reacties|kommentarer?|komentarzy?|yorum|コメント|评论|댓글|"
    r"комментари\w+|коментар\w*|σχόλια)\s?(?:\(?\d+\)?)?\W*$|"
    r"weiterlesen|mehr\W*$|zum artikel|lire (?:la suite|plus|l)|en savoir plus|"
    r"leer m[áa]s|(?:seguir|sigue) leyendo|ver m[áa]s|ler mais|leia mais|"
    r"continue (?:a )?lendo|"
    r"saiba mais|leggi (?:tutto|di pi|l)|continua|lees (?:meer|verder)|læs mere|läs mer|"
    r"les mer|czytaj|więcej|číst|čítať|celý článek|подробнее|читать|далее|докладніше|"
    r"devam[ıi]|baca|selengkapnya|続き|もっと|详细|全文|阅读|更多|자세히|더보기|"
    r"διαβάστε|περισσότερα|बाकी|विस्तार|বিস্তারিত)"
)
_FRAGMENT: Final = re.compile(r"#(?:comment|respond|disqus|kommentar|reply|more)")
# Half of what `itertext` costs.
TEXTS: Final = etree.XPath("descendant::text()", smart_strings=False)
_VISIBLE: Final = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript"
    " or parent::template)]",
    smart_strings=False,
)
_HIDDEN: Final = frozenset({"script", "style", "noscript", "template"})


class Anchor(NamedTuple):
    """One `a` element that leads to the same registered domain.

    `names` is false where it leads to the article without naming it: "read more",
    "3 comments".
    """

    element: Element
    address: Address
    text: str
    words: float
    names: bool
    is_heading: bool
    has_image: bool
    place: Place


class Candidate:
    """A page of the site that the document links to, by one or more anchors.

    `position` counts from 0 in page order. `longest` is the anchor with most words, of
    those that name the article where any do; `words` are its words, 0.0 where none
    names the article.
    """

    __slots__ = (
        "address",
        "anchors",
        "is_heading",
        "key",
        "longest",
        "position",
        "words",
    )

    def __init__(self, anchor: Anchor, position: int) -> None:
        self.address = anchor.address
        self.key = anchor.address.key
        self.position = position
        self.longest = anchor
        self.words = anchor.words if anchor.names else 0.0
        self.is_heading = anchor.is_heading
        self.anchors = [anchor]

    @property
    def url(self) -> str:
        """The address as the first link has it."""
        return self.address.url

    def add(self, anchor: Anchor) -> None:
        """Take one more anchor of the same page in."""
        self.anchors.append(anchor)
        self.is_heading = self.is_heading or anchor.is_heading
        if _rank(anchor) > _rank(self.longest):
            self.longest = anchor
            self.words = anchor.words if anchor.names else 0.0


def _rank(anchor: Anchor) -> tuple[bool, float, bool]:
    return anchor.names, anchor.words, not anchor.place.is_side


def read_anchors(document: Document) -> list[Anchor]:
    """Return the anchors that lead to the page's own registered domain, in order."""
    domain = registered_domain((urlsplit(document.url).hostname or "").lower())
    resolver, place_of = Resolver(document.base), Places().of
    own: dict[str, bool] = {}
    resolved: dict[str, Address | None] = {}
    found: list[Anchor] = []
    for element in islice(document.root.iter("a"), MAX_ANCHORS):
        href = element.get("href")
        if not href:
            continue
        if href in resolved:
            address = resolved[href]
        else:
            address = resolver.resolve(href)
            if address is not None:
                host = address.host
                if host not in own:
                    own[host] = registered_domain(host) == domain
                if not own[host]:
                    address = None
            resolved[href] = address
        if address is not None:
            found.append(_anchor(element, href, address, place_of(element)))
    return found


def candidates_of(anchors: Iterable[Anchor], document: Document) -> list[Candidate]:
    """Return the pages that may be articles, merged by address, in page order."""
    here = address_of(document.url)
    own = here.key if here else ""
    found: dict[str, Candidate] = {}
    by_url: dict[str, Candidate | None] = {}
    for anchor in anchors:
        address = anchor.address
        url = address.url
        if url in by_url:
            known = by_url[url]
            if known is not None:
                known.add(anchor)
            continue
        by_url[url] = None
        key = address.key
        if key == own or is_file(address) or names_no_article(address):
            continue
        is_invitation = invites_to_all(anchor.text) and not holds_long_number(address)
        if is_invitation or names_service(anchor.text, address):
            continue
        candidate = found.get(key)
        if candidate is None:
            candidate = found[key] = Candidate(anchor, len(found))
        else:
            candidate.add(anchor)
        by_url[url] = candidate
    return list(found.values())


def _anchor(element: Element, href: str, address: Address, place: Place) -> Anchor:
    text, has_image, holds_heading = _content(element)
    words = count_words(text) if text else 0.0
    return Anchor(
        element,
        address,
        text,
        words,
        bool(text) and (words > 6 or not _leads_only(href, text)),
        holds_heading or place.heading_below <= 4,
        has_image,
        place,
    )


def _content(element: Element) -> tuple[str, bool, bool]:
    """Return an anchor's text or else its picture's, and what it holds: picture, heading."""
    size = len(element)
    if not size:
        return " ".join((element.text or "").split()), False, False
    text = element_text(element)
    if size == 1 and not len(inner := element[0]):
        tags = {inner.tag}
    else:
        tags = {inner.tag for inner in element.iterdescendants()}
    has_image = "img" in tags
    if has_image and not text:
        image = element.find(".//img")
        text = " ".join((image.get("alt") or "").split()) if image is not None else ""
    return text, has_image, not tags.isdisjoint(HEADINGS)


def _leads_only(href: str, text: str) -> bool:
    if "#" in href and _FRAGMENT.search(href.lower()):
        return True
    return _is_more(text)


@lru_cache(maxsize=4096)
def _is_more(text: str) -> bool:
    """Say so of a text; a site's menus repeat on each of its pages."""
    return _MORE.match(text.lower()) is not None


def element_text(element: Element) -> str:
    """Return an element's visible text, white space folded; no script, no style."""
    size = len(element)
    if not size:
        return " ".join((element.text or "").split())
    if size == 1 and not len(inner := element[0]):
        within = "" if inner.tag in _HIDDEN else inner.text or ""
        return " ".join(f"{element.text or ''} {within} {inner.tail or ''}".split())
    texts = TEXTS if next(element.iter(*_HIDDEN), None) is None else _VISIBLE
    return " ".join(" ".join(texts(element)).split())
