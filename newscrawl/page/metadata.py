"""What a page says of itself to machines: JSON-LD, Open Graph, meta elements.

JSON-LD is read tolerantly: comments, CDATA marks, raw line breaks inside strings and a
trailing comma or semicolon are common on news pages and are looked past; a block that
is no JSON even so is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin

from newscrawl.markup import Document, Element

_MAX_OBJECTS = 2000
_MAX_CONTENT_CHARS = 5000
_MAX_NAME_CHARS = 100
_MAX_CONTENTS = 200
_MAX_DEPTH = 12
_MAX_SCRIPT_CHARS = 2_000_000
_BEFORE = re.compile(
    r"\s*+(?:(?:<!--|(?://)?\s?<!\[CDATA\[|/\*.{0,99}?\*/|//[^\n{\[]{0,99})\s*+){0,50}",
    re.DOTALL,
)
_JSON = json.JSONDecoder(strict=False)
_VOCABULARY = re.compile(r"[/#:]")
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Analysis|Background|Opinion|Reportage|Review|Social|Report|Scholarly"
    r"|Tech|Satirical|AskPublicNews|Advertiser|LiveBlog|Medical|Web)?.{0,9}"
    r"(?:Article|Posting|NewsReport)$"
)


# Half of a page's links; none says anything of the article.
_FOR_BROWSERS = frozenset(
    (
        "apple-touch-icon",
        "dns-prefetch",
        "icon",
        "manifest",
        "mask-icon",
        "modulepreload",
        "preconnect",
        "prefetch",
        "preload",
        "shortcut icon",
        "stylesheet",
    )
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Machine-readable statements, in page order.

    `meta` maps a lower-case name, property or itemprop to its contents; `links` a rel
    to absolute addresses; `json_ld` holds the objects of all blocks, graphs flattened:
    an object comes before those inside it. `article` is the object that describes the
    page's article, empty where none does; `titles` are the title elements' texts.
    `linked` are the addresses of the page's `a` elements, as written.
    """

    meta: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    json_ld: tuple[Mapping[str, Any], ...]
    article: Mapping[str, Any] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    alternates: Mapping[str, str] = field(default_factory=dict)
    linked: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """Return the first content of the first of these meta names that has one."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content:
                    return content
        return None


def read_metadata(document: Document) -> Metadata:
    """Read the metadata of a page; broken parts are left out."""
    meta: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    alternates: dict[str, str] = {}
    objects: list[Mapping[str, Any]] = []
    titles: list[str] = []
    linked: list[str] = []
    # One way through the tree for all: most of its time goes on reaching the nodes.
    for element in document.root.iter("meta", "link", "script", "title", "a"):
        if element.tag == "a":
            linked.append(element.get("href") or "")
        elif element.tag == "meta":
            _read_meta(element, meta)
        elif element.tag == "link":
            _read_link(element, document.base, links, alternates)
        elif element.tag == "title":
            if element.text and not _in_picture(element):
                titles.append(fold_space(element.text[:_MAX_CONTENT_CHARS]))
        elif "ld+json" in (element.get("type") or "").lower():
            objects.extend(read_json_ld(element.text or ""))
    return Metadata(
        {name: tuple(values) for name, values in meta.items()},
        {rel: tuple(urls) for rel, urls in links.items()},
        tuple(objects[:_MAX_OBJECTS]),
        _main_article(objects, document, links, meta),
        tuple(titles),
        alternates,
        tuple(filter(None, linked)),
    )


def fold_space(text: str) -> str:
    """Return a text with every run of white space as one space, and none around."""
    return " ".join(text.split())


def plain(value: object) -> str | None:
    """Return a JSON-LD value as text: entities resolved, markup dropped."""
    if isinstance(value, list):
        value = next((v for v in value if v), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = unescape(unescape(value)) if "&" in value else value
    if "<" in text:
        text = re.sub(r"</?[A-Za-z][^<>]{0,300}>", " ", text)
    return fold_space(text) or None


def types(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an object's types without their vocabulary's address."""
    stated = item.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return tuple(_VOCABULARY.split(t)[-1] for t in listed if isinstance(t, str))


def read_json_ld(script: str) -> list[Mapping[str, Any]]:
    """Return the objects of one JSON-LD script, outer before inner."""
    if len(script) > _MAX_SCRIPT_CHARS:
        return []
    text = _BEFORE.sub("", script, count=1)
    for attempt in _spellings(text):
        try:
            value = _JSON.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return list(_flat(value, 0))
    return []


def _spellings(text: str) -> Iterator[str]:
    """Yield a script as it is, then without what is no JSON and stands in many."""
    yield text
    yield re.sub(r'\\(?!["\\/bfnrtu])', r"\\\\", _TRAILING_COMMA.sub("", text))


def _flat(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type") or value.get("@id"):
            yield value
        for item in value.values():
            if isinstance(item, (list, dict)):
                yield from _flat(item, depth + 1)


def _read_meta(element: Element, meta: dict[str, list[str]]) -> None:
    content = element.get("content")
    if content is None:
        return
    content = content[:_MAX_CONTENT_CHARS]
    content = fold_space(unescape(content) if "&" in content else content)
    for key in ("property", "name", "itemprop", "http-equiv"):
        if name := element.get(key):
            listed = meta.setdefault(name[:_MAX_NAME_CHARS].strip().lower(), [])
            if len(listed) < _MAX_CONTENTS:
                listed.append(content)


def _read_link(
    element: Element,
    base: str,
    links: dict[str, list[str]],
    alternates: dict[str, str],
) -> None:
    rel = element.get("rel")
    if not rel or rel in _FOR_BROWSERS:
        return
    href = (element.get("href") or "").strip()
    if not href:
        return
    try:
        address = urljoin(base, href)
    except ValueError:
        return
    for name in rel.lower().split():
        links.setdefault(name, []).append(address)
    if "alternate" in rel.lower() and (language := element.get("hreflang")):
        alternates.setdefault(address, language)


def _in_picture(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("svg", "g", "symbol", "defs")


def _main_article(
    objects: list[Mapping[str, Any]],
    document: Document,
    links: dict[str, list[str]],
    meta: dict[str, list[str]],
) -> Mapping[str, Any]:
    """Return the object that describes this page's own article, else an empty one.

    Among several, the one that names the page's address, then the one with a date, then
    the richest of the first.
    """
    found = [o for o in objects if any(map(_ARTICLE_TYPES.match, types(o)))]
    told = ("headline", "datePublished", "author")
    found = [o for o in found if any(o.get(name) for name in told)]
    if not found:
        return {}
    own = {document.url, *links.get("canonical", ()), *meta.get("og:url", ())}
    own = {_bare(url) for url in own if url}
    return max(
        found,
        key=lambda o: (
            _names(o, own),
            bool(o.get("datePublished")),
            bool(o.get("headline")),
        ),
    )


def _names(item: Mapping[str, Any], own: set[str]) -> bool:
    for key in ("mainEntityOfPage", "url", "@id"):
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and _bare(value) in own:
            return True
    return False


def _bare(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|[#?].*$|/$", "", url.strip())
