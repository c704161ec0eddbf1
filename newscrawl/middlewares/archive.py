"""Write every response to a web archive: pages, listings, feeds, robots.txt, errors."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

import newscrawl
from newscrawl.archive import ArchiveWriter, Exchange
from newscrawl.clock import run_clock

DEFAULT_FOLDER = "archives"


class ArchiveMiddleware:
    """Archive in the folder NEWSCRAWL_ARCHIVE, or in `archives` where the pack asks.

    The crawls of one process write one file. The record's id goes into the request's
    meta, `archive`.
    """

    _writers: ClassVar[dict[Path, tuple[ArchiveWriter, list[ArchiveMiddleware]]]] = {}

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self._crawler = crawler
        self._folder = folder
        self._writer: ArchiveWriter | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Find the folder; not configured without one, in a replay or a dry run."""
        folder = crawler.settings.get("NEWSCRAWL_ARCHIVE")
        site = getattr(crawler.spidercls, "site", None)
        if not folder and site is not None and site.archive:
            folder = DEFAULT_FOLDER
        is_tried = crawler.settings.getbool("NEWSCRAWL_DRY_RUN")
        if not folder or is_tried or crawler.settings.getlist("NEWSCRAWL_REPLAY"):
            raise NotConfigured
        middleware = cls(crawler, Path(folder))
        crawler.signals.connect(middleware.open, signals.spider_opened)
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def open(self) -> None:
        """Begin to write; raises ArchiveError when the folder cannot be written."""
        writer, users = self._writers.get(self._folder, (None, []))
        if writer is None:
            at = run_clock(self._crawler.settings)()
            software = f"newscrawl/{newscrawl.__version__}"
            writer = ArchiveWriter(self._folder, at, software)
            self._writers[self._folder] = writer, users
        users.append(self)
        self._writer = writer

    def close(self) -> None:
        """Finish the file when the last crawl has ended."""
        writer, users = self._writers[self._folder]
        users.remove(self)
        if not users:
            del self._writers[self._folder]
            writer.close()

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the response; it goes on as it is."""
        assert self._writer is not None
        headers = [
            (name, value)
            for name, values in response.headers.items()
            for value in values
        ]
        exchange = Exchange(
            response.url,
            response.status,
            headers,
            response.body,
            request.meta["fetched_at"],
            is_cut=bool({"dataloss", "partial"} & set(response.flags)),
        )
        request.meta["archive"] = self._writer.write(exchange)
        return response
