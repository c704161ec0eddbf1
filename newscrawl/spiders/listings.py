"""The walk over a site's sources: listings, feeds and sitemaps, and what they lead to.

Each source leads, within its `max_pages`, to article pages; a listing all of whose
articles are known is not followed further. A page that was taken for an article and
proves to be a listing has its links used, once.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import islice
from typing import Any, Final

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.discover import absolute
from newscrawl.items import escaped
from newscrawl.sites import Listing
from newscrawl.spiders.articles import ArticlePages
from newscrawl.spiders.explore import Explorer
from newscrawl.spiders.responses import (
    body_hash,
    error_name,
    fetched_at,
    header,
    is_half,
)
from newscrawl.spiders.run import Output, Run
from newscrawl.spiders.sources import MAX_SITEMAPS, Source, read_source
from newscrawl.store import PageState

# A listing's pages may bring nothing new to this crawl when others told of them.
MAX_STALE: Final = 3


class Listings:
    """Walks one site's sources; `articles` asks for the article pages they lead to."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._explorer = Explorer()
        self._sitemaps: tuple[str, ...] = ()
        self.articles = ArticlePages(run, self.use_page)

    @property
    def _depth(self) -> int:
        """How many pages of a listing that nobody named are followed."""
        explored = (one for one in self._run.site.sources if one.explore)
        return max((one.max_pages for one in explored), default=1)

    def request(
        self, source: Listing, url: str, page: int = 1, stale: int = 0
    ) -> Request:
        """Return the request for a page of a source, its first where none is said."""
        return Request(
            url,
            self.parse,
            errback=self.lose,
            cb_kwargs={"source": source, "page": page, "stale": stale},
            dont_filter=page == 1,
            priority=1,
        )

    def parse(
        self, response: Response, source: Listing, page: int, stale: int = 0
    ) -> Output:
        """Follow a listing, feed or sitemap to its articles and its next page.

        `stale` counts the pages before it that brought nothing new.
        """
        run = self._run
        run.count("pages")
        run.known.first_time(response.url)
        if is_half(response):
            run.logger.warning("%s: half a page came", escaped(response.url))
            run.count("errors", "HalfPage")
            yield from self._explore(source, 0)
            return
        read = self._read(response, source)
        self._save(response, source, len(read.links))
        yield from self._use(read, source, page, stale)

    def use_page(self, response: Response) -> Output:
        """Use the links of a page that was taken for an article."""
        source = Listing(url=response.url, max_pages=self._depth)
        yield from self._use(self._read(response, source), source, 1, 0)

    def _use(self, read: Source, source: Listing, page: int, stale: int) -> Output:
        """Ask for what a source leads to: articles, its next page, sections."""
        run = self._run
        before = run.known.held
        fresh = 0
        for link in read.links:
            section = link.section or source.section
            for request in self.articles.follow(replace(link, section=section)):
                fresh += 1
                yield request
        stale = 0 if fresh else stale + 1
        is_caught_up = not fresh and run.known.held > before
        goes_on = page < source.max_pages and stale < MAX_STALE and not is_caught_up
        for url in read.further if goes_on else ():
            if run.site.covers(url) and run.known.first_time(url):
                yield self.request(source, url, page + 1, stale)
        if source.explore:
            yield from self._told_machines(read)
            if page == 1 and (fresh or source in run.site.sources):
                self._explorer.add(read.sections)
            if page == 1:
                yield from self._explore(source, fresh)

    def _told_machines(self, read: Source) -> Output:
        """Ask for the feeds that a page names and the sitemaps of robots.txt."""
        run = self._run
        found = [Listing(url=url, kind="feed") for url in read.feeds]
        depth = self._depth
        found += [
            Listing(url=url, kind="sitemap", max_pages=depth) for url in self._sitemaps
        ]
        for one in found:
            if run.site.covers(one.url) and run.known.first_time(one.url):
                yield self.request(one, one.url)

    def read_robots(self, robotparser: Any) -> None:
        """Remember the sitemaps that robots.txt names."""
        stated = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
        home = self._run.site.url
        found = (absolute(home, url) for url in islice(stated, MAX_SITEMAPS))
        self._sitemaps = tuple(url for url in found if url)

    def _explore(self, source: Listing, fresh: int) -> Output:
        """Ask for the next section of a site that is known by its address alone."""
        if not source.explore:
            return
        run = self._run
        self._explorer.note(fresh)
        while (section := self._explorer.next()) is not None:
            url = section.url
            if run.site.covers(url) and run.known.first_time(url):
                named = {"url": url, "section": section.name}
                yield self.request(source.model_copy(update=named), url)
                return

    def _read(self, response: Response, source: Listing) -> Source:
        read = read_source(response, source, self._run.site)
        for note in read.notes:
            said = escaped(note)
            self._run.logger.info("%s: %s", escaped(response.url), said)
        return read

    def _save(self, response: Response, source: Listing, links: int) -> None:
        self._run.store.save_page(
            PageState(
                url=response.url,
                site=self._run.site.name,
                kind=source.kind,
                status=response.status,
                fetched_at=rfc3339(fetched_at(response)),
                outcome="read" if links else "empty",
                etag=header(response, "ETag"),
                last_modified=header(response, "Last-Modified"),
                body_hash=body_hash(response),
            )
        )

    def lose(self, failure: Failure) -> Output:
        """Count a source that could not be read; a guess that was wrong is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source: Listing = request.cb_kwargs["source"]
        is_guess = source not in self._run.site.sources
        if is_guess and isinstance(failure.value, HttpError | IgnoreRequest):
            level = logging.DEBUG
        else:
            level = logging.WARNING
            self._run.count("errors", error_name(failure))
        said = escaped(failure.getErrorMessage())
        self._run.logger.log(level, "%s: %s", escaped(request.url), said)
        yield from self._explore(source, 0)
