"""What the elements around a link say of it: page chrome, side boxes, pagers, headings.

Class names and ids are read once for each spelling, since a page repeats its own and a
site repeats them on all of its pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newscrawl.markup import Element


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHROME: Final = frozenset({"nav", "footer", "menu"})
# Whole words of a class name, as hyphens and underscores part it.
_CHROME_WORDS: Final = _words(
    """
    nav menu topnav topmenu mainnav mainmenu subnav submenu sitenav sitemenu sidenav
    sidemenu headnav headmenu globalnav globalmenu navi navbar navigation footer
    breadcrumb breadcrumbs pagination pager tag tags tagcloud social share sharing lang
    login
    """
)
_SIDE_CLASS: Final = re.compile(
    r"sidebar|widget|aside|most-?(?:read|view)|popular|trending|related|recommend|ticker|"
    r"meistgelesen|rank|secondary|right[-_]?col|recent|footer|promo|breaking|also|more-|"
    r"mega[-_]?(?:menu|drop)"
)
_PAGER_CLASS: Final = re.compile(r"pag(?:er|inat|enav|e-nav|ing)|\bpages\b")
_NEXT_CLASS: Final = re.compile(
    r"\bnext\b|pagination-next|nav-older|older|pager-next|arrow-?right|page-next"
)
_PREVIOUS_CLASS: Final = re.compile(r"\bprev|-prev|newer")
_TITLE_CLASS: Final = re.compile(
    r"(?:entry|post|article|story|news|item|card|teaser|node|list)[-_ ]{0,2}(?:title|head|"
    r"name|link)|headline|\btit(?:le|ulo|re|olo|el)\b|\bh(?:ead)?line\b"
)
_TITLE_PARTS: Final = ("tit", "head", "name", "link", "hline")
# Classes that content systems give to one item: its number, categories and tags.
_ONE_ITEM: Final = re.compile(
    r"(?:(?:category|tag|post|postid|node|author|status|format|type)[-_].+|"
    r"(?:menu-)?item-9|odd|even|first|last|active|current)$"
)
_DIGITS: Final = re.compile(r"\d+")
_PARTING: Final = re.compile(r"[\s_-]+")
_FAR: Final = 99


class Kind(NamedTuple):
    """What an element's own tag, classes and id say.

    `name` is the tag with its classes, `marks` classes and id, lower case; `heading`
    is a heading's level, 0 for all else.
    """

    name: str
    marks: str = ""
    is_chrome: bool = False
    is_side: bool = False
    is_title: bool = False
    is_body: bool = False
    heading: int = 0

    @property
    def is_next(self) -> bool:
        """Say whether the element is marked as the way to a next or older page."""
        return bool(self.marks) and _marks_next(self.marks)

    @property
    def is_previous(self) -> bool:
        """Say whether the element is marked as the way to a newer page."""
        return _PREVIOUS_CLASS.search(self.marks) is not None

    @property
    def is_pager(self) -> bool:
        """Say whether the element is marked as a pager."""
        return bool(self.marks) and _PAGER_CLASS.search(self.marks) is not None


class Place:
    """An element's kind and what its ancestors add; `above` is its parent's place.

    The places of a page are a second tree, of those elements that links stand in: to go
    up in it costs a tenth of going up in the page. `heading` is the level of the
    nearest heading around the element or it itself, 0 for none, and `heading_below`
    how many steps below it the element is.
    """

    __slots__ = (
        "above",
        "element",
        "heading",
        "heading_below",
        "is_chrome",
        "is_side",
        "kind",
    )

    def __init__(self, element: Element, kind: Kind, above: Place | None) -> None:
        self.element = element
        self.kind = kind
        self.above = above
        self.is_chrome = kind.is_chrome
        self.is_side = kind.is_side
        self.heading = kind.heading
        self.heading_below = 0 if kind.heading else _FAR
        if above is not None:
            if above.is_chrome:
                self.is_chrome = True
            if above.is_side:
                self.is_side = True
            if above.heading and not kind.heading:
                self.heading = above.heading
                self.heading_below = above.heading_below + 1

    @property
    def is_in_pager(self) -> bool:
        """Say whether the element or one of the next three ancestors marks a pager."""
        place: Place | None = self
        for _ in range(4):
            if place is None:
                return False
            if place.kind.is_pager:
                return True
            place = place.above
        return False

    @property
    def is_titled(self) -> bool:
        """Say whether the element or one of its two parents is marked a title."""
        if self.kind.is_title:
            return True
        above = self.above
        if above is None:
            return False
        top = above.above
        return above.kind.is_title or (top is not None and top.kind.is_title)

    @property
    def signature(self) -> str:
        """The names of the element and of its two parents."""
        name, above = self.kind.name, self.above
        if above is None:
            return name
        name = f"{name} < {above.kind.name}"
        return name if above.above is None else f"{name} < {above.above.kind.name}"


class Places:
    """The places of a page's elements, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[Element, Place] = {}

    def of(self, element: Element) -> Place:
        """Return what an element and its ancestors say."""
        known = self._known
        waiting: list[Element] = []
        at: Element | None = element
        place: Place | None = None
        while at is not None:
            place = known.get(at)
            if place is not None:
                break
            waiting.append(at)
            at = at.getparent()
        for one in reversed(waiting):
            get = one.get
            kind = _kind(str(one.tag), get("class"), get("id"), get("role"))
            place = known[one] = Place(one, kind, place)
        assert place is not None
        return place


@lru_cache(maxsize=8192)
def _kind(tag: str, classes: str | None, own_id: str | None, role: str | None) -> Kind:
    heading = int(tag[1]) if tag in HEADINGS else 0
    name = ".".join([tag, *_lasting(classes)]) if classes else tag
    if tag in {"html", "body"}:  # the page's own marks are no region's
        return Kind(name, is_body=tag == "body")
    is_chrome, is_side = tag in _CHROME or role == "navigation", tag == "aside"
    if not (classes or own_id):
        return Kind(name, "", is_chrome, is_side, heading=heading)
    marks = f"{classes or ''} {own_id or ''}"[:200].lower()
    return Kind(
        name,
        marks,
        is_chrome or not _CHROME_WORDS.isdisjoint(_PARTING.split(marks)),
        is_side or _SIDE_CLASS.search(marks) is not None,
        any(part in marks for part in _TITLE_PARTS)
        and _TITLE_CLASS.search(marks) is not None,
        heading=heading,
    )


def _lasting(classes: str) -> list[str]:
    """Return four classes at most, sorted, of those that do not mark one item alone."""
    words = sorted(_DIGITS.sub("9", classes[:300]).split())
    return [word for word in words if not _marks_one_item(word)][:4]


@lru_cache(maxsize=4096)
def _marks_one_item(word: str) -> bool:
    return _ONE_ITEM.match(word) is not None


@lru_cache(maxsize=4096)
def _marks_next(marks: str) -> bool:
    return _NEXT_CLASS.search(marks) is not None
