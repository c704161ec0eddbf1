"""Read the entries of RSS 0.9 to 2.0, RDF, Atom and JSON Feed, well-formed or not.

Names are matched without namespace, since many feeds state a wrong one or none. An
entry's address is its `link`, else a `guid` that is a permalink, else Atom's alternate
link; its date the publication's, else the update's. An entry without address is given
all the same, and counted in a note.
Source: RSS 2.0 (rssboard.org), RDF Site Summary 1.0, RFC 4287, JSON Feed 1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import lxml.html
from lxml import etree

from newscrawl.discover.links import Feed, FoundLink
from newscrawl.discover.xml import inner_text, local_name, parse_xml

MAX_ENTRIES: Final = 10_000
_DATES: Final = (
    "pubdate",
    "published",
    "issued",
    "date",
    "created",
    "updated",
    "modified",
    "lastbuilddate",
)
_CHANGES: Final = ("updated", "modified")
_ENTRIES: Final = frozenset({"item", "entry"})
_SUMMARIES: Final = ("description", "summary", "subtitle")
_NO_PAGE: Final = re.compile(r"atom\+|rss\+|json|^(?:audio|image|video)/|/pdf")
_MAX_SUMMARY: Final = 2_000
_XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"


def read_feed(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """Return the entries of a feed in document order; never raises for its content."""
    head = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return _read_json(body, url)
    root, notes = parse_xml(body, content_type)
    if root is None:
        return Feed((), (*notes, "found no XML element"))
    entries = (_entry(entry, url, at) for at, entry in enumerate(_elements(root)))
    return _feed(entries, notes)


def _feed(entries: Iterable[FoundLink], notes: tuple[str, ...]) -> Feed:
    told = tuple(entries)
    lost = sum(not entry.url for entry in told)
    if lost:
        notes = (*notes, f"found {lost} entries without address")
    return Feed(told, notes)


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries, none of them inside another."""
    count = 0
    inside: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if local_name(element) not in _ENTRIES:
            continue
        if event == "end":
            inside = None if element is inside else inside
        elif inside is None:
            inside = element
            yield element
            count += 1
            if count == MAX_ENTRIES:
                return


def _entry(entry: etree._Element, url: str, position: int) -> FoundLink:
    fields: dict[str, list[etree._Element]] = {}
    for child in entry.iterchildren(etree.Element):
        fields.setdefault(local_name(child), []).append(child)
    base = _base(entry, url)
    addresses = _addresses(fields, _about(entry), base)
    return FoundLink(
        url=next(iter(addresses), ""),
        origin="feed",
        title=_title(fields.get("title", [])),
        date=_first_text(fields, _DATES),
        summary=_summary(fields),
        image=_image(entry, base),
        section=_section(fields),
        position=position,
        reason="feed entry",
        alternates=tuple(addresses[1:]),
        modified=_first_text(fields, _CHANGES),
    )


def _base(entry: etree._Element, url: str) -> str:
    """Return the address that relative links of the entry are joined to."""
    stated = [
        value
        for element in (entry, *entry.iterancestors())
        if (value := element.get(_XML_BASE))
    ]
    for value in reversed(stated):
        url = _joined(url, value) or url
    return url


def _joined(base: str, value: str) -> str | None:
    """Return an absolute http(s) address, or None."""
    value = "".join(value.split()) if "\n" in value else value.strip()
    try:
        joined = urljoin(base, value.replace(" ", "%20"))
        is_web = urlsplit(joined).scheme in {"http", "https"}
    except ValueError:
        return None
    return joined if value and is_web and urlsplit(joined).hostname else None


def _addresses(
    fields: dict[str, list[etree._Element]], about: str, base: str
) -> list[str]:
    """Return the entry's addresses, the best first; `about` is what RDF names it by."""
    found: list[str | None] = []
    for element in fields.get("link", []):
        rel = (element.get("rel") or "alternate").lower()
        if rel.rpartition("/")[2] != "alternate":
            continue
        if _NO_PAGE.search((element.get("type") or "").lower()):
            continue
        own = _joined(_base(element, base), element.get("href") or inner_text(element))
        found.append(own)
    found.extend(
        _permalink(inner_text(guid))
        for guid in fields.get("guid", [])
        if (guid.get("isPermaLink") or "true").strip().lower() != "false"
    )
    if not any(found):
        ids = fields.get("id", [])
        found.extend(_permalink(inner_text(element)) for element in ids)
        found.append(_permalink(about))
    return list(dict.fromkeys(address for address in found if address))


def _about(entry: etree._Element) -> str:
    """Return what an RDF item is about: its address."""
    named = (v for name, v in entry.attrib.items() if str(name).endswith("}about"))
    return str(next(named, ""))


def _permalink(text: str) -> str | None:
    return _joined(text, text) if text.startswith(("http://", "https://")) else None


def _title(elements: list[etree._Element]) -> str | None:
    """Return the first title's text; markup, plain or escaped, is taken out."""
    for element in elements:
        text = inner_text(element)
        if text:
            return plain_text(text) or None
    return None


def plain_text(text: str) -> str:
    """Return text that may hold escaped markup as plain text, white space folded."""
    if "<" in text and re.search(r"</?[a-zA-Z!]", text):
        try:
            fragment = lxml.html.fragment_fromstring(text, create_parent="div")
            text = str(fragment.text_content())
        except (etree.ParserError, ValueError):
            return " ".join(text.split())
    elif "&" in text:
        text = unescape(text)
    return " ".join(text.split())


def _first_text(
    fields: dict[str, list[etree._Element]], names: tuple[str, ...]
) -> str | None:
    for name in names:
        for element in fields.get(name, []):
            if text := inner_text(element):
                return text
    return None


def _summary(fields: dict[str, list[etree._Element]]) -> str | None:
    text = _first_text(fields, _SUMMARIES)
    return (plain_text(text)[:_MAX_SUMMARY] or None) if text else None


def _section(fields: dict[str, list[etree._Element]]) -> str | None:
    for element in fields.get("category", []):
        text = inner_text(element) or element.get("label") or element.get("term")
        if text:
            return plain_text(str(text)) or None
    return None


def _image(entry: etree._Element, base: str) -> str | None:
    """Return the picture that media, enclosure or image elements name."""
    for element in entry.iter(etree.Element):
        name = local_name(element)
        kind = (element.get("type") or element.get("medium") or "").lower()
        is_picture = name == "thumbnail" or (
            name in {"content", "enclosure"} and kind.startswith("image")
        )
        source = element.get("url") or element.get("href")
        if is_picture and source:
            return _joined(base, str(source))
    return None


def _read_json(body: bytes, url: str) -> Feed:
    """Read a JSON Feed, version 1 or 1.1, or a bare list of its items."""
    try:
        table: Any = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Feed((), ("found no JSON",))
    items = table.get("items") if isinstance(table, dict) else table
    if not isinstance(items, list):
        return Feed((), ("found no items",))
    told = (item for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return _feed((_json_entry(item, url, at) for at, item in enumerate(told)), ())


def _json_entry(item: dict[str, Any], url: str, position: int) -> FoundLink:
    def text(*names: str) -> str | None:
        values = (item.get(name) for name in names)
        found = next((v for v in values if isinstance(v, str) and v.strip()), None)
        return " ".join(found.split()) if found else None

    own = _joined(url, text("url") or "") or _permalink(text("id") or "")
    own = own or _joined(url, text("external_url") or "")
    tags = item.get("tags")
    section = tags[0] if isinstance(tags, list) and tags else None
    return FoundLink(
        url=own or "",
        origin="feed",
        title=text("title"),
        date=text("date_published", "date_modified"),
        summary=text("summary"),
        image=_joined(url, text("image", "banner_image") or ""),
        section=section if isinstance(section, str) else None,
        position=position,
        reason="feed entry",
        modified=text("date_modified"),
    )
