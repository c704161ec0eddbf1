"""Atom 1.0 (RFC 4287), written by feedgen: the one module that knows it.

feedgen 1.0.0 has defects that this module repairs, each with a test: of an entry's
links only `href` is written, so that an enclosure becomes a second alternate link and
readers open the photo; entries are put in front of each other; `updated` is now where
nobody sets it; titles have no type, so that one with `<` or `&` is read as HTML;
`source` lacks its id and date; photos have no credit.

A day that a page states without a time stands in `dcterms:created` or
`dcterms:modified` (W3CDTF); `published` is noon of that day in the site's zone, or
absent. The `updated` of an entry's source is the entry's own, so that an entry's bytes
do not change with its neighbours. Photos stand in Media RSS with caption and credit,
the first as the enclosure where its type is known; its length is nowhere stated, and
none is made up. Archives follow RFC 5005, tombstones RFC 6721.
"""

from __future__ import annotations

import html
from datetime import UTC, datetime
from functools import partial

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from newscrawl.publish import entry as shown
from newscrawl.publish.entry import Entry
from newscrawl.publish.feed import Feed, Home
from newscrawl.publish.text import line
from newscrawl.record import Image

_DCTERMS = "http://purl.org/dc/terms/"
_DELETED = "http://purl.org/atompub/tombstones/1.0"
_HISTORY = "http://purl.org/syndication/history/1.0"
_MEDIA = "http://search.yahoo.com/mrss/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK = ("rel", "type", "hreflang", "title", "length")
_MARKUP = frozenset("<&")
_LONGEST = 1_000


def atom(feed: Feed) -> bytes:
    """Return a feed as an Atom document; the same feed gives the same bytes.

    Entries that stand printed are left out: `printed.complete_atom` puts them in.
    """
    made = FeedGenerator()
    made.register_extension("parts", partial(_Parts, feed), None)
    made.id(feed.id)
    made.title(feed.title)
    made.updated(_moment(feed.updated))
    made.author({"name": feed.title})
    made.generator("newscrawl")
    if feed.language:
        made.language(feed.language)
    if feed.home:
        made.link(href=feed.home, rel="alternate", type="text/html")
    if feed.atom_url:
        made.link(href=feed.atom_url, rel="self", type="application/atom+xml")
    if feed.hub:
        made.link(href=feed.hub, rel="hub")
    for rel, href in _archive_links(feed):
        made.link(href=href, rel=rel, type="application/atom+xml")
    for entry in feed.entries:
        if isinstance(entry, Entry):
            made.add_entry(_entry(entry, feed), order="append")
    return bytes(made.atom_str(pretty=True)) + b"\n"


class _Parts(BaseExtension):  # type: ignore[misc]
    """What feedgen knows nothing of, where the feed begins."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Return the prefixes of the namespaces that are used."""
        used = {"dcterms": _DCTERMS, "media": _MEDIA}
        if self._feed.archive:
            used["fh"] = _HISTORY
        if self._feed.withdrawn:
            used["at"] = _DELETED
        return used

    def extend_atom(self, root: etree._Element) -> etree._Element:
        """Add the style, the mark of a final page of an archive, and the tombstones."""
        style = f'type="text/css" href="{self._feed.style}"'
        root.addprevious(etree.ProcessingInstruction("xml-stylesheet", style))
        if self._feed.archive and self._feed.archive.is_final:
            etree.SubElement(root, f"{{{_HISTORY}}}archive")
        for one in self._feed.withdrawn:
            stated = {"ref": one.id, "when": one.when}
            etree.SubElement(root, f"{{{_DELETED}}}deleted-entry", stated)
        return root


class AtomEntry(FeedEntry):  # type: ignore[misc]
    """A feedgen entry that writes its links whole, and what feedgen cannot say."""

    def __init__(self, entry: Entry, home: Home | None) -> None:
        super().__init__()
        self._entry = entry
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
        article = self._entry.article
        for name in ("title", "summary", "rights"):
            _declare(element.find(name))
        if article.language:
            element.set(_LANG, line(article.language))
        if self._home:
            element.append(self._source(self._home))
        for image, url, media_type in shown.photos(article):
            _add_photo(element, image, url, media_type)
        for term, statement in (
            ("created", article.published),
            ("modified", article.modified),
        ):
            if statement and statement.precision in ("year", "month", "day"):
                dated = etree.SubElement(element, f"{{{_DCTERMS}}}{term}")
                dated.text = line(statement.stated)

    def _source(self, home: Home) -> etree._Element:
        source = etree.Element("source")
        etree.SubElement(source, "id").text = home.id
        etree.SubElement(source, "title").text = home.title
        etree.SubElement(source, "updated").text = self._entry.updated
        if home.atom_url:
            attributes = {"rel": "self", "href": home.atom_url}
            etree.SubElement(source, "link", attributes)
        return source


def _add_photo(
    element: etree._Element, image: Image, url: str, media_type: str | None
) -> None:
    """Add a photo as Media RSS tells it: https://www.rssboard.org/media-rss."""
    stated = {"url": url, "medium": "image"}
    if media_type:
        stated["type"] = media_type
    for name, size in (("width", image.width), ("height", image.height)):
        if size:
            stated[name] = str(size)
    content = etree.SubElement(element, f"{{{_MEDIA}}}content", stated)
    if caption := line(image.caption or "")[:_LONGEST]:
        description = etree.SubElement(content, f"{{{_MEDIA}}}description")
        description.set("type", "plain")
        description.text = caption
    if credit := line(image.credit or "")[:_LONGEST]:
        etree.SubElement(content, f"{{{_MEDIA}}}credit").text = credit


def _declare(element: etree._Element | None) -> None:
    """Say of a plain text with `<` or `&` that it is text, by writing it as HTML."""
    if element is not None and _MARKUP & set(element.text or ""):
        element.set("type", "html")
        element.text = html.escape(element.text or "", quote=False)


def _archive_links(feed: Feed) -> list[tuple[str, str]]:
    archive = feed.archive
    if archive is None:
        return []
    links = (
        ("current", archive.current),
        ("prev-archive", archive.previous),
        ("next-archive", archive.next),
    )
    return [(rel, href) for rel, href in links if href]


def _entry(entry: Entry, feed: Feed) -> AtomEntry:
    article = entry.article
    made = AtomEntry(entry, feed.homes.get(article.source.id))
    made.id(article.id)
    made.title(shown.title(article))
    made.updated(_moment(entry.updated))
    stated = shown.published(article, feed.zones.get(article.source.id))
    if stated:
        made.published(_moment(stated))
    for name, url in shown.authors(article):
        made.author({"name": name} | ({"uri": url} if url else {}))
    if address := shown.page(article):
        made.link(href=address, rel="alternate", type="text/html")
    lead = shown.lead(article)
    if lead and lead[2]:
        made.link(href=lead[1], rel="enclosure", type=lead[2])
    for tag in shown.tags(article):
        made.category(term=tag, label=tag)
    if summary := shown.summary(article):
        made.summary(summary, type="text")
    if article.copyright_holder:
        made.rights(line(article.copyright_holder)[:_LONGEST])
    if feed.is_full or not summary:
        made.content(entry.content, type="html")
    return made


def _moment(text: str) -> datetime:
    """Read an instant; offsets of whole minutes only, as RFC 3339 asks."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if not offset or offset.seconds % 60 else moment
