"""The links of a page to its own site, merged by address, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.discover.shapes import absolute, is_file, registered_domain, url_key
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
_DIGITS: Final = re.compile(r"\d+")
_LEVELS: Final = 14


@dataclass(frozen=True, slots=True)
class Anchor:
    """One `a` element; `signature` its tag and classes with those of two parents."""

    element: HtmlElement
    text: str
    words: float
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
        """The anchor with most words."""
        return max(self.anchors, key=lambda anchor: anchor.words)

    @property
    def words(self) -> float:
        """The most words that an anchor has."""
        return self.longest.words


def read_candidates(document: Document) -> list[Candidate]:
    """Return the pages of the same registered domain that are linked, in page order."""
    domain = registered_domain(urlsplit(document.url).hostname or "")
    own = url_key(document.url)
    found: dict[str, Candidate] = {}
    for at, element in enumerate(document.root.iter("a")):
        if at == MAX_ANCHORS:
            break
        url = absolute(document.base, element.get("href") or "")
        if url is None or is_file(url):
            continue
        if registered_domain(urlsplit(url).hostname or "") != domain:
            continue
        key = url_key(url)
        if key == own:
            continue
        candidate = found.setdefault(key, Candidate(url, key, len(found)))
        candidate.anchors.append(_anchor(element))
    return list(found.values())


def _anchor(element: HtmlElement) -> Anchor:
    text = element_text(element)
    images = element.iter("img")
    image = next(images, None)
    if not text and image is not None:
        text = " ".join((image.get("alt") or "").split())
    ancestors = list(_ancestors(element))
    in_heading = any(parent.tag in HEADINGS for parent in ancestors[:4])
    around = any(child.tag in HEADINGS for child in element.iterdescendants())
    return Anchor(
        element=element,
        text=text,
        words=count_words(text),
        signature=" < ".join(_named(part) for part in (element, *ancestors[:2])),
        is_heading=in_heading or around,
        has_image=image is not None,
        is_chrome=any(_is_chrome(parent) for parent in ancestors),
        is_side=any(_is_side(parent) for parent in ancestors),
    )


def _ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    for at, parent in enumerate(element.iterancestors()):
        if at == _LEVELS or parent.tag in {"body", "html"}:
            return
        yield parent


def _named(element: HtmlElement) -> str:
    classes = _DIGITS.sub("9", element.get("class") or "").split()
    return ".".join([str(element.tag), *sorted(classes)[:4]])


def _marks(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:200]


def _is_chrome(element: HtmlElement) -> bool:
    if element.tag in _CHROME or element.get("role") == "navigation":
        return True
    return _CHROME_CLASS.search(_marks(element)) is not None


def _is_side(element: HtmlElement) -> bool:
    return element.tag == "aside" or _SIDE_CLASS.search(_marks(element)) is not None


def element_text(element: HtmlElement) -> str:
    """Return an element's visible text, white space folded; no script, no style."""
    if element.find(".//script") is None and element.find(".//style") is None:
        return " ".join(str(element.text_content()).split())
    pieces = element.xpath(".//text()[not(parent::script or parent::style)]")
    return " ".join(" ".join(map(str, pieces)).split())
