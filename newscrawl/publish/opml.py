"""OPML 2.0, http://opml.org/spec2.opml: every feed, for a reader to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed in the list; `url` is relative where no base is known."""

    title: str
    url: str
    home: str | None
    language: str | None


def outlines(document: bytes | None) -> dict[str, Outline]:
    """Return the feeds that a published list names, by address; none if it is damaged."""
    try:
        root = etree.fromstring(document or b"")
    except etree.XMLSyntaxError:
        return {}
    found = (
        Outline(
            title=one.get("title") or "",
            url=one.get("xmlUrl") or "",
            home=one.get("htmlUrl"),
            language=one.get("language"),
        )
        for one in root.iter("outline")
    )
    return {outline.url: outline for outline in found}


def opml(outlines: Iterable[Outline]) -> bytes:
    """Return the list of feeds, in the order given."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newscrawl"
    body = etree.SubElement(root, "body")
    for outline in outlines:
        values = {
            "type": "rss",
            "text": outline.title,
            "title": outline.title,
            "xmlUrl": outline.url,
            "htmlUrl": outline.home,
            "language": outline.language,
        }
        stated = {name: value for name, value in values.items() if value}
        etree.SubElement(body, "outline", stated)
    return etree.tostring(
        root, pretty_print=True, encoding="UTF-8", xml_declaration=True
    )
