"""Finding the path that a page says it lies on: `Home > News`.

Looked at: the site's rule, marked-up breadcrumb lists, JSON-LD's BreadcrumbList, and a
short line before the headline whose parts are parted by `>` and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.page.blocks import TextBlock
from newscrawl.page.hints import text_of
from newscrawl.page.metadata import fold_space, plain, types
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.record import Link

_MAX_CRUMBS = 12
_MAX_CRUMB_CHARS = 200
_MAX_INSIDE = 20
_PARTING = re.compile(r"\s*(?:[>»›→▸▶⟩❯＞]|>>|::|&gt;)\s*|\s+[/|\\•·]\s+")
_STRONG = re.compile(r"[>»›→▸▶⟩❯＞]")
_LABEL = re.compile(
    r"^(?:you are (?:here|in)|location|position|sie sind hier|vous êtes ici|estás en"
    r"|当前位置|您的位置|您当前的位置|現在位置|현재 위치)\s*[:：]?\s*",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"^(?:home(?: ?page)?|start(?:seite)?|accueil|inicio|início|首页|首頁|ホーム|홈|главная"
    r"|головна|anasayfa|ana sayfa|strona główna|domů|hem|hjem|forside[n]?|etusivu|beranda"
    r"|trang chủ|หน้าแรก|הבית|الرئيسية|αρχική|acasă|kezdőlap|principal|portada)$",
    re.IGNORECASE,
)


def find_breadcrumbs(page: Page) -> Choice[tuple[Link, ...]]:
    """Return the breadcrumbs from the front page down, with absolute addresses."""
    base = page.document.base
    if page.site:
        ruled = list(select(page.document.root, page.site.article.breadcrumbs))
        if ruled:
            elements = [e for _, e, _ in ruled if e is not None]
            links = read_path(elements[0], base) if len(elements) == 1 else ()
            if not links:
                links = _parted([_crumb(e, base) for e in elements])
            return choose(links, "rule", ruled[0][2], 0.98, *elements)
    for element in page.hints.of("crumb"):
        links = read_path(element, base)
        if len(links) > 1 or (links and "crumb" in (element.get("class") or "")):
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
    crumbs = [c for c in breadcrumbs if c.url != page.document.url]
    if crumbs and _HOME.match(crumbs[0].name):
        crumbs = crumbs[1:]
    if crumbs and len(crumbs[-1].name) <= 60:
        return choose(crumbs[-1].name, "text", "breadcrumbs", 0.9)
    if text := plain(page.metadata.article.get("articleSection")):
        return choose(text, "json-ld", "articleSection", 0.85)
    for name in ("article:section", "section", "parsely-section", "columnname"):
        if text := page.metadata.first(name):
            return choose(text, "meta", name, 0.8)
    return find_nothing(None)


def read_path(element: HtmlElement, base: str) -> tuple[Link, ...]:
    """Read the crumbs inside an element: its list items, or its links and the rest."""
    items = [i for i in element.iter("li") if text_of(i)]
    if items:
        return _parted([_crumb(item, base) for item in items])
    parts: list[Link] = []
    _add_text(parts, element.text)
    for node in element.iterdescendants():
        if not isinstance(node.tag, str):
            _add_text(parts, node.tail)
            continue
        if node.tag == "a":
            parts.append(_crumb(node, base))
        elif not any(a.tag == "a" for a in _between(node, element)):
            _add_text(parts, node.text)
        if not any(a.tag == "a" for a in _between(node, element)) or node.tag == "a":
            _add_text(parts, node.tail)
    return _parted(parts)


def _between(node: HtmlElement, top: HtmlElement) -> Iterable[HtmlElement]:
    for ancestor in node.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _add_text(parts: list[Link], text: str | None) -> None:
    for part in _PARTING.split(text or ""):
        name = _LABEL.sub("", fold_space(part))
        if re.search(r"\w", name):
            parts.append(Link(name))


def _crumb(element: HtmlElement, base: str) -> Link:
    link = element if element.tag == "a" else element.find(".//a")
    href = link.get("href") if link is not None else None
    try:
        url = urljoin(base, href.strip()) if href else None
    except ValueError:
        url = None
    return Link(text_of(element, max_chars=_MAX_CRUMB_CHARS), url)


def _parted(crumbs: Iterable[Link]) -> tuple[Link, ...]:
    kept: list[Link] = []
    for crumb in crumbs:
        name = _PARTING.sub(" ", f" {crumb.name} ") if crumb.name else ""
        name = fold_space(name).strip("/|\\-–>»›:")
        name = _LABEL.sub("", fold_space(name))
        if re.search(r"\w", name) and len(name) <= _MAX_CRUMB_CHARS:
            kept.append(Link(name, crumb.url))
    return tuple(kept[:_MAX_CRUMBS])


def _listed(item: Mapping[str, Any], base: str) -> tuple[Link, ...]:
    elements = item.get("itemListElement")
    links = []
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
            links.append(Link(name, absolute))
    return tuple(links[:_MAX_CRUMBS])


def _spelled_out(page: Page) -> Choice[tuple[Link, ...]]:
    """Read a line such as `Home > News` that stands before the headline."""
    for block in page.blocks.texts[:60]:
        if len(block.text) > 160 or not _STRONG.search(block.text):
            continue
        line = _line_element(block)
        if line is not None:
            links = read_path(line, page.document.base)
        else:
            links = _parted(map(Link, _STRONG.split(block.text)))
        if 1 < len(links) <= 8 and _HOME.match(links[0].name):
            return choose(links, "text", "parted line", 0.85, block)
    return find_nothing(())


def _line_element(block: TextBlock) -> HtmlElement | None:
    """Return the element that holds a block's text and no other, None without one."""
    for element in islice(block.element.iter("*"), _MAX_INSIDE):
        if text_of(element, max_chars=400) == block.text:
            return element
    return None
