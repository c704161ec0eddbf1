"""Bytes in, links out: listings, feeds and sitemaps that lead to articles."""

from newscrawl.discover.address import absolute
from newscrawl.discover.feeds import read_feed
from newscrawl.discover.links import Feed, FoundLink, ListingPage, Section, Sitemap
from newscrawl.discover.listing import read_listing
from newscrawl.discover.refused import RefusedLink, read_refused
from newscrawl.discover.shapes import shape_of
from newscrawl.discover.sitemaps import read_sitemap

__all__ = [
    "Feed",
    "FoundLink",
    "ListingPage",
    "RefusedLink",
    "Section",
    "Sitemap",
    "absolute",
    "read_feed",
    "read_listing",
    "read_refused",
    "read_sitemap",
    "shape_of",
]
