"""The links of a page to its own site, read once: address, words and surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.discover.address import (
    Address,
    Resolver,
    address_of,
    registered_domain,
)
from newscrawl.discover.shapes import is_file, names_no_article
from newscrawl.discover.words import count_words
from newscrawl.markup import Document

MAX_ANCHORS: Final = 5_000
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHROME: Final = frozenset({"nav", "footer", "menu"})
_CHROME_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|sub|site|side|head|global)?(?:nav|menu)|navi|navbar|"
    r"navigation|footer|breadcrumbs?|pagination|"
    r"pager|tags?|tagcloud|social|share|sharing|lang|login)(?:$|[\s_-])"
)
_SIDE_CLASS: Final = re.compile(
    r"sidebar|widget|aside|most-?(?:read|popular|view)|popular|trending|related|"
    r"recommend|ticker|meistgelesen|rank|secondary|right[-_]?col|recent|footer|promo"
)
# Anchors that lead to the article and do not name it.
_MORE: Final = re.compile(
    r"^\W*(?:(?:read|see|view|show|continue|find out|learn)?\s?(?:more|on|reading|full\s\w+|"
    r"the (?:full |rest )?\w+)\W*(?:here|»)?$|continue reading|read more|"
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
_DIGITS: Final = re.compile(r"\d+")
_HIDDEN: Final = ("script", "style", "noscript", "template")
_MAX_DEPTH: Final = 200


class Place(NamedTuple):
    """What an element and its ancestors say: page chrome, side column, a heading.

    `marks` are the element's own class and id, lower case; `above` its parent's place.
    """

    marks: str = ""
    above: Place | None = None
    is_chrome: bool = False
    is_side: bool = False
    heading_below: int = 99
    depth: int = 0


class Anchor(NamedTuple):
    """One `a` element that leads to the same registered domain.

    `names` is false where it leads to the article without naming it: "read more",
    "3 comments". `signature` is its tag and classes with those of two parents.
    """

    element: HtmlElement
    address: Address
    text: str
    words: float
    names: bool
    signature: str
    is_heading: bool
    has_image: bool
    place: Place


@dataclass(slots=True)
class Candidate:
    """A page of the site that the document links to, by one or more anchors.

    `longest` is the anchor with most words, of those that name the article where any
    do; `words` are its words, 0.0 where none names the article.
    """

    address: Address
    key: str
    position: int
    longest: Anchor
    words: float
    is_heading: bool
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address as the first link has it."""
        return self.address.url

    def add(self, anchor: Anchor) -> None:
        """Take one more anchor of the same page in."""
        self.anchors.append(anchor)
        self.is_heading = self.is_heading or anchor.is_heading
        rank = (self.longest.names, self.longest.words)
        if (anchor.names, anchor.words) > rank:
            self.longest = anchor
            self.words = anchor.words if anchor.names else 0.0


class _Places:
    """The places and names of a page's elements, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, Place] = {}
        self._names: dict[HtmlElement, str] = {}

    def of(self, element: HtmlElement) -> Place:
        """Return what an element and its ancestors say."""
        found = self._known.get(element)
        if found is None:
            parent = element.getparent()
            above = Place() if parent is None else self.of(parent)
            found = self._known[element] = _below(element, above)
        return found

    def signature(self, element: HtmlElement) -> str:
        """Return the names of an element and of its two parents."""
        parts = [self._name(element)]
        for _ in range(2):
            parent = element.getparent()
            if parent is None:
                break
            element = parent
            parts.append(self._name(element))
        return " < ".join(parts)

    def _name(self, element: HtmlElement) -> str:
        found = self._names.get(element)
        if found is None:
            found = _classes(str(element.tag), element.get("class") or "")
            self._names[element] = found
        return found


@lru_cache(maxsize=4096)
def _classes(tag: str, classes: str) -> str:
    """Return a tag with its classes, numbers in them as 9."""
    return ".".join([tag, *sorted(_DIGITS.sub("9", classes[:300]).split())[:4]])


def _below(element: HtmlElement, above: Place) -> Place:
    tag = element.tag
    if tag in {"body", "html"} or above.depth > _MAX_DEPTH:
        return Place(above=above, depth=above.depth)
    own = marks(element)
    is_chrome, is_side = _marked(own) if own else (False, False)
    return Place(
        own,
        above,
        above.is_chrome
        or is_chrome
        or tag in _CHROME
        or element.get("role") == "navigation",
        above.is_side or is_side or tag == "aside",
        0 if tag in HEADINGS else above.heading_below + 1,
        above.depth + 1,
    )


def marks(element: HtmlElement) -> str:
    """Return an element's class and id, lower case."""
    found = f"{element.get('class') or ''} {element.get('id') or ''}"
    return found[:200].lower() if len(found) > 1 else ""


@lru_cache(maxsize=4096)
def _marked(text: str) -> tuple[bool, bool]:
    return _CHROME_CLASS.search(text) is not None, _SIDE_CLASS.search(text) is not None


def read_anchors(document: Document) -> list[Anchor]:
    """Return the anchors that lead to the page's own registered domain, in order."""
    domain = registered_domain((urlsplit(document.url).hostname or "").lower())
    resolver, places = Resolver(document.base), _Places()
    own: dict[str, bool] = {}
    found: list[Anchor] = []
    for at, element in enumerate(document.root.iter("a")):
        if at == MAX_ANCHORS:
            break
        address = resolver.resolve(element.get("href") or "")
        if address is None:
            continue
        if address.host not in own:
            own[address.host] = registered_domain(address.host) == domain
        if own[address.host]:
            found.append(_anchor(element, address, places))
    return found


def candidates_of(anchors: Iterable[Anchor], document: Document) -> list[Candidate]:
    """Return the pages that may be articles, merged by address, in page order."""
    here = address_of(document.url)
    own = here.key if here else ""
    found: dict[str, Candidate] = {}
    for anchor in anchors:
        address = anchor.address
        if is_file(address) or names_no_article(address):
            continue
        key = address.key
        if key == own:
            continue
        candidate = found.get(key)
        if candidate is None:
            words = anchor.words if anchor.names else 0.0
            heading = anchor.is_heading
            candidate = Candidate(address, key, len(found), anchor, words, heading)
            found[key] = candidate
            candidate.anchors.append(anchor)
        else:
            candidate.add(anchor)
    return list(found.values())


def _anchor(element: HtmlElement, address: Address, places: _Places) -> Anchor:
    text = element_text(element)
    words = count_words(text) if text else 0.0
    image, holds_heading = None, False
    if len(element):
        image = element.find(".//img")
        holds_heading = next(element.iter(*HEADINGS), None) is not None
        if not text and image is not None:
            text = " ".join((image.get("alt") or "").split())
            words = count_words(text)
    place = places.of(element)
    return Anchor(
        element=element,
        address=address,
        text=text,
        words=words,
        names=bool(text) and (words > 6 or not _leads_only(element, text)),
        signature=places.signature(element),
        is_heading=holds_heading or place.heading_below <= 4,
        has_image=image is not None,
        place=place,
    )


def _leads_only(element: HtmlElement, text: str) -> bool:
    href = element.get("href") or ""
    if "#" in href and _FRAGMENT.search(href.lower()):
        return True
    return _is_more(text)


@lru_cache(maxsize=4096)
def _is_more(text: str) -> bool:
    """Say so of a text; a site's menus repeat on each of its pages."""
    return _MORE.match(text.lower()) is not None


def element_text(element: HtmlElement) -> str:
    """Return an element's visible text, white space folded; no script, no style."""
    if not len(element):
        return " ".join((element.text or "").split())
    if next(element.iter(*_HIDDEN), None) is not None:
        hidden = "parent::script or parent::style or parent::noscript"
        pieces = element.xpath(f".//text()[not({hidden} or parent::template)]")
        return " ".join(" ".join(map(str, pieces)).split())
    return " ".join(" ".join(map(str, element.itertext())).split())
