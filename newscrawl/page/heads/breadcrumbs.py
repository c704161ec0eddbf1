"""Finding the path that a page says it lies on: `Home > News`.

Looked at: the site's rule, marked-up breadcrumb lists, JSON-LD's BreadcrumbList, and a
short line before the headline whose parts are parted by `>` and the like.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from newscrawl.markup import Element
from newscrawl.page.heads.crumbs import is_front, read_path
from newscrawl.page.metadata import plain, types
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.hints import text_of
from newscrawl.record import Link

_MAX_CRUMBS = 15
_MAX_LINE_CHARS = 160
_MAX_ELEMENTS = 12
_MAX_INSIDE = 20
_MAX_PATH = 8
_MAX_PATH_CHARS = 400
_MIN_TITLE = 12
_MAX_SECTION_CHARS = 60
_NO_SECTION = frozenset(
    ("article", "artikel", "artículo", "正文", "本文", "内容", "aktueller artikel")
)
_PLAIN = re.compile(
    r"crumb|krume|brodkr|ariane|youarehere|kruimel|migas", re.IGNORECASE
)
_STRONG = re.compile(r"\s*[>»›→▸▶⟩❯＞]\s*")


def find_breadcrumbs(page: Page) -> Choice[tuple[Link, ...]]:
    """Return the breadcrumbs from the front page down, with absolute addresses."""
    base = page.document.base
    if page.site:
        ruled = list(select(page.document.root, page.site.article.breadcrumbs))
        if ruled:
            elements = [e for _, e, _ in ruled if e is not None]
            links = tuple(crumb for e in elements for crumb in read_path(e, base))
            return choose(links, "rule", ruled[0][2], 0.98, *elements)
    for element in page.hints.of("crumb")[:_MAX_ELEMENTS]:
        links = read_path(element, base)
        if _is_path(element, links):
            return choose(links, "text", "breadcrumb", 0.9, element)
    for item in page.metadata.json_ld:
        if "BreadcrumbList" in types(item) and (links := _listed(item, base)):
            return choose(links, "json-ld", "BreadcrumbList", 0.9)
    return _spelled_out(page)


def find_section(page: Page, breadcrumbs: tuple[Link, ...]) -> Choice[str | None]:
    """Return the name of the part of the site that the article belongs to.

    The last breadcrumb that is neither the front page nor the article itself, else the
    metadata's word.
    """
    titles = (*page.metadata.titles, page.metadata.first("og:title") or "")
    crumbs = [
        c
        for c in breadcrumbs
        if c.url != page.document.url
        and c.name.casefold() not in _NO_SECTION
        and not (len(c.name) >= _MIN_TITLE and any(c.name in t for t in titles))
    ]
    if crumbs and (is_front(crumbs[0].name) or _leads_home(crumbs[0])):
        crumbs = crumbs[1:]
    dated = any(crumb.name.isdigit() for crumb in crumbs)
    if crumbs and not dated and len(crumbs[-1].name) <= _MAX_SECTION_CHARS:
        return choose(crumbs[-1].name, "text", "breadcrumbs", 0.9)
    if text := plain(page.metadata.article.get("articleSection")):
        if len(text) > _MAX_SECTION_CHARS:
            text = text.partition(",")[0]
        return choose(text, "json-ld", "articleSection", 0.85)
    for name in ("article:section", "section", "parsely-section", "columnname"):
        if text := page.metadata.first(name):
            return choose(text, "meta", name, 0.8)
    return find_nothing(None)


def _is_path(element: Element, links: tuple[Link, ...]) -> bool:
    """Say whether what was read inside an element is a path.

    Its label says so in plain words, or it begins at the front page; it is short, and
    all but the last crumb lead somewhere. A path that begins with a year leads through
    an archive.
    """
    if not 1 <= len(links) <= _MAX_PATH or links[0].name.isdigit():
        return False
    if sum(len(link.name) for link in links) > _MAX_PATH_CHARS:
        return False
    if not all(link.url for link in links[:-1]):
        return False
    if is_front(links[0].name) and _STRONG.search(text_of(element)):
        return len(links) > 1
    names = (
        element.get(name) or "" for name in ("class", "id", "itemprop", "itemtype")
    )
    return _PLAIN.search(" ".join(names)) is not None


def _leads_home(crumb: Link) -> bool:
    return crumb.url is not None and urlsplit(crumb.url).path in ("", "/")


def _listed(item: Mapping[str, Any], base: str) -> tuple[Link, ...]:
    elements = item.get("itemListElement")
    links: list[Link] = []
    for element in elements if isinstance(elements, list) else [elements]:
        if not isinstance(element, Mapping):
            continue
        inner = element.get("item")
        url = (
            inner.get("@id") or inner.get("url")
            if isinstance(inner, Mapping)
            else inner
        )
        name = plain(element.get("name"))
        if name is None and isinstance(inner, Mapping):
            name = plain(inner.get("name"))
        if name:
            absolute = urljoin(base, url) if isinstance(url, str) and url else None
            if not links or links[-1].name != name:
                links.append(Link(name, absolute))
    return tuple(links[:_MAX_CRUMBS])


def _spelled_out(page: Page) -> Choice[tuple[Link, ...]]:
    """Read a line such as `Home > News` that stands before the headline."""
    for block in page.blocks.texts[:60]:
        if len(block.text) > _MAX_LINE_CHARS or not _STRONG.search(block.text):
            continue
        line = _line_element(block)
        if line is not None:
            links = read_path(line, page.document.base)
        else:
            links = tuple(Link(n) for n in _STRONG.split(block.text) if n.strip())
        if 1 < len(links) <= 8 and is_front(links[0].name):
            return choose(links, "text", "parted line", 0.85, block)
    return find_nothing(())


def _line_element(block: TextBlock) -> Element | None:
    """Return the element that holds a block's text and no other, None without one."""
    for element in islice(block.element.iter("*"), _MAX_INSIDE):
        if text_of(element, max_chars=400) == block.text:
            return element
    return None
