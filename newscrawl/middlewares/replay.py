"""Answer every request from web archives; nothing touches the network.

A request that no archive holds is answered with 404. The fetch time is the archive's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import safe_url_string

from newscrawl.archive import Position, index, response_at
from newscrawl.clock import Clock, run_clock

# The archive's reader undid the codings that these headers name.
_UNDONE: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})


class ReplayMiddleware:
    """Take each response from the archives of NEWSCRAWL_REPLAY, a list of paths."""

    def __init__(self, positions: dict[str, Position], clock: Clock) -> None:
        self._positions = positions
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Index the archives; not configured where the setting is empty."""
        paths = crawler.settings.getlist("NEWSCRAWL_REPLAY")
        if not paths:
            raise NotConfigured
        found = index(Path(path) for path in paths)
        spelled = {safe_url_string(url): place for url, place in found.items()}
        return cls(spelled | found, run_clock(crawler.settings))

    def process_request(self, request: Request) -> Response:
        """Return the archived response, or 404."""
        position = self._positions.get(request.url)
        if position is None:
            request.meta["archive"] = None
            request.meta["fetched_at"] = self._clock()
            return Response(request.url, status=404, request=request)
        found = response_at(position)
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
            request=request,
        )
