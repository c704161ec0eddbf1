"""A process that crawls the sites it is told to: one Scrapy, several sites at once.

It reads what to do from standard input and tells what came of it on standard output
(module `message`). When its input ends without a word, its parent has died: then it
ends at once, wherever it is, so that no crawl goes on that nobody knows of. What it
has stored is sound at every moment. SIGTERM lets the requests under way end.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any, BinaryIO

from scrapy.crawler import AsyncCrawlerProcess

from newscrawl.crawl import SiteReport, crawl_settings, crawl_site
from newscrawl.logs import install_log
from newscrawl.worker.message import ALIVE_EVERY_S, line, read_plan, report_line

ORPHANED = 70


class Child:
    """The crawls of this process, told of on `output`."""

    def __init__(self, settings: dict[str, Any], output: BinaryIO) -> None:
        chosen = crawl_settings(**settings)
        install_log(chosen)
        self._process = AsyncCrawlerProcess(chosen)
        self._loop = asyncio.get_event_loop()
        self._output = output
        self._crawls: set[asyncio.Task[None]] = set()
        self._is_ending = False

    def run(self, orders: Iterator[bytes]) -> None:
        """Do what the lines of `orders` say until one of them ends it."""
        reader = threading.Thread(target=self._read, args=(orders,), daemon=True)
        reader.start()
        self._tell_alive()
        self._process.start(stop_after_crawl=False)

    def _read(self, orders: Iterator[bytes]) -> None:
        for text in orders:
            self._loop.call_soon_threadsafe(self._obey, json.loads(text))
            if b'"end"' in text[:8]:
                return
        os._exit(ORPHANED)

    def _obey(self, told: dict[str, Any]) -> None:
        if "end" in told:
            self._is_ending = True
            self._end_if_done()
            return
        report, task = crawl_site(self._process, read_plan(told))
        self._crawls.add(task)
        task.add_done_callback(lambda _: self._tell(told["crawl"], report, task))

    def _tell(self, number: int, report: SiteReport, task: asyncio.Task[None]) -> None:
        self._crawls.discard(task)
        self._write(report_line(number, report))
        self._end_if_done()

    def _tell_alive(self) -> None:
        self._write(line(alive=True))
        self._loop.call_later(ALIVE_EVERY_S, self._tell_alive)

    def _write(self, text: bytes) -> None:
        try:
            self._output.write(text)
            self._output.flush()
        except OSError:
            os._exit(ORPHANED)

    def _end_if_done(self) -> None:
        if self._is_ending and not self._crawls:
            signal.raise_signal(signal.SIGTERM)


def main() -> None:
    """Run the child on this process's own streams; what is printed goes to stderr."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    orders = _lines()
    if first := next(orders, None):
        Child(json.loads(first)["settings"], output).run(orders)


def _lines() -> Iterator[bytes]:
    """Read standard input past Python's own buffer, whose lock outlives a thread."""
    rest = b""
    while some := os.read(0, 65_536):
        *whole, rest = (rest + some).split(b"\n")
        yield from whole


if __name__ == "__main__":
    main()
