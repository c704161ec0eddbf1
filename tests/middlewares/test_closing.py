"""Closing the connections of a crawl while the loop is busy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback import ROOT, serving

# Another site's page keeps the loop busy just as the connections have closed.
CRAWL = """
import sys, time
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.misc import load_object

class Busy(load_object(sys.argv[2])):
    async def close(self):
        self._disconnect_timeout = 0.05
        closing = self._pool.closeCachedConnections
        self._pool.closeCachedConnections = lambda: closing().addCallback(wait)
        await super().close()

def wait(result):
    time.sleep(0.1)
    return result

class OneSpider(Spider):
    name = "one"
    async def start(self):
        yield Request(sys.argv[1])
    def parse(self, response):
        self.logger.error("read %s", response.status)

process = AsyncCrawlerProcess({
    "DOWNLOAD_HANDLERS": {"http": Busy}, "LOG_LEVEL": "ERROR",
    "ASYNCIO_EVENT_LOOP": "uvloop.Loop", "TELNETCONSOLE_ENABLED": False,
})
process.crawl(OneSpider)
process.start()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not for Windows")
@pytest.mark.parametrize(
    ("handler", "fails"),
    [
        ("scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler", True),
        ("newscrawl.middlewares.closing.ClosingHandler", False),
    ],
    ids=["Scrapy's own fails", "ours does not"],
)
def test_a_busy_loop_does_not_fire_twice(
    tmp_path: Path, handler: str, fails: bool
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "no_proxy": "127.0.0.1"}
    with serving({"/": "<p>here"}) as site:
        done = subprocess.run(
            [sys.executable, "-c", CRAWL, f"{site.url}/", handler],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert "read 200" in done.stderr
    assert ("AlreadyCalledError" in done.stderr) is fails
