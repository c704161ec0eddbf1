"""One response as a parsed document: decoded once, parsed once."""

from __future__ import annotations

from dataclasses import dataclass

import lxml.etree
import lxml.html
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode
from w3lib.html import get_base_url

_LOOKUP = lxml.etree.ElementDefaultClassLookup(element=HtmlElement)


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
    """Decode and parse one response body; `content_type` is its header."""
    encoding, text = html_to_unicode(content_type, body)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_LOOKUP)
    root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    base = get_base_url(text[:4096], url)
    return Document(url, base, root, encoding, text.count("\ufffd"))
