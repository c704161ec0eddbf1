"""The news spider: from a site's sources to its article pages.

Each source leads, within its `max_pages`, to article pages; an article that the store
knows is not fetched again, and a listing all of whose articles are known is not
followed further. An article told on several pages is joined in order. A page that
proves to be a listing has its links used, once.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, ClassVar, Final, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

import newscrawl
from newscrawl.clock import Clock, rfc3339, run_clock
from newscrawl.discover import FoundLink, absolute
from newscrawl.items import ArticleItem, RefusedItem, escaped
from newscrawl.markup import read_document
from newscrawl.page import RawArticle, Refusal
from newscrawl.sites import Listing, Site
from newscrawl.spiders.continued import MAX_PAGES, joined
from newscrawl.spiders.explore import Explorer
from newscrawl.spiders.known import Known
from newscrawl.spiders.remembering import PageReader
from newscrawl.spiders.responses import (
    body_hash,
    error_name,
    fetch_facts,
    fetched_at,
    header,
    is_half,
)
from newscrawl.spiders.sources import MAX_SITEMAPS, Source, read_source
from newscrawl.store import PageState, Store, open_store

Output = Iterator[Request | ArticleItem | RefusedItem]

# A listing's pages may bring nothing new to this crawl when others told of them.
MAX_STALE: Final = 3


@dataclass(slots=True)
class _Told:
    """An article of several pages while they are read: what is known, what is left."""

    item: ArticleItem
    rest: list[str]
    seen: set[str]


class NewsSpider(scrapy.Spider):
    """Crawl one site; `spider_class` makes the class of each."""

    site: ClassVar[Site]
    addresses: ClassVar[tuple[str, ...]] = ()
    allowed_domains: ClassVar[list[str]]

    store: Store
    _known: Known
    _reader: PageReader
    _clock: Clock
    _explorer: Explorer
    _sitemaps: tuple[str, ...] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider with the store open; raises StoreError when it cannot be."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = open_store(crawler.settings["NEWSCRAWL_DATABASE"])
        spider._clock = run_clock(crawler.settings)
        spider._explorer = Explorer()
        spider._known = Known(cls.site, spider.store, spider._clock)
        spider._reader = PageReader(cls.site, spider.store)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        crawler.signals.connect(spider._count_error, signals.spider_error)
        crawler.signals.connect(spider._read_robots, signals.robots_parsed)
        return spider

    @property
    def _depth(self) -> int:
        """How many pages of a listing that nobody named are followed."""
        return max(
            (one.max_pages for one in self.site.sources if one.explore), default=1
        )

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add the site's delay and the contact to the settings."""
        super().update_settings(settings)
        contact = settings.get("NEWSCRAWL_CONTACT")
        if contact:
            agent = f"newscrawl/{newscrawl.__version__} (+{contact})"
            settings.set("USER_AGENT", agent, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request for each given address, or for each source of the site."""
        for url in self.addresses:
            if not self.site.is_continued_url(url) and self._known.first_time(url):
                yield self._article_request(url, None, hops=1)
        if not self.addresses:
            for source in self.site.sources or (Listing(url=self.site.url),):
                yield self._source_request(source, source.url, 1)

    # Sources

    def _source_request(
        self, source: Listing, url: str, page: int, stale: int = 0
    ) -> Request:
        return Request(
            url,
            self.parse_source,
            errback=self.lose_source,
            cb_kwargs={"source": source, "page": page, "stale": stale},
            dont_filter=page == 1,
            priority=1,
        )

    def parse_source(
        self, response: Response, source: Listing, page: int, stale: int = 0
    ) -> Output:
        """Follow a listing, feed or sitemap to its articles and its next page.

        `stale` counts the pages before it that brought nothing new.
        """
        self._count("pages")
        self._known.first_time(response.url)
        if is_half(response):
            self.logger.warning("%s: half a page came", escaped(response.url))
            self._count("errors", "HalfPage")
            yield from self._explore(source, 0)
            return
        read = self._read_source(response, source)
        self._save_source(response, source, len(read.links))
        yield from self._use(read, source, page, stale)

    def _use(self, read: Source, source: Listing, page: int, stale: int) -> Output:
        """Ask for what a source leads to: articles, its next page, sections."""
        before = self._known.held
        fresh = 0
        for link in read.links:
            section = link.section or source.section
            for request in self._follow(replace(link, section=section)):
                fresh += 1
                yield request
        stale = 0 if fresh else stale + 1
        is_caught_up = not fresh and self._known.held > before
        goes_on = page < source.max_pages and stale < MAX_STALE and not is_caught_up
        for url in read.further if goes_on else ():
            if self.site.covers(url) and self._known.first_time(url):
                yield self._source_request(source, url, page + 1, stale)
        if source.explore:
            yield from self._told_machines(read)
            if page == 1 and (fresh or source in self.site.sources):
                self._explorer.add(read.sections)
            if page == 1:
                yield from self._explore(source, fresh)

    def _told_machines(self, read: Source) -> Output:
        """Ask for the feeds that a page names and the sitemaps of robots.txt."""
        found = [Listing(url=url, kind="feed") for url in read.feeds]
        depth = self._depth
        found += [
            Listing(url=url, kind="sitemap", max_pages=depth) for url in self._sitemaps
        ]
        for one in found:
            if self.site.covers(one.url) and self._known.first_time(one.url):
                yield self._source_request(one, one.url, 1)

    def _read_robots(self, robotparser: Any) -> None:
        """Remember the sitemaps that robots.txt names."""
        stated = getattr(getattr(robotparser, "rp", None), "sitemaps", ())
        found = (absolute(self.site.url, url) for url in islice(stated, MAX_SITEMAPS))
        self._sitemaps = tuple(url for url in found if url)

    def _explore(self, source: Listing, fresh: int) -> Output:
        """Ask for the next section of a site that is known by its address alone."""
        if not source.explore:
            return
        self._explorer.note(fresh)
        while (section := self._explorer.next()) is not None:
            url = section.url
            if self.site.covers(url) and self._known.first_time(url):
                named = {"url": url, "section": section.name}
                yield self._source_request(source.model_copy(update=named), url, 1)
                return

    def _read_source(self, response: Response, source: Listing) -> Source:
        read = read_source(response, source, self.site)
        for note in read.notes:
            self.logger.info("%s: %s", escaped(response.url), escaped(note))
        return read

    def _save_source(self, response: Response, source: Listing, links: int) -> None:
        self.store.save_page(
            PageState(
                url=response.url,
                site=self.site.name,
                kind=source.kind,
                status=response.status,
                fetched_at=rfc3339(fetched_at(response)),
                outcome="read" if links else "empty",
                etag=header(response, "ETag"),
                last_modified=header(response, "Last-Modified"),
                body_hash=body_hash(response),
            )
        )

    def lose_source(self, failure: Failure) -> Output:
        """Count a source that could not be read; a guess that was wrong is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source: Listing = request.cb_kwargs["source"]
        is_guess = source not in self.site.sources
        if is_guess and isinstance(failure.value, HttpError | IgnoreRequest):
            level = logging.DEBUG
        else:
            level = logging.WARNING
            self._count("errors", error_name(failure))
        said = escaped(failure.getErrorMessage())
        self.logger.log(level, "%s: %s", escaped(request.url), said)
        yield from self._explore(source, 0)

    # Articles

    def _follow(self, link: FoundLink, hops: int = 0) -> Iterator[Request]:
        """Yield the request for an article that is neither known nor foreign."""
        url = link.url
        if not self.site.covers(url) or self.site.is_article_url(url) is False:
            return
        if self.site.is_continued_url(url) or not self._known.first_time(url):
            return
        if self._known.holds(url):
            self._count("known")
            return
        yield self._article_request(url, link, hops)

    def _article_request(self, url: str, found: FoundLink | None, hops: int) -> Request:
        return Request(
            url,
            self.parse_article,
            errback=self.lose_article,
            cb_kwargs={"found": found, "hops": hops},
        )

    def parse_article(
        self, response: Response, found: FoundLink | None, hops: int
    ) -> Output:
        """Read an article page: an article, the first of several pages, or a refusal.

        `hops` counts the refused pages that led here.
        """
        self._count("pages")
        read = self._read(response)
        if isinstance(read, Refusal):
            yield self._refused_item(response, read.reason, read.detail)
            if read.reason == "listing" and hops == 0:
                source = Listing(url=response.url, max_pages=self._depth)
                leads = self._read_source(response, source)
                yield from self._use(leads, source, 1, 0)
            return
        if isinstance(read, str):
            yield self._refused_item(response, read, "the connection ended early")
            return
        item = ArticleItem(
            site=self.site,
            raw=read,
            fetch=fetch_facts(response),
            body_hash=body_hash(response),
            found=found,
        )
        seen = {response.url}
        yield from self._go_on(_Told(item, list(read.continued), seen))

    def _read(
        self, response: Response, *, is_continued: bool = False
    ) -> RawArticle | Refusal | str:
        if is_half(response):
            return "half-page"
        if not response.body.strip():
            return Refusal(response.url, "empty", "the body is empty")
        kind = header(response, "Content-Type")
        document = read_document(response.body, response.url, kind)
        at = fetched_at(response)
        return self._reader.read(document, at, is_continued=is_continued)

    def _go_on(self, told: _Told) -> Output:
        """Yield the request for an article's next page, or the article at its end."""
        while told.rest and len(told.seen) < MAX_PAGES:
            url = told.rest.pop(0)
            if url not in told.seen and self.site.covers(url):
                told.seen.add(url)
                yield Request(
                    url,
                    self.parse_continued,
                    errback=self.lose_continued,
                    cb_kwargs={"told": told},
                    dont_filter=True,
                    priority=10,
                )
                return
        yield told.item

    def parse_continued(self, response: Response, told: _Told) -> Output:
        """Join one more page to an article."""
        self._count("pages")
        read = self._read(response, is_continued=True)
        if isinstance(read, RawArticle):
            told.item.raw = joined(told.item.raw, read)
            told.rest.extend(read.continued)
        else:
            self._lose_part(told, response.url)
        yield from self._go_on(told)

    def lose_continued(self, failure: Failure) -> Output:
        """Go on with an article one of whose pages could not be read."""
        request: Request = failure.request  # type: ignore[attr-defined]
        told: _Told = request.cb_kwargs["told"]
        self._lose_part(told, request.url)
        yield from self._go_on(told)

    def _lose_part(self, told: _Told, url: str) -> None:
        self.logger.warning("%s: a page of the article is missing", escaped(url))
        told.item.raw = replace(told.item.raw, content_status="partial")

    def lose_article(self, failure: Failure) -> Output:
        """Drop a page that may not be had; count a request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HttpError):
            response = failure.value.response
            said = f"the server answered {response.status}"
            yield self._refused_item(response, f"http-{response.status}", said)
        elif isinstance(failure.value, IgnoreRequest):
            request.meta.setdefault("fetched_at", self._clock())
            nothing = Response(request.url, status=0, request=request)
            yield self._refused_item(nothing, "robots", failure.getErrorMessage())
        else:
            self._count("errors", error_name(failure))
            said = failure.getErrorMessage()
            self.logger.warning("%s: %s", escaped(request.url), escaped(said))

    def _refused_item(self, response: Response, reason: str, said: str) -> RefusedItem:
        return RefusedItem(
            site=self.site,
            url=response.url,
            status=response.status,
            fetched_at=rfc3339(fetched_at(response)),
            reason=reason,
            detail=said,
        )

    # Counting

    def _count(self, key: str, part: str | None = None) -> None:
        stats = self.crawler.stats
        assert stats is not None
        stats.inc_value(f"newscrawl/{key}")
        if part:
            stats.inc_value(f"newscrawl/{key}/{part}")

    def _count_error(self, failure: Failure) -> None:
        self._count("errors", error_name(failure))

    def _close_store(self) -> None:
        self._reader.save(self._clock())
        self.store.close()
