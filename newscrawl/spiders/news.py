"""The news spider: from a site's sources to its article pages.

`listings` walks the sources, `articles` reads the pages they lead to, `continued`
joins an article that is told on several; here they are put together, opened and
closed. An article that the store knows is not fetched again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

import newscrawl
from newscrawl.clock import run_clock
from newscrawl.errors import NewscrawlError, StoreError
from newscrawl.sites import Site
from newscrawl.spiders.frontier import Frontier
from newscrawl.spiders.known import Known
from newscrawl.spiders.listings import Listings
from newscrawl.spiders.reach import Reach
from newscrawl.spiders.remembering import PageReader
from newscrawl.spiders.responses import error_name
from newscrawl.spiders.run import Run
from newscrawl.spiders.trust import Trust
from newscrawl.store import Store, open_rehearsal, open_store


class NewsSpider(scrapy.Spider):
    """Crawl one site; `spider_class` makes the class of each."""

    site: ClassVar[Site]
    addresses: ClassVar[tuple[str, ...]] = ()
    allowed_domains: ClassVar[list[str]]

    store: Store
    run_id: int = 0
    failure: StoreError | None = None
    _run: Run
    _listings: Listings

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider with the store open and the site held.

        Raises StoreError when the store cannot be used, SiteBusyError when another
        crawl of the site is running.
        """
        spider = super().from_crawler(crawler, *args, **kwargs)
        is_tried = crawler.settings.getbool("NEWSCRAWL_DRY_RUN")
        opens = open_rehearsal if is_tried else open_store
        spider.store = opens(crawler.settings["NEWSCRAWL_DATABASE"])
        check_every = crawler.settings.getint("NEWSCRAWL_CHECK_EVERY")
        try:
            spider.store.hold(cls.site.name)
            spider._run = spider._open_run(crawler)
            spider._listings = Listings(spider._run, check_every)
        except NewscrawlError:
            spider.store.close()
            raise
        crawler.signals.connect(spider._go_on, signals.spider_idle)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        crawler.signals.connect(spider._count_error, signals.spider_error)
        crawler.signals.connect(spider._read_robots, signals.robots_parsed)
        return spider

    def _open_run(self, crawler: Crawler) -> Run:
        clock = run_clock(crawler.settings)
        reach = Reach.from_settings(crawler.settings)
        name = self.site.name
        return Run(
            site=self.site,
            store=self.store,
            known=Known(self.site, self.store, clock),
            reader=PageReader(self.site, self.store),
            trust=Trust(self.store.discovery.shapes(name)),
            frontier=Frontier(name, self.store, reach, clock),
            reach=reach,
            clock=clock,
            crawler=crawler,
            logger=self.logger,
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
            for request in self._listings.articles.given(url):
                yield request
        if not self.addresses:
            for request in self._listings.start():
                yield request
            for request in self._listings.articles.due():
                yield request

    def fail(self, error: StoreError) -> None:
        """End the crawl with one line, since the store cannot be used."""
        if self.failure is not None:
            return
        self.failure = error
        self.logger.error("%s", error)
        engine = self._run.crawler.engine
        assert engine is not None
        closing = engine.close_spider_async(reason="store-error")
        self._closing = asyncio.ensure_future(closing)

    def _go_on(self) -> None:
        """Ask for what waits; with nothing left, note what only the end can tell."""
        if self.failure is not None:
            return
        engine = self._run.crawler.engine
        assert engine is not None
        waiting = list(self._listings.backlog.refill())
        for request in waiting:
            engine.crawl(request)
        if waiting:
            raise DontCloseSpider
        try:
            self._listings.articles.revisits.settle(self.run_id)
        except StoreError as error:
            self.fail(error)

    def _read_robots(self, robotparser: Any) -> None:
        self._listings.exploration.read_robots(robotparser)

    def _count_error(self, failure: Failure) -> None:
        self._run.count("errors", error_name(failure))

    def _close_store(self, reason: str) -> None:
        try:
            if self.failure is None:
                self._remember(reason)
        except StoreError as error:
            self.failure = error
            self.logger.error("%s", error)
        finally:
            self.store.close()

    def _remember(self, reason: str) -> None:
        """Store what the crawl learned; what waits is done with when it has finished."""
        self._run.reader.save(self._run.clock())
        trust = self._run.trust
        if trust.has_learned:
            self.store.discovery.save_shapes(self.site.name, trust.shapes)
        if reason == "finished" and not self.addresses:
            self._run.frontier.close()
