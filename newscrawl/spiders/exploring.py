"""What is found of a site that is known by its address alone: sections and machines.

Feeds are those that a page names, sitemaps those of robots.txt; for a site that names
neither the places where systems keep them are tried, and not again soon where they fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from newscrawl.discover import Section
from newscrawl.page import RawArticle
from newscrawl.sites import Listing
from newscrawl.spiders.explore import Explorer
from newscrawl.spiders.known import RETRY_REFUSED
from newscrawl.spiders.run import Run
from newscrawl.spiders.source_looks import SourceLooks
from newscrawl.spiders.sources import (
    FEED_PLACES,
    SITEMAP_PLACES,
    Source,
    stated_sitemaps,
)
from newscrawl.store import SourceYield


class Exploration:
    """The sources of one site that nobody named, each told of once."""

    def __init__(
        self, run: Run, looks: SourceLooks, before: Mapping[str, SourceYield]
    ) -> None:
        self._run = run
        self._looks = looks
        self._before = before
        self._explorer = Explorer(before)
        self._sitemaps: tuple[str, ...] = ()
        self._ended: Listing | None = None

    @property
    def depth(self) -> int:
        """How many pages of a listing that nobody named are followed."""
        explored = (one for one in self._run.site.sources if one.explore)
        return max((one.max_pages for one in explored), default=1)

    def read_robots(self, robotparser: Any) -> None:
        """Remember the sitemaps that robots.txt names."""
        self._sitemaps = stated_sitemaps(robotparser, self._run.site.url)

    def machines(self, read: Source, source: Listing) -> Iterator[Listing]:
        """Yield the feeds that a page names, and the site's sitemaps."""
        is_home = source in self._run.site.sources
        feeds, sitemaps = read.feeds, self._sitemaps
        if is_home and not feeds and not sitemaps:
            feeds = tuple(urljoin(source.url, at) for at in FEED_PLACES)
            sitemaps = tuple(urljoin(source.url, at) for at in SITEMAP_PLACES)
        depth = self.depth
        found = [Listing(url=url, kind="feed") for url in feeds]
        found += [Listing(url=url, kind="sitemap", max_pages=depth) for url in sitemaps]
        for one in found:
            is_wanted = self._run.site.covers(one.url) and self._looks.is_tried(one.url)
            if is_wanted and self._run.known.first_time(one.url):
                yield one

    def add(self, sections: tuple[Section, ...]) -> None:
        """Take the sections of a page in."""
        self._explorer.add(sections)

    def learn(self, article: RawArticle) -> Listing | None:
        """Take in where an article says that it belongs.

        Return a section that it names where the search had ended without it.
        """
        self._explorer.name(article.section, article.breadcrumbs)
        ended, self._ended = self._ended, None
        if ended is None or not self._explorer.has_named:
            self._ended = ended
            return None
        return self.next(ended, None)

    def next(self, source: Listing, brought: int | None) -> Listing | None:
        """Return the section to look at after a source that brought so much.

        None of `brought` says that nothing can be told of it: the page is as it was.
        """
        if not source.explore:
            return None
        if brought is not None:
            self._explorer.note(brought)
        while (section := self._explorer.next()) is not None:
            url = section.url
            if self._run.site.covers(url) and self._is_worth(url):
                named = {"url": url, "section": section.name or None}
                return source.model_copy(update=named)
        self._ended = source
        return None

    def _is_worth(self, url: str) -> bool:
        """Say whether a section is worth a request: not one that had no article lately."""
        before = self._before.get(url)
        if before is not None and not before.links:
            looked = datetime.fromisoformat(before.visited)
            if timedelta() <= self._run.clock() - looked < RETRY_REFUSED:
                return False
        return self._looks.is_tried(url) and self._run.known.first_time(url)
