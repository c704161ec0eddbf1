"""Obey robots.txt as RFC 9309 says, and say in one line when it cannot be had.

Scrapy's own middleware takes every failure for permission. Here a robots.txt that
cannot be reached, or is answered with 5xx or 429, forbids the whole host (RFC 9309,
2.3.1.4); any other 4xx allows it (2.3.1.3). A file is kept for 24 hours at most (2.4),
a failure for one. The pause that it asks for is kept from then on.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

from newscrawl.clock import run_clock
from newscrawl.middlewares.failures import (
    ForbiddenByRobots,
    RefusedRequest,
    RobotsUnreachable,
)
from newscrawl.middlewares.turns import host_key, shared_turns

logger = logging.getLogger(__name__)

KEPT: Final = timedelta(hours=24)
LOST_KEPT: Final = timedelta(hours=1)
_NOTHING: Final = b"User-agent: *\nDisallow: /"


@dataclass(slots=True)
class _Asked:
    """What a host was asked for, and until when its answer holds; `lost` says why not."""

    rules: asyncio.Future[RobotParser]
    until: datetime
    lost: str = ""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Ask each host for its robots.txt, and keep to it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._clock = run_clock(crawler.settings)
        self._asked: dict[str, _Asked] = {}
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules for the request's host, asked for once in 24 hours."""
        netloc = urlparse_cached(request).netloc
        asked = self._asked.get(netloc)
        if asked is None or (asked.until <= self._clock() and asked.rules.done()):
            asked = _Asked(
                asyncio.ensure_future(self._ask(request)), self._clock() + KEPT
            )
            self._asked[netloc] = asked
        return await asyncio.shield(asked.rules)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise when the address may not be fetched, with the reason."""
        netloc = urlparse_cached(request).netloc
        asked = self._asked.get(netloc)
        if asked and asked.lost:
            raise RobotsUnreachable(f"robots.txt of {netloc}: {asked.lost}")
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise ForbiddenByRobots("forbidden by robots.txt") from error

    async def _ask(self, request: Request) -> RobotParser:
        parts = urlparse_cached(request)
        ask = Request(
            f"{parts.scheme}://{parts.netloc}/robots.txt",
            priority=self.DOWNLOAD_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        try:
            assert self.crawler.engine is not None
            response = await self.crawler.engine.download_async(ask)
        except RefusedRequest as error:
            return self._forbid(parts.netloc, str(error))
        except Exception as error:  # noqa: BLE001 (whatever broke, it is lost)
            return self._forbid(parts.netloc, f"{type(error).__name__}: {error}")
        if response.status >= 500 or response.status == 429:
            return self._forbid(parts.netloc, f"answered {response.status}")
        return await self._read(response, ask)

    async def _read(self, response: Response, ask: Request) -> RobotParser:
        rules = self._rules(response.body if response.status < 400 else b"")
        delay_s = rules.crawl_delay(self._agent)
        if delay_s and not self.crawler.settings.getlist("NEWSCRAWL_REPLAY"):
            shared_turns(self.crawler.settings).slow(host_key(ask.url), delay_s)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=ask
        )
        return rules

    def _forbid(self, netloc: str, why: str) -> RobotParser:
        asked = self._asked[netloc]
        asked.lost = why
        asked.until = self._clock() + LOST_KEPT
        logger.warning(
            "%s: robots.txt cannot be had (%s): nothing is fetched from this host",
            netloc,
            " ".join(why.split()),
        )
        return self._rules(_NOTHING)

    def _rules(self, body: bytes) -> RobotParser:
        return build_from_crawler(self._parserimpl, self.crawler, body)
