"""Answer every request from web archives, in their time; nothing touches the network.

A request that no archive holds is answered with 404. The fetch time is the archive's.
"""

from __future__ import annotations

from typing import Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from newscrawl.archive import Timeline, timeline_of
from newscrawl.clock import Clock, run_clock

# The archive's reader undid the codings that these headers name.
_UNDONE: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ReplayMiddleware:
    """Take each response from the archives of NEWSCRAWL_REPLAY, a list of paths."""

    def __init__(self, crawler: Crawler, timeline: Timeline, clock: Clock) -> None:
        self._crawler = crawler
        self._timeline = timeline
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the archives; not configured where the setting is empty."""
        paths = crawler.settings.getlist("NEWSCRAWL_REPLAY")
        if not paths:
            raise NotConfigured
        middleware = cls(crawler, timeline_of(paths), run_clock(crawler.settings))
        crawler.signals.connect(middleware.open, signals.spider_opened)
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def open(self) -> None:
        """Let the archives wait while the crawl is at work."""
        self._timeline.watch(self._is_busy)

    def close(self) -> None:
        """Let the archives go on without the crawl."""
        self._timeline.unwatch(self._is_busy)

    async def process_request(self, request: Request) -> Response:
        """Return the archived response when its turn has come, or 404."""
        request.meta["replayed"] = True
        found = await self._timeline.answer(request.url)
        if found is None:
            request.meta["archive"] = None
            request.meta["fetched_at"] = self._clock()
            return Response(request.url, status=404, request=request)
        request.meta["archive"] = found.record_id
        request.meta["fetched_at"] = found.at
        headers = Headers()
        for name, value in found.headers:
            if name.lower() not in _UNDONE:
                headers.appendlist(name, value)
        kind = responsetypes.from_args(headers, request.url, body=found.body[:1000])
        return kind(
            request.url,
            status=found.status,
            headers=headers,
            body=found.body,
            flags=["dataloss"] if found.is_cut else None,
            request=request,
        )

    def _is_busy(self) -> bool:
        engine = self._crawler.engine
        slot = engine.scraper.slot if engine is not None else None
        return slot is not None and not slot.is_idle()
