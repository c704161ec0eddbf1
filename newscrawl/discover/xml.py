"""Parse a feed's or sitemap's XML: leniently, with no entity, file or network.

A document type is left out; the texts that it names itself are put in, once and never
one within another. A strict parse is tried first. What it refuses is repaired step by
step, and each repair leaves a note: bytes that are no text of the stated encoding,
HTML's named characters (`&nbsp;`), characters that XML forbids, and at last libxml2's
recovery.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

import webencodings
from lxml import etree
from w3lib.encoding import html_to_unicode

MAX_BYTES: Final = 50 * 1024 * 1024  # the limit of a sitemap, sitemaps.org/protocol
_XML_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND: Final = re.compile(
    r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)"
)
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[[^\]]{0,20000}\]\s{0,99})?>")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING: Final = re.compile(
    rb"""\s{0,99}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']"""
)
# Encodings that any bytes are of; what is sound UTF-8 all the same is UTF-8.
_WESTERN: Final = frozenset({"us-ascii", "ascii", "iso-8859-1", "windows-1252"})
# What may stand before a document type: space, comments, instructions.
_BEFORE: Final = re.compile(
    r"(?:\s++|<!--(?:[^-]|-(?!->)){0,20000}+-->|<\?[^>]{0,2000}+>){0,99}+"
)
# Texts that a document type names. One that names others or a file is no such text.
_NAMED_TEXT: Final = re.compile(
    r"""<!ENTITY\s{1,99}([A-Za-z]\w{0,31})\s{1,99}(?:"([^"&%<]{0,500})"|'([^'&%<]{0,500})')"""
)
_MAX_USES: Final = 10_000


def parse_xml(
    body: bytes, content_type: str | None = None
) -> tuple[etree._Element | None, tuple[str, ...]]:
    """Return the root element, None when there is none, and the notes of repairs."""
    notes: list[str] = []
    text = _decode(body[:MAX_BYTES], content_type, notes)
    text = _without_type(_DECLARATION.sub("", text, count=1), notes).lstrip()
    try:
        return etree.fromstring(text.encode(), _parser(recover=False)), tuple(notes)
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        pass
    text = _repair(text, notes)
    try:
        return etree.fromstring(text.encode(), _parser(recover=False)), tuple(notes)
    except etree.XMLSyntaxError as error:
        notes.append(f"recovered from ill-formed XML at line {error.lineno}")
    try:
        root = etree.fromstring(text.encode(), _parser(recover=True))
    except etree.XMLSyntaxError:
        root = None
    return root, tuple(notes)


def _without_type(text: str, notes: list[str]) -> str:
    """Return the text without its document type, with the texts that it names."""
    before = _BEFORE.match(text)
    found = _DOCTYPE.match(text, before.end() if before else 0)
    if found is None:
        return text
    notes.append("left the document type out")
    named = {m[1]: m[2] or m[3] or "" for m in _NAMED_TEXT.finditer(found[0])}
    text = text[: found.start()] + text[found.end() :]
    if not named:
        return text
    return _ENTITY.sub(lambda m: named.get(m[1], m[0]), text, count=_MAX_USES)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _decode(body: bytes, content_type: str | None, notes: list[str]) -> str:
    """Return the text, read as what it is where it is not what it says it is."""
    stated = _ENCODING.match(body)
    name = stated[1].decode() if stated else ""
    if name and webencodings.lookup(name) is None:
        notes.append("found no known encoding where one is stated")
    if name.lower() in _WESTERN and not body.isascii() and _utf8_or_none(body):
        notes.append("read bytes that are not of the stated encoding as utf-8")
        return body.decode("utf-8")
    _, text = html_to_unicode(content_type, body, auto_detect_fun=_utf8_or_none)
    is_no_ascii = name.lower().endswith("ascii") and not body.isascii()
    if is_no_ascii or ("\ufffd" in text and b"\xef\xbf\xbd" not in body):
        notes.append("read bytes that are not of the stated encoding as windows-1252")
        text = body.decode("windows-1252", "replace")
    return text.lstrip("\ufeff")


def _utf8_or_none(body: bytes) -> str | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _repair(text: str, notes: list[str]) -> str:
    repaired, count = _FORBIDDEN.subn("", text)
    if count:
        notes.append(f"left {count} forbidden characters out")
    named = _ENTITY.sub(_character, repaired)
    if named != repaired:
        notes.append("replaced HTML's named characters")
    escaped, count = _BARE_AMPERSAND.subn("&amp;", named)
    if count:
        notes.append(f"escaped {count} bare ampersands")
    start = escaped.find("<")
    if escaped[:start].strip():
        notes.append("left text before the first element out")
        escaped = escaped[start:]
    return escaped


def _character(match: re.Match[str]) -> str:
    name = match[1]
    if name in _XML_NAMES:
        return match[0]
    return html5.get(f"{name};", f"&amp;{name};")


def local_name(element: etree._Element) -> str:
    """Return an element's name without namespace, lower case; "" for no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """Return an element's namespace, lower case; "" where there is none."""
    tag = element.tag
    if isinstance(tag, str) and tag.startswith("{"):
        return tag[1:].partition("}")[0].lower()
    return ""


def inner_text(element: etree._Element) -> str:
    """Return all text inside an element, white space folded."""
    return " ".join("".join(map(str, element.itertext())).split())
