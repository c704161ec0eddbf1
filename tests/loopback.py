"""A little news site on a loopback port, and a crawl of it in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent

# Scrapy's deprecations are errors; the stats are written as JSON for the test to read.
CRAWL = """
import json, sys, warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
settings = get_project_settings()
settings.update(json.loads(sys.argv[2]), priority="cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(sys.argv[1])
process.crawl(crawler)
process.start()
told = {k: v for k, v in crawler.stats.get_stats().items() if "newscrawl/" in k}
print(json.dumps(told))
"""


@dataclass
class LoopbackSite:
    """Pages by path: a text, or (status, text); `log` keeps the paths asked for.

    The text of a 302 is its Location.

    With `validators` every page has an ETag; `conditional` keeps the paths that were
    asked for with one.
    """

    url: str
    pages: dict[str, str | tuple[int, str]]
    log: list[str] = field(default_factory=list)
    validators: bool = False
    conditional: list[str] = field(default_factory=list)


@contextmanager
def serving(
    pages: Mapping[str, str | tuple[int, str]], *, validators: bool = False
) -> Iterator[LoopbackSite]:
    """Serve pages until the context ends; `{home}` in a page is the site's address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.log.append(self.path)
            page = site.pages.get(self.path, (404, "not here"))
            status, text = (200, page) if isinstance(page, str) else page
            body = text.replace("{home}", site.url).encode()
            is_half = status == 206
            tag = f'"{zlib.crc32(body)}"'
            if site.validators and (asked := self.headers["If-None-Match"]):
                site.conditional.append(self.path)
                status = 304 if asked == tag and status == 200 else status
            self.send_response(200 if is_half else status)
            if status == 302:
                self.send_header("Location", text)
            if site.validators:
                self.send_header("ETag", tag)
            if status == 304:
                self.end_headers()
                return
            kind = "application/xml" if text.startswith("<?xml") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body) + 999 * is_half))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = is_half

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    home = f"http://127.0.0.1:{server.server_port}"
    site = LoopbackSite(home, dict(pages), validators=validators)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Crawled:
    """What a crawl came to: its stats without their prefix, and its log."""

    stats: dict[str, int]
    log: str


def crawl(name: str, folder: Path, **settings: Any) -> Crawled:
    """Crawl the pack `folder/sites/NAME.toml` into `folder`; the crawl must end well."""
    values = {
        "NEWSCRAWL_DATABASE": f"sqlite:///{folder / 'newscrawl.db'}",
        "NEWSCRAWL_FEEDS": str(folder / "feeds"),
        "NEWSCRAWL_SITES": str(folder / "sites"),
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "DEBUG",
        "RETRY_TIMES": 0,
        **settings,
    }
    environment = {
        **os.environ,
        "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        "PYTHONPATH": str(ROOT),
        "no_proxy": "127.0.0.1",
    }
    ended = subprocess.run(
        [sys.executable, "-c", CRAWL, name, json.dumps(values)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,  # ends a crawl that hangs; one on a busy machine takes a minute
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    stats = {key.removeprefix("newscrawl/"): value for key, value in told.items()}
    return Crawled(stats, ended.stderr)
