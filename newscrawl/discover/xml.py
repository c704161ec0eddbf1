"""Parse a feed's or sitemap's XML: leniently, with no entity, file or network.

A strict parse is tried first. What it refuses is repaired step by step, and each repair
leaves a note: bytes that are no text of the stated encoding, HTML's named characters
(`&nbsp;`), characters that XML forbids, and at last libxml2's recovery.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

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


def parse_xml(
    body: bytes, content_type: str | None = None
) -> tuple[etree._Element | None, tuple[str, ...]]:
    """Return the root element, None when there is none, and the notes of repairs."""
    notes: list[str] = []
    text = _decode(body[:MAX_BYTES], content_type, notes)
    if _DOCTYPE.search(text[:30_000]):
        text = _DOCTYPE.sub("", text, count=1)
        notes.append("left the document type out")
    text = _DECLARATION.sub("", text, count=1).lstrip()
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
    """Return the text, read as windows-1252 where it is not what it says it is."""
    _, text = html_to_unicode(content_type, body, auto_detect_fun=_utf8_or_none)
    if "\ufffd" in text and b"\xef\xbf\xbd" not in body:
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
