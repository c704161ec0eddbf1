"""One response as a parsed document: decoded once, parsed once.

Scripts, style sheets and drawings are cut out before the parse: they hold nothing that
a reader sees, they are two thirds of a news page's bytes, and the tree is walked the
faster without them. Scripts that say they are JSON stay where they are; the text of
the others is kept beside the tree. Of `noscript` the pictures stay: its other markup
is often unbalanced, and would swallow the page.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from newscrawl.markup.encoding import decode

# libxml2 stops at a NUL and lets no other control character into text.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\f\r"))
_CUT = re.compile(rb"<(?:(script|style|svg|noscript)(?=[\s/>])|!(?=--))", re.IGNORECASE)
_COMMENT_END = re.compile(rb"--!?>")
_ENDS = {
    name: re.compile(rb"</" + name + rb"\s*>", re.IGNORECASE)
    for name in (b"script", b"style", b"svg", b"noscript")
}
_PICTURE = re.compile(rb"<(?:img|source)\s[^<>]{0,5000}>", re.IGNORECASE)
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
# What nearly all attributes are, read the faster for being tried first.
_PLAIN_ATTRIBUTE = rb"""[\s/]++[^\s/>="']++="[^"]*+\""""
_TAG = re.compile(
    rb"<[A-Za-z][^\s/>]*+(?:"
    + _PLAIN_ATTRIBUTE
    + rb")*+(?:[\s/]*+(?:"
    + _ATTRIBUTE
    + rb"))*+[\s/]*+(?:>|\Z)"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_EMPTY = b"<html><body></body></html>"
_PARSER = etree.HTMLParser(
    encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
)
# Not lxml.html's own class: its Python half costs 5 % of the reading of a page.
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed HTML page.

    `base` is the absolute address that relative links are joined to; `encoding` the
    WHATWG name the bytes were read with; `replaced_characters` counts U+FFFD put in
    for bytes that name no character. `script_bytes` are the scripts that are not in the
    tree, in page order and in UTF-8; few finders ask for their text.
    """

    url: str
    base: str
    root: Element
    encoding: str
    replaced_characters: int
    script_bytes: tuple[bytes, ...] = ()

    @property
    def scripts(self) -> tuple[str, ...]:
        """The texts of the scripts that are not in the tree, in page order."""
        return tuple(map(_script_text, self.script_bytes))

    def scripts_with(self, word: str) -> Iterator[str]:
        """Yield the texts of those scripts that hold a word, in page order."""
        sought = word.encode()
        return (_script_text(raw) for raw in self.script_bytes if sought in raw)


def _script_text(script: bytes) -> str:
    return script.translate(None, _CONTROLS).decode()


def read_document(body: bytes, url: str, content_type: str | None = None) -> Document:
    """Decode and parse one response body; `content_type` is its header.

    Any bytes give a document: an empty body an empty page.
    """
    page, encoding, replaced = _as_utf8(body, content_type, _host(url))
    shown, scripts = _cut(page)
    root = _parse(_bounded(shown.translate(None, _CONTROLS)))
    return Document(url, _base(root, url), root, encoding, replaced, scripts)


def _as_utf8(
    body: bytes, content_type: str | None, host: str
) -> tuple[bytes, str, int]:
    """Return a body in UTF-8, its own encoding and the count of U+FFFD in it.

    Most bodies are UTF-8 already and stay the bytes they are.
    """
    text, encoding = decode(body, content_type, host)
    # Counting takes long where nearly all characters are other than ASCII.
    replaced = text.count("\ufffd") if "\ufffd" in text else 0
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "").replace("\uffff", "")
    elif encoding == "utf-8" and not replaced:
        return body.removeprefix(codecs.BOM_UTF8), encoding, 0
    return text.encode("utf-8", "replace"), encoding, replaced


def _cut(page: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Return a page without what no reader sees, and its scripts.

    An element that is never closed ends the cutting: the parser knows what it means.
    """
    kept: list[bytes] = []
    scripts: list[bytes] = []
    start = at = 0
    while found := _CUT.search(page, at):
        name = found[1].lower() if found[1] else b""
        end = _ENDS.get(name, _COMMENT_END).search(page, found.end())
        if end is None:
            break
        at = end.end()
        is_json = name == b"script" and _JSON_TYPE.match(page, found.start())
        if is_json or not name:
            continue
        kept.append(page[start : found.start()])
        if name == b"noscript":
            pictures = b"".join(_PICTURE.findall(page, found.end(), end.start()))
            kept.append(b"<noscript>" + pictures + b"</noscript>")
        elif name == b"script":
            body = page.find(b">", found.end(), end.start()) + 1
            script = page[body or found.end() : end.start()]
            if script and not script.isspace():
                scripts.append(script)
        start = at
    kept.append(page[start:])
    return b"".join(kept), tuple(scripts)


def _bounded(page: bytes) -> bytes:
    """Return a page without what would take the parser too long.

    libxml2 compares each attribute of an element with all before it: 100,000 of them
    in one tag take minutes. An element takes some 300 bytes of memory.
    """
    page = page[:_MAX_SHOWN]
    if len(page) > _MAX_TAGS and page.count(b"<") > _MAX_TAGS:
        page = b"<".join(page.split(b"<", _MAX_TAGS)[:-1])
    tags = _TAG.findall(page)
    if max(map(len, tags), default=0) <= _LONG_TAG:
        return page
    if all(_short_tag(tag) is tag for tag in tags):
        return page
    return _TAG.sub(lambda found: _short_tag(found[0]), page)


def _short_tag(tag: bytes) -> bytes:
    """Return a tag, cut short where it has very many attributes."""
    if len(tag) <= _LONG_TAG:
        return tag
    beyond = islice(_ATTRIBUTES.finditer(tag, 1), _MAX_ATTRIBUTES + 1, None)
    first = next(beyond, None)
    return tag if first is None else tag[: first.start()] + b">"


def _parse(page: bytes) -> Element:
    try:
        root = etree.fromstring(page, _PARSER)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    return etree.fromstring(_EMPTY, _PARSER) if root is None else root


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _base(root: Element, url: str) -> str:
    """Return the address that the page's links start from."""
    for element in root.iter("base"):
        href = (element.get("href") or "").strip()
        try:
            base = urljoin(url, href)
        except ValueError:
            return url
        return base if base.startswith(("http:", "https:")) else url
    return url
