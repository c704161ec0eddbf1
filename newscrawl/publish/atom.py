"""Atom 1.0 (RFC 4287), written by feedgen: the one module that knows it.

feedgen 1.0.0 has defects that this module repairs, each with a test: of an entry's
links only `href` is written, so that an enclosure becomes a second alternate link and
readers open the photo; entries are put in front of each other; `updated` is now where
nobody sets it; titles have no type, so that one with `<` or `&` is read as HTML;
`source` lacks its id and date.

A day that a page states without a time stands in `dcterms:created` or
`dcterms:modified` (W3CDTF); `published` is noon of that day in the site's zone, or
absent; `updated` is `last_changed`. The `updated` of an entry's source is the entry's
own, so that an entry's bytes do not change with its neighbours.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from newscrawl import __version__
from newscrawl.publish import entry as shown
from newscrawl.publish.feeds import Feed, Home
from newscrawl.publish.text import line
from newscrawl.record import Article

_DCTERMS = "http://purl.org/dc/terms/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK = ("rel", "type", "hreflang", "title", "length")
_MARKUP = frozenset("<&")


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document; the same feed gives the same bytes."""
    made = FeedGenerator()
    made.register_extension("terms", _Terms, None)
    made.id(feed.id)
    made.title(feed.title)
    made.updated(_moment(feed.updated))
    made.author({"name": feed.title})
    made.generator("newscrawl", version=__version__)
    if feed.language:
        made.language(feed.language)
    if feed.home:
        made.link(href=feed.home, rel="alternate", type="text/html")
    if feed.atom_url:
        made.link(href=feed.atom_url, rel="self", type="application/atom+xml")
    for article in feed.entries:
        made.add_entry(_entry(article, feed), order="append")
    return bytes(made.atom_str(pretty=True)) + b"\n"


class Entry(FeedEntry):  # type: ignore[misc]
    """A feedgen entry that writes its links whole, and what feedgen cannot say."""

    def __init__(self, article: Article, home: Home | None) -> None:
        super().__init__()
        self._article = article
        self._home = home

    def atom_entry(self, extensions: bool = True) -> etree._Element:
        """Return the entry's element."""
        element: etree._Element = super().atom_entry(extensions)
        for node, stated in zip(
            element.findall("link"), self.link() or (), strict=True
        ):
            for name in _LINK:
                if stated.get(name):
                    node.set(name, str(stated[name]))
        self._complete(element)
        return element

    def _complete(self, element: etree._Element) -> None:
        article = self._article
        for name in ("title", "summary", "rights"):
            _declare(element.find(name))
        if article.language:
            element.set(_LANG, article.language)
        if self._home:
            element.append(self._source(self._home))
        for term, statement in (
            ("created", article.published),
            ("modified", article.modified),
        ):
            if statement and statement.precision in ("year", "month", "day"):
                name = f"{{{_DCTERMS}}}{term}"
                dated = etree.SubElement(element, name, nsmap={"dcterms": _DCTERMS})
                dated.text = line(statement.stated)

    def _source(self, home: Home) -> etree._Element:
        source = etree.Element("source")
        etree.SubElement(source, "id").text = home.id
        etree.SubElement(source, "title").text = home.title
        updated = etree.SubElement(source, "updated")
        updated.text = self.updated().isoformat()
        if home.atom_url:
            attributes = {"rel": "self", "href": home.atom_url}
            etree.SubElement(source, "link", attributes)
        return source


def _declare(element: etree._Element | None) -> None:
    """Say of a plain text with `<` or `&` that it is text, by writing it as HTML."""
    if element is not None and _MARKUP & set(element.text or ""):
        element.set("type", "html")
        element.text = html.escape(element.text or "", quote=False)


class _Terms(BaseExtension):  # type: ignore[misc]
    """Declares the Dublin Core terms where the feed begins."""

    def extend_ns(self) -> dict[str, str]:
        """Return the prefix and its namespace."""
        return {"dcterms": _DCTERMS}


def _entry(article: Article, feed: Feed) -> Entry:
    made = Entry(article, feed.homes.get(article.source.id))
    made.id(article.id)
    made.title(shown.title(article))
    made.updated(_moment(article.last_changed))
    stated = shown.published(article, feed.zones.get(article.source.id))
    if stated:
        made.published(_moment(stated))
    for name, url in shown.authors(article):
        made.author({"name": name} | ({"uri": url} if url else {}))
    if address := shown.page(article):
        made.link(href=address, rel="alternate", type="text/html")
    if lead := shown.lead(article):
        _, url, media_type = lead
        kind = {"type": media_type} if media_type else {}
        made.link(href=url, rel="enclosure", **kind)
    for tag in shown.tags(article):
        made.category(term=tag, label=tag)
    if summary := shown.summary(article):
        made.summary(summary, type="text")
    if article.copyright_holder:
        made.rights(line(article.copyright_holder))
    made.content(shown.content(article), type="html")
    return made


def _moment(text: str) -> datetime:
    """Read an instant; offsets of whole minutes only, as RFC 3339 asks."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if not offset or offset.seconds % 60 else moment
