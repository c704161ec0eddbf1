"""One response as a parsed document: decoded once, parsed once.

Scripts, style sheets and drawings are cut out before the parse: they hold nothing that
a reader sees, they are two thirds of a news page's bytes, and the tree is walked the
faster without them. Scripts that say they are JSON stay where they are; the text of
the others is kept beside the tree. Of `noscript` the pictures stay: its other markup
is often unbalanced, and would swallow the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newscrawl.markup.encoding import decode

# libxml2 stops at a NUL and lets no other control character into text.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
_CUT = re.compile(rb"<(script|style|svg|noscript)(?=[\s/>])", re.IGNORECASE)
_ENDS = {
    name: re.compile(rb"</" + name + rb"\s*>", re.IGNORECASE)
    for name in (b"script", b"style", b"svg", b"noscript")
}
_PICTURE = re.compile(rb"<(?:img|source)\s[^>]{0,5000}>", re.IGNORECASE)
_JSON_TYPE = re.compile(
    rb"<script[^>]{0,300}\stype\s*=\s*[\"']?[\w/+.-]*json", re.IGNORECASE
)
_MAX_SHOWN = 2_000_000
_MAX_TAGS = 120_000
_LONG_TAG = 2_000
_MAX_ATTRIBUTES = 200
# Source: HTML Standard, section 13.2.5.32 on; what is never closed runs to the end.
_ATTRIBUTE = (
    rb"""=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]++)?+)?+|="""
)
_TAG = re.compile(rb"<[A-Za-z][^\s/>]*+(?:[\s/]++|" + _ATTRIBUTE + rb")*+(?:>|\Z)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_EMPTY = b"<html><body></body></html>"
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed HTML page.

    `base` is the absolute address that relative links are joined to; `encoding` the
    WHATWG name the bytes were read with; `replaced_characters` counts U+FFFD put in
    for bytes that name no character. `scripts` are the texts of the scripts that are
    not in the tree, in page order.
    """

    url: str
    base: str
    root: HtmlElement
    encoding: str
    replaced_characters: int
    scripts: tuple[str, ...] = ()


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode and parse one response body; `content_type` is its header.

    Any bytes give a document: an empty body an empty page.
    """
    text, encoding = decode(body, content_type, _host(url))
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "").replace("\uffff", "")
    page = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    shown, scripts = _cut(page)
    root = _parse(_bounded(shown))
    replaced = text.count("\ufffd")
    return Document(url, _base(root, url), root, encoding, replaced, scripts)


def _cut(page: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a page without what no reader sees, and its scripts' texts.

    An element that is never closed ends the cutting: the parser knows what it means.
    """
    kept: list[bytes] = []
    scripts: list[str] = []
    start = 0
    while found := _CUT.search(page, start):
        name = found[1].lower()
        end = _ENDS[name].search(page, found.end())
        if end is None:
            break
        if name == b"script" and _JSON_TYPE.match(page, found.start()):
            kept.append(page[start : end.end()])
        else:
            kept.append(page[start : found.start()])
            if name == b"noscript":
                pictures = b"".join(_PICTURE.findall(page, found.end(), end.start()))
                kept.append(b"<noscript>" + pictures + b"</noscript>")
            elif name == b"script":
                body = page.find(b">", found.end(), end.start()) + 1
                scripts.append(page[body or found.end() : end.start()].decode())
        start = end.end()
    kept.append(page[start:])
    return b"".join(kept), tuple(filter(str.strip, scripts))


def _bounded(page: bytes) -> bytes:
    """Return a page without what would take the parser too long.

    libxml2 compares each attribute of an element with all before it: 100,000 of them
    in one tag take minutes. An element takes some 300 bytes of memory.
    """
    page = page[:_MAX_SHOWN]
    if page.count(b"<") > _MAX_TAGS:
        page = b"<".join(page.split(b"<", _MAX_TAGS)[:-1])
    if max(map(len, _TAG.findall(page)), default=0) > _LONG_TAG:
        return _TAG.sub(_short_tag, page)
    return page


def _short_tag(found: re.Match[bytes]) -> bytes:
    """Return a tag, cut short where it has very many attributes."""
    tag = found[0]
    if len(tag) <= _LONG_TAG:
        return tag
    beyond = islice(_ATTRIBUTES.finditer(tag, 1), _MAX_ATTRIBUTES + 1, None)
    first = next(beyond, None)
    return tag if first is None else tag[: first.start()] + b">"


def _parse(page: bytes) -> HtmlElement:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_LOOKUP)
    try:
        root = etree.fromstring(page, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    return etree.fromstring(_EMPTY, parser) if root is None else root


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _base(root: HtmlElement, url: str) -> str:
    """Return the address that the page's links start from."""
    for element in root.iter("base"):
        href = (element.get("href") or "").strip()
        try:
            base = urljoin(url, href)
        except ValueError:
            return url
        return base if base.startswith(("http:", "https:")) else url
    return url
