"""OPML 2.0, http://opml.org/spec2.opml: every feed, for a reader to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from newscrawl.publish.feeds import Feed
from newscrawl.publish.text import line


def opml(feeds: Iterable[Feed]) -> bytes:
    """Return the list of feeds; addresses are relative where no base is known."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "newscrawl"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        values = {
            "type": "rss",
            "text": feed.title,
            "title": feed.title,
            "xmlUrl": feed.atom_url or f"atom/{feed.name}.atom",
            "htmlUrl": feed.home,
            "language": line(feed.language) if feed.language else None,
        }
        stated = {name: value for name, value in values.items() if value}
        etree.SubElement(body, "outline", stated)
    return etree.tostring(
        root, pretty_print=True, encoding="UTF-8", xml_declaration=True
    )
