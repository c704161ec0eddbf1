"""The pages of the folder: which there are, and what of the store they tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newscrawl.publish.output import Output
from newscrawl.publish.pages import (
    Listed,
    SiteHealth,
    feed_page,
    index_page,
    stylesheet,
)
from newscrawl.record import Article
from newscrawl.store import Store

_HTML = "text/html"


class FolderPages:
    """Writes pages; `sites` are the sources' ids by the name of their feed."""

    def __init__(self, store: Store, output: Output, sites: Mapping[str, str]) -> None:
        self._store = store
        self._output = output
        self._sites = sites

    def write_feed(self, feed: Listed, articles: Sequence[Article]) -> None:
        """Write the page of a feed that holds these articles."""
        source = self._sites.get(feed.name)
        figures = self._store.figures(source) if source else None
        page = feed_page(feed, articles, figures)
        self._output.write(path_of(feed.name), _HTML, [page], records=len(articles))

    def write_index(self, feeds: Sequence[Listed], newest: Sequence[Article]) -> None:
        """Write the index of these feeds, and the style of all feeds."""
        crawls = self._store.last_good_crawls()
        sites = [
            SiteHealth(
                feed=feed,
                figures=self._store.figures(self._sites[feed.name]),
                last_crawl=crawls.get(self._sites[feed.name]),
            )
            for feed in feeds
            if feed.name in self._sites
        ]
        page = index_page(feeds, newest, sites)
        self._output.write("index.html", _HTML, [page])
        self._output.write("feed.css", "text/css", [stylesheet()])


def path_of(feed: str) -> str:
    """Return the path of a feed's page."""
    return f"pages/{feed}.html"
