"""The pages of the folder: which there are, and what of the store they tell."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.publish.feed import Feed
from newscrawl.publish.membership import ALL, site_name
from newscrawl.publish.opml import Outline
from newscrawl.publish.output import Output
from newscrawl.publish.pages import (
    FRESH,
    Shown,
    SiteHealth,
    SiteState,
    feed_page,
    headline_line,
    index_page,
    stylesheet,
)
from newscrawl.publish.printed import Printed
from newscrawl.record import from_json
from newscrawl.store import Store

_HTML = "text/html"


class FolderPages:
    """Writes the pages of one state of a store."""

    def __init__(self, store: Store, output: Output) -> None:
        self._store = store
        self._output = output
        self._sources = {site_name(one.id): one.id for one in store.sources()}

    def write_feed(self, feed: Feed) -> None:
        """Write the page of a feed."""
        source = self._sources.get(feed.name)
        site = None
        if source:
            listed = self._store.listed(feed.name, len(feed.entries))
            articles = [from_json(one.record) for one in listed]
            site = SiteState(self._store.figures(source), articles)
        shown = Shown(
            name=feed.name, title=feed.title, home=feed.home, language=feed.language
        )
        lines = [
            entry.line
            if isinstance(entry, Printed)
            else headline_line(entry.article, of_site=source is not None)
            for entry in feed.entries
        ]
        page = feed_page(shown, lines, feed.updated[:10], site)
        self._output.write(path_of(feed.name), _HTML, page, records=len(lines))

    def write_index(self, feeds: Sequence[tuple[str, Outline]]) -> None:
        """Write the index of feeds, each with its name, and the style of all.

        Crawls after the one that made the newest event are left out: what finds nothing
        new changes no byte.
        """
        crawls = self._store.last_good_crawls(self._store.state().run or 0)
        shown = [
            Shown(name=name, title=one.title, home=one.home, language=one.language)
            for name, one in feeds
        ]
        sites = [
            SiteHealth(
                feed=feed,
                figures=self._store.figures(self._sources[feed.name]),
                last_crawl=crawls.get(self._sources[feed.name]),
            )
            for feed in shown
            if feed.name in self._sources
        ]
        newest = [from_json(one.record) for one in self._store.listed(ALL, FRESH)]
        page = index_page(shown, newest, sites)
        self._output.write("index.html", _HTML, page)
        self._output.write("feed.css", "text/css", stylesheet())


def path_of(feed: str) -> str:
    """Return the path of a feed's page."""
    return f"pages/{feed}.html"
