"""End a crawl whose store fails, with one line, instead of a traceback a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, Self, runtime_checkable

from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.errors import StoreError


@runtime_checkable
class Fallible(Protocol):
    """A spider that can be told that the store failed."""

    def fail(self, error: StoreError) -> None:
        """End the crawl."""


class StoreFaultMiddleware:
    """Hand a store's error, wherever a callback met it, to the spider."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware with the crawler whose spider it tells."""
        return cls(crawler)

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[Any] | None:
        """End the crawl on a StoreError; any other error is somebody else's."""
        spider = self._crawler.spider
        if not isinstance(exception, StoreError) or not isinstance(spider, Fallible):
            return None
        spider.fail(exception)
        return []
