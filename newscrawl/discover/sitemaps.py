"""Read sitemaps: url sets, indexes, text lists, news sitemaps, plain or gzipped.

A `<url>` or `<sitemap>` without `<loc>` gives the bare address it holds, with a note.
A news sitemap's title and publication date are evidence; `lastmod` serves as date only
where there is none.
Source: sitemaps.org/protocol; developers.google.com, "Create a News sitemap".
"""

from __future__ import annotations

import re
import zlib
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml import etree

from newscrawl.discover.links import FoundLink, Sitemap
from newscrawl.discover.xml import (
    MAX_BYTES,
    inner_text,
    local_name,
    namespace,
    parse_xml,
)

MAX_URLS: Final = 50_000  # sitemaps.org/protocol
_GZIP: Final = b"\x1f\x8b"
_UNNAMED: Final = re.compile(r"&(?!amp;)[A-Za-z]\w{0,31};")


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap lists; never raises for its content."""
    notes: list[str] = []
    if body.startswith(_GZIP):
        body = _unzip(body, notes)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_text(body, url, notes)
    root, repairs = parse_xml(body)
    notes.extend(repairs)
    links: list[FoundLink] = []
    sitemaps: list[str] = []
    for element in root.iter(etree.Element) if root is not None else ():
        name = local_name(element)
        if name == "sitemap" and len(sitemaps) < MAX_URLS:
            address = _address(element, url, notes)
            if address:
                sitemaps.append(address)
        elif name == "url" and len(links) < MAX_URLS:
            address = _address(element, url, notes)
            if address:
                links.append(_link(element, address, url, len(links)))
    if not links and not sitemaps:
        notes.append("found no address")
    unique = tuple(dict.fromkeys(notes))
    return Sitemap(tuple(links), tuple(dict.fromkeys(sitemaps)), unique)


def _unzip(body: bytes, notes: list[str]) -> bytes:
    """Return at most MAX_BYTES of what a gzip member holds, as far as it is sound."""
    expander = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        opened = expander.decompress(body, MAX_BYTES)
    except zlib.error:
        notes.append("found a broken gzip file")
        return b""
    if expander.unconsumed_tail:
        notes.append(f"cut the sitemap at {MAX_BYTES} bytes")
    elif not expander.eof:
        notes.append("found a cut gzip file")
    return opened


def _read_text(body: bytes, url: str, notes: list[str]) -> Sitemap:
    lines = body.decode("utf-8-sig", "replace").splitlines()
    found = (_absolute(line, url) for line in lines if line.startswith("http"))
    links = tuple(
        FoundLink(url=address, origin="sitemap", position=at, reason="sitemap line")
        for at, address in enumerate(dict.fromkeys(a for a in found if a))
        if at < MAX_URLS
    )
    if not links:
        notes.append("found no address")
    return Sitemap(links, (), tuple(notes))


def _absolute(text: str, url: str) -> str | None:
    if _UNNAMED.search(text):
        return None  # what it stands for is not in the file: an address is not known
    try:
        address = urljoin(url, "".join(text.split()))
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None


def _address(element: etree._Element, url: str, notes: list[str]) -> str | None:
    for child in element.iterchildren(etree.Element):
        if local_name(child) == "loc" and "image" not in namespace(child):
            text = inner_text(child)
            return _absolute(text, url) if text else None
    bare = (element.text or "").strip()
    if bare.startswith(("http://", "https://")):
        notes.append("took bare text for an address without <loc>")
        return _absolute(bare, url)
    return None


def _link(element: etree._Element, address: str, url: str, at: int) -> FoundLink:
    title = date = modified = image = None
    alternates: list[str] = []
    for part in element.iterdescendants(etree.Element):
        name, space = local_name(part), namespace(part)
        is_news = "news" in space
        if is_news and name == "title":
            title = title or inner_text(part) or None
        elif is_news and name == "publication_date":
            date = date or inner_text(part) or None
        elif name == "lastmod":
            modified = modified or inner_text(part) or None
        elif name == "loc" and "image" in space:
            image = image or _absolute(inner_text(part), url)
        elif name == "link" and (part.get("rel") or "") == "alternate":
            other = _absolute(part.get("href") or "", url)
            if other and other != address:
                alternates.append(other)
    return FoundLink(
        url=address,
        origin="sitemap",
        title=title,
        date=date or modified,
        image=image,
        position=at,
        reason="news sitemap" if title or date else "sitemap",
        alternates=tuple(dict.fromkeys(alternates)),
        modified=modified,
    )
