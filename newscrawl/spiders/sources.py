"""Read a source as what it proves to be: a listing, a feed, a sitemap, WordPress posts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from scrapy.http import Response

from newscrawl.discover import (
    FoundLink,
    Section,
    absolute,
    read_feed,
    read_listing,
    read_sitemap,
    read_wordpress,
)
from newscrawl.markup import Document, read_document
from newscrawl.sites import Listing, Site
from newscrawl.spiders.responses import header

# The newest of a sitemap, and as many sitemaps of an index: a crawl is no archive.
MAX_SITEMAPS: Final = 50
MAX_SITEMAP_LINKS: Final = 2_000
# Where systems keep them, for a site that names none.
FEED_PLACES: Final = ("/feed/", "/rss.xml")
SITEMAP_PLACES: Final = ("/sitemap.xml",)
_FEED_STARTS: Final = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"{")


@dataclass(frozen=True, slots=True)
class Source:
    """What a source leads to: articles, its further pages, sections and feeds.

    `notes` say what of it had to be repaired.
    """

    links: tuple[FoundLink, ...] = ()
    further: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    feeds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_source(response: Response, source: Listing, site: Site) -> Source:
    """Return what a source's response leads to; never raises for its content."""
    kind = header(response, "Content-Type")
    if source.kind == "sitemap":
        return _read_sitemap(response)
    if source.kind == "wordpress":
        posts = read_wordpress(response.body, response.url)
        return Source(posts.links, notes=posts.notes)
    head = response.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks_like_feed = head.startswith(_FEED_STARTS) and b"<html" not in head
    if source.kind == "feed" or (looks_like_feed and b"xhtml" not in head):
        feed = read_feed(response.body, response.url, kind)
        return Source(feed.links, notes=feed.notes)
    if not response.body.strip():
        return Source()
    return read_list(read_document(response.body, response.url, kind), site)


def read_list(document: Document, site: Site) -> Source:
    """Return what a listing page leads to."""
    page = read_listing(document, site=site)
    further = (page.next_page,) if page.next_page else ()
    return Source(page.links, further, page.sections, page.feeds)


def _read_sitemap(response: Response) -> Source:
    sitemap = read_sitemap(response.body, response.url)
    newest = sorted(sitemap.links, key=lambda link: link.date or "", reverse=True)
    return Source(
        tuple(newest[:MAX_SITEMAP_LINKS]),
        sitemap.sitemaps[:MAX_SITEMAPS],
        notes=sitemap.notes,
    )


def stated_sitemaps(robotparser: Any, home: str) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names, as Scrapy's parser holds it."""
    stated = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
    found = (absolute(home, url) for url in islice(stated, MAX_SITEMAPS))
    return tuple(url for url in found if url)
