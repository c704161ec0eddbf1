"""Note when a response was fetched, for the spider to read in its meta."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.clock import Clock, run_clock


class FetchTimeMiddleware:
    """Set `fetched_at`, an aware datetime, in the meta of each answered request.

    A response from an archive has the archive's date already.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware with the run's clock."""
        return cls(run_clock(crawler.settings))

    def process_response(self, request: Request, response: Response) -> Response:
        """Note the time; the response goes on as it is."""
        if "replayed" not in request.meta:
            request.meta["fetched_at"] = self._clock()
        return response
