"""Fetch politely, and let a browser show what was fetched; needs the extra `browser`.

Requests with `playwright` in their meta go to the browser, whose own requests are all
routed (`browser`); all others go out as ever.
"""

from __future__ import annotations

import asyncio
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from newscrawl.middlewares.handler import PoliteHandler


class BrowserHandler(ScrapyPlaywrightDownloadHandler, PoliteHandler):  # type: ignore[misc]
    """scrapy-playwright's handler, whose plain requests are the polite handler's.

    The browser begins with the first page: there is a handler for http and one for
    https, and most sites need one of them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._beginning = asyncio.Lock()
        self._has_begun = False

    async def _maybe_launch_in_thread(self) -> None:
        pass

    async def _create_page(self, request: Request, spider: Any) -> Any:
        async with self._beginning:
            if not self._has_begun:
                await self._launch()
                self._has_begun = True
        return await super()._create_page(request=request, spider=spider)
