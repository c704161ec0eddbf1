"""Bytes in, links out: listings, feeds and sitemaps that lead to articles."""

from newscrawl.discover.address import absolute
from newscrawl.discover.feeds import read_feed
from newscrawl.discover.links import Feed, FoundLink, ListingPage, Section, Sitemap
from newscrawl.discover.listing import read_listing
from newscrawl.discover.recall import Recall, estimate
from newscrawl.discover.refused import RefusedLink, read_refused
from newscrawl.discover.shapes import shape_of
from newscrawl.discover.sitemaps import read_sitemap
from newscrawl.discover.traps import Trap, find_trap, leads_astray
from newscrawl.discover.wordpress import read_wordpress

__all__ = [
    "Feed",
    "FoundLink",
    "ListingPage",
    "Recall",
    "RefusedLink",
    "Section",
    "Sitemap",
    "Trap",
    "absolute",
    "estimate",
    "find_trap",
    "leads_astray",
    "read_feed",
    "read_listing",
    "read_refused",
    "read_sitemap",
    "read_wordpress",
    "shape_of",
]
