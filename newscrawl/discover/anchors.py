"""The links of a page to its own site, merged by address, with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.discover.shapes import (
    absolute,
    is_file,
    names_no_article,
    registered_domain,
    url_key,
)
from newscrawl.discover.words import count_words
from newscrawl.markup import Document

MAX_ANCHORS: Final = 5_000
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHROME: Final = frozenset({"nav", "footer", "menu"})
_CHROME_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|pagination|"
    r"pager|tags?|tagcloud|social|share|sharing|lang|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SIDE_CLASS: Final = re.compile(
    r"sidebar|widget|aside|most-?(?:read|popular|view)|popular|trending|related|"
    r"recommend|ticker|meistgelesen|rank|secondary|right[-_]?col|recent|footer|promo",
    re.IGNORECASE,
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
    r"leer m[áa]s|seguir leyendo|ver m[áa]s|ler mais|leia mais|continue (?:a )?lendo|"
    r"saiba mais|leggi (?:tutto|di pi|l)|continua|lees (?:meer|verder)|læs mere|läs mer|"
    r"les mer|czytaj|więcej|číst|čítať|celý článek|подробнее|читать|далее|докладніше|"
    r"devam[ıi]|baca|selengkapnya|続き|もっと|详细|全文|阅读|更多|자세히|더보기|"
    r"διαβάστε|περισσότερα|बाकी|विस्तार|বিস্তারিত)",
    re.IGNORECASE,
)
_FRAGMENT: Final = re.compile(
    r"#(?:comment|respond|disqus|kommentar|reply|more)", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")
_MAX_DEPTH: Final = 200


@dataclass(frozen=True, slots=True)
class Place:
    """What the ancestors of an element say: page chrome, side column, a heading."""

    is_chrome: bool = False
    is_side: bool = False
    heading_below: int = 99
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """One `a` element; `signature` its tag and classes with those of two parents.

    `names` is false where it leads to the article without naming it: "read more",
    "3 comments".
    """

    element: HtmlElement
    text: str
    words: float
    names: bool
    signature: str
    is_heading: bool
    has_image: bool
    is_chrome: bool
    is_side: bool


@dataclass(slots=True)
class Candidate:
    """A page of the site that the document links to, by one or more anchors."""

    url: str
    key: str
    position: int
    anchors: list[Anchor] = field(default_factory=list)

    @property
    def longest(self) -> Anchor:
        """The anchor with most words, of those that name the article where any do."""
        return max(self.anchors, key=lambda anchor: (anchor.names, anchor.words))

    @property
    def words(self) -> float:
        """The words of the longest anchor, 0.0 where none names the article."""
        longest = self.longest
        return longest.words if longest.names else 0.0

    @property
    def is_heading(self) -> bool:
        """Whether an anchor is, holds or stands in a heading."""
        return any(anchor.is_heading for anchor in self.anchors)


class Places:
    """The places of a page's elements, each looked at once."""

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

    def name(self, element: HtmlElement) -> str:
        """Return an element's tag and classes, numbers in them as 9."""
        found = self._names.get(element)
        if found is None:
            classes = _DIGITS.sub("9", element.get("class") or "").split()
            found = ".".join([str(element.tag), *sorted(classes)[:4]])
            self._names[element] = found
        return found

    def signature(self, element: HtmlElement) -> str:
        """Return the names of an element and of its two parents."""
        parts = [self.name(element)]
        for _ in range(2):
            parent = element.getparent()
            if parent is None:
                break
            element = parent
            parts.append(self.name(element))
        return " < ".join(parts)


def _below(element: HtmlElement, above: Place) -> Place:
    tag = element.tag
    if tag in {"body", "html"} or above.depth > _MAX_DEPTH:
        return Place(depth=above.depth)
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    is_chrome = (
        above.is_chrome
        or tag in _CHROME
        or element.get("role") == "navigation"
        or _CHROME_CLASS.search(marks) is not None
    )
    is_side = above.is_side or tag == "aside" or _SIDE_CLASS.search(marks) is not None
    heading = 0 if tag in HEADINGS else above.heading_below + 1
    return Place(is_chrome, is_side, heading, above.depth + 1)


def read_candidates(document: Document) -> list[Candidate]:
    """Return the pages of the same registered domain that are linked, in page order."""
    domain = registered_domain(urlsplit(document.url).hostname or "")
    own = url_key(document.url)
    places = Places()
    found: dict[str, Candidate] = {}
    for at, element in enumerate(document.root.iter("a")):
        if at == MAX_ANCHORS:
            break
        url = absolute(document.base, element.get("href") or "")
        if url is None or is_file(url) or names_no_article(url):
            continue
        if registered_domain(urlsplit(url).hostname or "") != domain:
            continue
        key = url_key(url)
        if key == own:
            continue
        candidate = found.get(key)
        if candidate is None:
            candidate = found[key] = Candidate(url, key, len(found))
        candidate.anchors.append(_anchor(element, places))
    return list(found.values())


def _anchor(element: HtmlElement, places: Places) -> Anchor:
    text = element_text(element)
    image = element.find(".//img") if len(element) else None
    if not text and image is not None:
        text = " ".join((image.get("alt") or "").split())
    place = places.of(element)
    holds = len(element) and any(True for _ in element.iter(*HEADINGS))
    return Anchor(
        element=element,
        text=text,
        words=count_words(text),
        names=bool(text) and not _leads_only(element, text),
        signature=places.signature(element),
        is_heading=place.heading_below <= 4 or bool(holds),
        has_image=image is not None,
        is_chrome=place.is_chrome,
        is_side=place.is_side,
    )


def _leads_only(element: HtmlElement, text: str) -> bool:
    if len(text) > 60:
        return False
    href = element.get("href") or ""
    return _FRAGMENT.search(href) is not None or _MORE.match(text) is not None


def element_text(element: HtmlElement) -> str:
    """Return an element's visible text, white space folded; no script, no style."""
    if not len(element):
        return " ".join((element.text or "").split())
    if any(True for _ in element.iter("script", "style", "noscript", "template")):
        hidden = "parent::script or parent::style or parent::noscript"
        pieces = element.xpath(f".//text()[not({hidden} or parent::template)]")
        return " ".join(" ".join(map(str, pieces)).split())
    return " ".join(" ".join(map(str, element.itertext())).split())
