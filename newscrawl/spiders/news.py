"""The news spider: from a site's sources to its article pages.

`listings` walks the sources, `articles` reads the pages they lead to, `continued`
joins an article that is told on several; here they are put together, opened and
closed. An article that the store knows is not fetched again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, ClassVar, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

import newscrawl
from newscrawl.clock import run_clock
from newscrawl.sites import Listing, Site
from newscrawl.spiders.known import Known
from newscrawl.spiders.listings import Listings
from newscrawl.spiders.remembering import PageReader
from newscrawl.spiders.responses import error_name
from newscrawl.spiders.run import Run
from newscrawl.store import Store, open_store


class NewsSpider(scrapy.Spider):
    """Crawl one site; `spider_class` makes the class of each."""

    site: ClassVar[Site]
    addresses: ClassVar[tuple[str, ...]] = ()
    allowed_domains: ClassVar[list[str]]

    store: Store
    _run: Run
    _listings: Listings

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider with the store open; raises StoreError when it cannot be."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.store = open_store(crawler.settings["NEWSCRAWL_DATABASE"])
        spider._run = spider._open_run(crawler)
        spider._listings = Listings(spider._run)
        crawler.signals.connect(spider._close_store, signals.spider_closed)
        crawler.signals.connect(spider._count_error, signals.spider_error)
        crawler.signals.connect(spider._read_robots, signals.robots_parsed)
        return spider

    def _open_run(self, crawler: Crawler) -> Run:
        clock = run_clock(crawler.settings)
        return Run(
            site=self.site,
            store=self.store,
            known=Known(self.site, self.store, clock),
            reader=PageReader(self.site, self.store),
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
            for source in self.site.sources or (Listing(url=self.site.url),):
                yield self._listings.request(source, source.url)

    def _read_robots(self, robotparser: Any) -> None:
        self._listings.read_robots(robotparser)

    def _count_error(self, failure: Failure) -> None:
        self._run.count("errors", error_name(failure))

    def _close_store(self) -> None:
        self._run.reader.save(self._run.clock())
        self.store.close()
