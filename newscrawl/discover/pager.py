"""Find the next page of a listing, towards older items and never towards newer ones.

Looked at in this order: a site's own rule; addresses that are the listing's own with
another page number (`news_2.html`, `/page/2/`, `?start=20`), of which the next one up
is taken; links that say "older", "next page" or stand in a pager; `rel=next` of the
head; pagers that a script writes in plain sight. "Next" alone is not believed: in many
templates it leads to the newer page, or to the next article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import parsel

from newscrawl.discover.address import Address, Resolver, absolute, address_of
from newscrawl.discover.anchors import Anchor
from newscrawl.discover.pages import Here, Paged, pages_of, plain_address
from newscrawl.discover.ways import way_of
from newscrawl.markup import Document
from newscrawl.sites.checks import is_xpath
from newscrawl.sites.site import Site

_MAX_TEXT: Final = 40
_MAX_BRIEF: Final = 12
_NO_LISTING: Final = re.compile(
    r"comment|reply|thread|disqus|(?:limit|view|show|per_?page)=all", re.IGNORECASE
)
_SCRIPT_PAGER: Final = re.compile(
    r"createPageHTML\(\s*(\d+)\s*,\s*(\d+)\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)


@dataclass(frozen=True, slots=True)
class _Step:
    """A link that may lead to the next page; `paged` where it is a sibling by address.

    `says` is what its words and marks say: older, next, newer or nothing.
    """

    address: Address
    text: str
    says: str
    in_pager: bool
    paged: Paged | None

    @property
    def url(self) -> str:
        """The address as text."""
        return self.address.url


def find_next(
    document: Document, anchors: Iterable[Anchor], site: Site | None = None
) -> str | None:
    """Return the address of the next page, None where none is sure.

    `anchors` are the page's, as `read_anchors` gives them.
    """
    for url in _ruled(document, site):
        return url
    address = address_of(document.url)
    if address is None:
        return None
    here = Here(address)
    found = list(anchors)
    steps = list(_steps(here, found))
    return (
        _next_sibling(here, steps)
        or _said(here, steps, found)
        or _head(document, here)
        or _scripted(document)
    )


def _ruled(document: Document, site: Site | None) -> Iterator[str]:
    rules = site.listing.next if site else ()
    if not rules:
        return
    selector = parsel.Selector(root=document.root, type="html")
    for rule in rules:
        matches = selector.xpath(rule) if is_xpath(rule) else selector.css(rule)
        for match in matches:
            value = match.attrib.get("href") if match.attrib else match.get()
            url = absolute(document.base, value or "")
            if url:
                yield url


def _steps(here: Here, anchors: Iterable[Anchor]) -> Iterator[_Step]:
    """Yield the links that may belong to a pager: short words, a way onward."""
    own = here.address.url
    for anchor in anchors:
        text, address = anchor.text, anchor.address
        if len(text) > _MAX_TEXT or address.url == own:
            continue
        says = _says(anchor)
        if not says and len(text) > _MAX_BRIEF:
            continue
        paged = here.sibling(address)
        if (says or paged is not None) and not _NO_LISTING.search(address.url):
            yield _Step(address, text, says, anchor.place.is_in_pager, paged)


def _says(anchor: Anchor) -> str:
    element, text, place = anchor.element, anchor.text, anchor.place
    words = text or element.get("title") or element.get("aria-label") or ""
    if words.isdecimal():
        return ""
    told = way_of(words)
    if told in {"older", "newer"}:
        return told
    rel = element.get("rel")
    if rel and "prev" in rel.lower().split():
        return "newer"
    if told or (rel and "next" in rel.lower().split()):
        return "next"
    if not words and place.kind.is_previous:
        return "newer"
    is_next = place.kind.is_next or (place.above and place.above.kind.is_next)
    return "next" if is_next else ""


def _next_sibling(here: Here, steps: list[_Step]) -> str | None:
    """Return the page whose number follows the current one's."""
    back = {step.url for step in steps if step.says == "newer" or step.text == "1"}
    chosen = [
        (step.paged.number, step.url)
        for step in steps
        if step.paged is not None
        and step.url not in back
        and _follows(here, step, step.paged)
    ]
    return min(chosen)[1] if chosen else None


def _follows(here: Here, step: _Step, paged: Paged) -> bool:
    """Say whether a sibling comes after the current page and is meant as a page."""
    current = here.number(paged)
    shown = int(step.text) if step.text.isdecimal() and len(step.text) < 6 else None
    at = current if current is not None else 1
    if current is None and (paged.is_offset or (paged.number == 1 and shown == 2)):
        at = 0  # offsets, and addresses that count pages from zero
    if paged.number <= at:
        return False
    if step.says in {"next", "older"} or (paged.is_offset and shown is not None):
        return True
    return paged.number == at + 1 and (paged.is_named or shown is not None)


def _said(here: Here, steps: list[_Step], anchors: list[Anchor]) -> str | None:
    """Return a page that words or marks call the next, where nothing speaks against."""
    own = [page.number for page in here.pages if page.is_named]
    for step in steps:
        if step.says == "older" and step.paged is None and not _is_front(step.address):
            return None if _is_of_another(step.address, anchors) else step.url
    for step in steps:
        if step.says != "next" or _is_front(step.address):
            continue
        numbers = [page.number for page in pages_of(step.address) if page.is_named]
        if numbers and max(numbers) > max(own, default=0) and max(numbers) < 10_000:
            return step.url
        if step.in_pager and step.text and not step.text.isdecimal():
            return step.url
    return None


def _is_of_another(address: Address, anchors: list[Anchor]) -> bool:
    """Say whether an address is a page of another listing that this page links to.

    A front page may show the newest of its blog, with the way to the blog's own pages.
    """
    lists = {page.rest for page in pages_of(address) if page.is_named}
    return bool(lists) and any(
        plain_address(anchor.address) in lists for anchor in anchors
    )


def _is_front(address: Address) -> bool:
    return not (address.path or address.pairs)


def _head(document: Document, here: Here) -> str | None:
    """Return the head's rel=next where it is the listing's own next page."""
    resolver = Resolver(document.base)
    for element in document.root.iter("link"):
        if "next" not in (element.get("rel") or "").lower().split():
            continue
        address = resolver.resolve(element.get("href") or "")
        paged = here.sibling(address) if address else None
        if address and paged and paged.number > (here.number(paged) or 0):
            return address.url
    return None


def _scripted(document: Document) -> str | None:
    """Read the pager of TRS sites: createPageHTML(pages, page, name, ending)."""
    for script in document.scripts_with("createPageHTML"):
        found = _SCRIPT_PAGER.search(script)
        if found:
            pages, page = int(found[1]), int(found[2])
            if page + 1 < pages:
                return absolute(document.base, f"{found[3]}_{page + 1}.{found[4]}")
    return None
