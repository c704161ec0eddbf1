"""Finding who wrote an article: authors, the byline as printed, the editor.

Looked at: the site's rule; JSON-LD's author; meta elements; elements that their labels
call an author's or a byline, near the headline first. A statement that names the site, an
agency or a department in place of people is passed over for the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.page.hints import text_of
from newscrawl.page.metadata import plain
from newscrawl.page.names import split_names
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.record import Person

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "twitter:data1",
    "article:author_name",
    "authors",
    "citation_author",
)
_MAX_BYLINE_CHARS = 200
_EDITOR = re.compile(
    r"(?:责任编辑|責任編輯|责编|編輯|编辑|edited by|editors?|redigiert von)\s*[:：]?\s*"
    r"(?P<name>[^\s()（）|,，。]+(?: [A-Z][\w.-]+){0,2})",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:by|von|par|por|di|av|af|door|text|autor(?:in)?|auteur|author|reporter)\b[:\s]",
    re.IGNORECASE,
)


def find_authors(
    page: Page, title: Iterable[HtmlElement] = ()
) -> Choice[tuple[Person, ...]]:
    """Return the people who wrote the article, in the page's order."""
    if page.site:
        ruled = list(select(page.document.root, page.site.article.authors))
        if ruled:
            texts = [text for text, _, _ in ruled]
            elements = [e for _, e, _ in ruled if e is not None]
            return choose(_people(texts), "rule", ruled[0][2], 0.98, *elements)
    shown = _shown(page, title)
    elements = [element for element, _ in shown]
    if people := tuple(_of_json_ld(page)):
        return choose(people, "json-ld", "author", 0.9, *elements)
    for name in _META:
        stated = [t for t in page.metadata.meta.get(name, ()) if "://" not in t]
        if people := _people(stated):
            return choose(people, "meta", name, 0.8, *elements)
    for element, text in shown:
        if people := _people([text]):
            return choose(people, "text", "byline", 0.75, element)
    return find_nothing(())


def find_byline(page: Page, title: Iterable[HtmlElement] = ()) -> Choice[str | None]:
    """Return the byline as printed."""
    for element, text in _shown(page, title):
        if _BY.match(text) or split_names(text):
            return choose(text, "text", "byline", 0.8, element)
    return find_nothing(None)


def find_editor(page: Page) -> Choice[str | None]:
    """Return the editor whom the page names for the article."""
    if text := plain(page.metadata.article.get("editor")):
        return choose(text, "json-ld", "editor", 0.8)
    for block in page.blocks.texts:
        if len(block.text) <= _MAX_BYLINE_CHARS and (m := _EDITOR.search(block.text)):
            return choose(m["name"].strip("】]"), "text", "editor", 0.8)
    return find_nothing(None)


def _people(texts: Iterable[str]) -> tuple[Person, ...]:
    names: dict[str, None] = {}
    for text in texts:
        names |= dict.fromkeys(split_names(text))
    return tuple(map(Person, names))


def _of_json_ld(page: Page) -> Iterator[Person]:
    stated = page.metadata.article.get("author")
    by_id = {
        item["@id"]: item
        for item in page.metadata.json_ld
        if isinstance(item.get("@id"), str) and item.get("name")
    }
    seen: set[str] = set()
    for value in stated if isinstance(stated, list) else [stated]:
        url = None
        item = value
        if isinstance(item, Mapping):
            item = (
                by_id.get(str(item.get("@id")), item) if not item.get("name") else item
            )
            stated_url = item.get("url")
            if isinstance(stated_url, str) and stated_url:
                url = urljoin(page.document.base, stated_url)
        for name in split_names(plain(item) or ""):
            if name.casefold() not in seen:
                seen.add(name.casefold())
                yield Person(name, url)


def _shown(page: Page, title: Iterable[HtmlElement]) -> list[tuple[HtmlElement, str]]:
    """Return the elements labelled as a byline with their text, best first."""
    hints = page.hints
    places = [hints.order.get(element, 0) for element in title]
    start = min(places, default=0)
    found = []
    for element in hints.of("author"):
        if hints.is_away(element):
            continue
        text = text_of(element, max_chars=_MAX_BYLINE_CHARS * 2)
        if 2 <= len(text) <= _MAX_BYLINE_CHARS:
            found.append((abs(hints.order[element] - start), element, text))
    found.sort(key=lambda item: item[0])
    return [(element, text) for _, element, text in found[:10]]
