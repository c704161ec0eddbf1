"""One response as a parsed document: decoded once, parsed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from newscrawl.markup.encoding import decode

# libxml2 stops at a NUL and lets no other control character into text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_EMPTY = b"<html><body></body></html>"
_LOOKUP = etree.ElementDefaultClassLookup(element=HtmlElement)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed HTML page.

    `base` is the absolute address that relative links are joined to; `encoding` the
    WHATWG name the bytes were read with; `replaced_characters` counts U+FFFD put in
    for bytes that name no character.
    """

    url: str
    base: str
    root: HtmlElement
    encoding: str
    replaced_characters: int


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode and parse one response body; `content_type` is its header.

    Any bytes give a document: an empty body an empty page.
    """
    text, encoding = decode(body, content_type, _host(url))
    replaced = text.count("\ufffd")
    page = _CONTROLS.sub("\ufffd", text).encode()
    del text
    root = _parse(page)
    return Document(url, _base(root, url), root, encoding, replaced)


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
