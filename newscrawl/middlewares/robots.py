"""Obey robots.txt as RFC 9309 says, and say in one line when it cannot be had.

Scrapy's own middleware takes every failure for permission. Here a robots.txt that
cannot be reached, or is answered with 5xx, forbids the whole host (RFC 9309, 2.3.1.4);
4xx allows it (2.3.1.3).
"""

from __future__ import annotations

import asyncio
import logging

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler

logger = logging.getLogger(__name__)

_NOTHING = b"User-agent: *\nDisallow: /"


class ForbiddenByRobots(IgnoreRequest):
    """The host's robots.txt forbids the address."""


class RobotsUnreachable(IgnoreRequest):
    """The host's robots.txt could not be had, so nothing is fetched from it now."""

    is_passing = True


class RobotsMiddleware(RobotsTxtMiddleware):
    """Ask each host for its robots.txt once a crawl, and keep to it."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, asyncio.Future[RobotParser]] = {}
        self._lost: dict[str, str] = {}

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules for the request's host, asked for once."""
        netloc = urlparse_cached(request).netloc
        if netloc not in self._asked:
            self._asked[netloc] = asyncio.ensure_future(self._ask(request))
        return await asyncio.shield(self._asked[netloc])

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise when the address may not be fetched, with the reason."""
        parts = urlparse_cached(request)
        if parts.netloc in self._lost:
            lost = self._lost[parts.netloc]
            raise RobotsUnreachable(f"robots.txt of {parts.netloc}: {lost}")
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
        except Exception as error:  # noqa: BLE001 (whatever broke, it is lost)
            return self._forbid(parts.netloc, f"{type(error).__name__}: {error}")
        if response.status >= 500:
            return self._forbid(parts.netloc, f"answered {response.status}")
        rules = self._rules(response.body if response.status < 400 else b"")
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=ask
        )
        return rules

    def _forbid(self, netloc: str, why: str) -> RobotParser:
        self._lost[netloc] = why
        logger.warning(
            "%s: robots.txt cannot be had (%s): nothing is fetched from this host",
            netloc,
            " ".join(why.split()),
        )
        return self._rules(_NOTHING)

    def _rules(self, body: bytes) -> RobotParser:
        return build_from_crawler(self._parserimpl, self.crawler, body)
