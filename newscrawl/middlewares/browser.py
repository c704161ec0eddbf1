"""Render the pages of a site whose text is made by scripts.

Where a pack says `browser = true`, a page is fetched as any other; HTML that came with
200 is then opened by Chromium, through scrapy-playwright. The browser has no network of
its own: what a page asks for is routed to the crawl's engine and fetched like a page,
past the same guard, robots.txt, turns and bounds, or not at all. Only scripts and what
scripts ask for (GET) are fetched, without cookies, on the hosts of the pack; pictures,
styles, fonts, frames, sockets and other pages are not. What is shown when the network
rests is the page.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import BaseSettings

from newscrawl.errors import ConfigError
from newscrawl.items import escaped
from newscrawl.sites import Site

logger = logging.getLogger(__name__)

HANDLER: Final = "newscrawl.middlewares.browser_handler.BrowserHandler"
INSTALL: Final = "pip install 'newscrawl[browser]'"
MAX_PARTS: Final = 40
MAX_KEPT_BYTES: Final = 16 * 1024 * 1024
_LOAD_MS: Final = 20_000
_REST_MS: Final = 5_000
_FETCHED: Final = frozenset({"script", "fetch", "xhr"})
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
# What a page asks for comes by routes; anything that finds a way past them ends here.
_NO_NETWORK: Final = "http://127.0.0.1:1"
_PART: Final = "browser_part"


def require_browser(sites: Iterable[Site], settings: BaseSettings) -> None:
    """Raise ConfigError where a site needs the browser and it is not installed.

    A replay needs none: the archive holds the pages as they were shown.
    """
    if settings.getlist("NEWSCRAWL_REPLAY"):
        return
    for site in sites:
        if site.browser and importlib.util.find_spec("scrapy_playwright") is None:
            raise ConfigError(
                f"{site.name}: browser = true: scrapy-playwright is not installed:"
                f" {INSTALL}, and Chromium (Debian: apt install chromium)"
            )


class BrowserAddon:
    """Put scrapy-playwright's handler in the polite one's place where a site needs it."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set what a spider with NEWSCRAWL_BROWSER needs; a replay needs nothing."""
        is_replay = bool(settings.getlist("NEWSCRAWL_REPLAY"))
        if not settings.getbool("NEWSCRAWL_BROWSER") or is_replay:
            raise NotConfigured
        handlers = settings.getdict("DOWNLOAD_HANDLERS")
        handlers |= {"http": HANDLER, "https": HANDLER}
        settings.set("DOWNLOAD_HANDLERS", handlers, "spider")
        settings.setdict(browser_settings(), "spider")


def browser_settings() -> dict[str, Any]:
    """Return how the browser is begun: without a network, one page at a time."""
    flags = (
        "disable-background-networking",
        "disable-component-update",
        "disable-quic",
    )
    return {
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": _LOAD_MS,
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": next(filter(None, map(shutil.which, _NAMES)), None),
            # Chromium's own sandbox does not run as root.
            "chromium_sandbox": getattr(os, "geteuid", lambda: 1)() != 0,
            "proxy": {"server": _NO_NETWORK, "bypass": "<-loopback>"},
            "args": [f"--{flag}" for flag in flags],
        },
    }


class BrowserMiddleware:
    """Give the spider each HTML page of the site as a browser shows it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._kept: dict[str, Response] = {}
        self._kept_bytes = 0
        self._context = {
            "service_workers": "block",
            "accept_downloads": False,
            "user_agent": crawler.settings["USER_AGENT"],
        }

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware; not configured where the pack asks for no browser."""
        site = getattr(crawler.spidercls, "site", None)
        if site is None or not site.browser:
            raise NotConfigured
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the page as it is shown, or the response where it is no such page."""
        if _PART in request.meta or not _is_page(response):
            return response
        shown = await self._download(
            request.url,
            playwright=True,
            playwright_page_init_callback=_Routes(self, response).open,
            playwright_page_goto_kwargs={"wait_until": "load"},
            playwright_page_methods=_methods(),
            playwright_context_kwargs=self._context,
            download_slot="browser",
            download_timeout=_LOAD_MS // 1000,
        )
        request.meta["archive"] = shown.meta.get("archive")
        headers = response.headers.copy()
        headers["Content-Type"] = "text/html; charset=utf-8"
        if not isinstance(shown, HtmlResponse):
            return response
        text = shown.text
        body = text.encode("utf-8", "replace")
        return HtmlResponse(
            response.url, response.status, headers, body, request=request
        )

    async def part(self, url: str) -> Response:
        """Return what a page's script asks for; scripts are asked for once a crawl."""
        found = self._kept.get(url)
        if found is None:
            found = await self._download(url)
            self._kept_bytes += len(found.body)
            if self._kept_bytes <= MAX_KEPT_BYTES:
                self._kept[url] = found
        return found

    async def _download(self, url: str, **meta: Any) -> Response:
        meta |= {_PART: True, "dont_retry": True}
        if "playwright" in meta:  # the page itself was allowed; nothing is asked again
            meta["dont_obey_robotstxt"] = True
        ask = Request(url, callback=NO_CALLBACK, dont_filter=True, meta=meta)
        assert self._crawler.engine is not None
        return await self._crawler.engine.download_async(ask)


def _is_page(response: Response) -> bool:
    """Say whether a response is a whole HTML page; its type alone may be a lie.

    Some servers send robots.txt, feeds and sitemaps as HTML.
    """
    start = response.body[:4096].lower()
    is_marked = any(mark in start for mark in (b"<html", b"<body", b"<!doctype html"))
    return response.status == 200 and is_marked and not response.flags


class _Routes:
    """What one page asks for while it is shown: given, fetched or refused."""

    def __init__(self, middleware: BrowserMiddleware, page: Response) -> None:
        self._middleware = middleware
        self._page: Response | None = page
        self._left = MAX_PARTS

    async def open(self, page: Any, request: Request) -> None:
        """Take over all that a browser's page will ask for."""
        await page.route("**/*", self.answer)

    async def answer(self, route: Any) -> None:
        """Answer one request of the browser."""
        asked = route.request
        if asked.is_navigation_request() and self._page is not None:
            page, self._page = self._page, None
            await _give(route, page, page.headers.get("Content-Type") or b"text/html")
            return
        if asked.is_navigation_request():  # refused, it would show an error page
            with suppress(Exception):  # the page may have been closed meanwhile
                await route.fulfill(status=204)
            return
        is_wanted = asked.resource_type in _FETCHED and asked.method == "GET"
        if not is_wanted or self._left <= 0:
            await _refuse(route)
            return
        self._left -= 1
        try:
            part = await self._middleware.part(asked.url)
        except Exception as error:  # noqa: BLE001 (whatever broke, the page goes on)
            logger.debug("%s: not given: %s", escaped(asked.url), escaped(str(error)))
            await _refuse(route)
            return
        kind = part.headers.get("Content-Type") or b"text/plain"
        await _give(route, part, kind)


async def _give(route: Any, response: Response, kind: bytes) -> None:
    headers = {"content-type": kind.decode("latin-1")}
    origin = response.headers.get("Access-Control-Allow-Origin")
    if origin:
        headers["access-control-allow-origin"] = origin.decode("latin-1")
    with suppress(Exception):  # the page may have been closed meanwhile
        await route.fulfill(status=response.status, headers=headers, body=response.body)


async def _refuse(route: Any) -> None:
    with suppress(Exception):  # the page may have been closed meanwhile
        await route.abort()


async def _settle(page: Any) -> None:
    """Wait until the page asks for nothing more, for a while."""
    with suppress(TimeoutError, *_timeouts()):
        await page.wait_for_load_state("networkidle", timeout=_REST_MS)


def _timeouts() -> tuple[type[Exception], ...]:
    from playwright.async_api import TimeoutError as BrowserTimeoutError

    return (BrowserTimeoutError,)


def _methods() -> list[Any]:
    if importlib.util.find_spec("scrapy_playwright") is None:  # a replay needs none
        return []
    from scrapy_playwright.page import PageMethod

    return [PageMethod(_settle)]
