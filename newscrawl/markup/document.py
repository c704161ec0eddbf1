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
_LONG_TAG = 16_000
_SHORT_TAG = 1_000
_MAX_NAMES = 1_000
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
    in one tag take minutes.
    """
    parts = page[:_MAX_SHOWN].split(b">")
    if max(map(len, parts)) > _LONG_TAG:
        return b">".join(map(_short_tag, parts))
    return page[:_MAX_SHOWN]


def _short_tag(part: bytes) -> bytes:
    """Return what precedes a `>` with a tag of very many attributes cut short."""
    start = part.find(b"<")
    if start < 0 or len(part) - start <= _LONG_TAG:
        return part
    tag = part[start:]
    return part[:start] + (tag if len(tag.split()) < _MAX_NAMES else tag[:_SHORT_TAG])


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
