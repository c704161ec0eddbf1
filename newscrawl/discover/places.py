"""What the elements around a link say of it: page chrome, side boxes, pagers, headings.

Class names and ids are read once for each spelling, since a page repeats its own and a
site repeats them on all of its pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from newscrawl.markup import Element

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CHROME: Final = frozenset({"nav", "footer", "menu"})
_CHROME_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:top|main|sub|site|side|head|global)?(?:nav|menu)|navi|navbar|"
    r"navigation|footer|breadcrumbs?|pagination|"
    r"pager|tags?|tagcloud|social|share|sharing|lang|login)(?:$|[\s_-])"
)
_SIDE_CLASS: Final = re.compile(
    r"sidebar|widget|aside|most-?(?:read|popular|view)|popular|trending|related|"
    r"recommend|ticker|meistgelesen|rank|secondary|right[-_]?col|recent|footer|promo|"
    r"breaking|mega[-_]?(?:menu|drop)|also|more-"
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
# Classes that content systems give to one item: its number, categories and tags.
_ONE_ITEM: Final = re.compile(
    r"(?:(?:category|tag|post|postid|node|author|status|format|type)[-_].+|"
    r"(?:menu-)?item-9|odd|even|first|last|active|current)$"
)
_DIGITS: Final = re.compile(r"\d+")
_MAX_DEPTH: Final = 200
_FAR: Final = 99


class Kind(NamedTuple):
    """What an element's own tag, classes and id say.

    `name` is the tag with its classes, `marks` classes and id, lower case.
    """

    name: str
    marks: str = ""
    is_chrome: bool = False
    is_side: bool = False
    is_title: bool = False

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
        return _PAGER_CLASS.search(self.marks) is not None


class Place(NamedTuple):
    """An element's kind and what its ancestors add; `above` is its parent's place."""

    kind: Kind
    above: Place | None = None
    is_chrome: bool = False
    is_side: bool = False
    heading_below: int = _FAR
    depth: int = 0

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
        above = self.above
        return self.kind.is_title or (
            above is not None
            and (above.kind.is_title or bool(above.above and above.above.kind.is_title))
        )

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
        while at is not None and at not in known:
            waiting.append(at)
            at = at.getparent()
        place = None if at is None else known[at]
        for one in reversed(waiting):
            place = known[one] = _below(one, place)
        assert place is not None
        return place


def _below(element: Element, above: Place | None) -> Place:
    tag, get = str(element.tag), element.get
    kind = _kind(tag, get("class"), get("id"), get("role"))
    if above is None:
        return Place(Kind(kind.name))
    if tag == "body" or above.depth > _MAX_DEPTH:
        return Place(Kind(kind.name), above, depth=above.depth)
    return Place(
        kind,
        above,
        above.is_chrome or kind.is_chrome,
        above.is_side or kind.is_side,
        0 if tag in HEADINGS else above.heading_below + 1,
        above.depth + 1,
    )


@lru_cache(maxsize=8192)
def _kind(tag: str, classes: str | None, own_id: str | None, role: str | None) -> Kind:
    words = sorted(_DIGITS.sub("9", (classes or "")[:300]).split())
    kept = [word for word in words if not _ONE_ITEM.match(word)]
    name = ".".join([tag, *kept[:4]])
    is_chrome, is_side = tag in _CHROME or role == "navigation", tag == "aside"
    if not (classes or own_id):
        return Kind(name, "", is_chrome, is_side)
    marks = f"{classes or ''} {own_id or ''}"[:200].lower()
    return Kind(
        name,
        marks,
        is_chrome or _CHROME_CLASS.search(marks) is not None,
        is_side or _SIDE_CLASS.search(marks) is not None,
        _TITLE_CLASS.search(marks) is not None,
    )


@lru_cache(maxsize=4096)
def _marks_next(marks: str) -> bool:
    return _NEXT_CLASS.search(marks) is not None
