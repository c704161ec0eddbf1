"""Measure a whole crawl against an empty Scrapy crawl of the same pages.

    python -m benchmarks.crawl [--pages 600] [--rounds 3]
    python -m benchmarks.crawl --small [--pages 50000]

Real pages of the dev corpus are served on loopback by a process of its own, linked from
listings of 50. `empty` follows the listings and fetches every page with newscrawl's
settings, and does nothing with them; `trafilatura` calls trafilatura's fast extraction
of each page's text in the callback, `metadata` with its metadata, where it is installed;
`whole` is `newscrawl crawl`: generic extraction, store, publishing. Each runs in a fresh
process; what counts is that process's CPU (user and system) a 1,000 pages, from before
the crawl to after publishing.

`--small` crawls short generated pages instead, once, and prints the resident memory as
the crawl goes on.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings

from benchmarks.shared import corpus_pages, cpu_s, machine, peak_mib, shared_folder
from newscrawl.cli.crawl import run
from newscrawl.cli.options import crawl_settings
from newscrawl.crawl import Plan
from newscrawl.sites import ArticleRules, Listing, ListingRules, Site

SETS = ("fundus-tests", "fundus-eval", "scrapinghub", "trafilatura-eval", "readability")
A_LISTING = 50
ARTICLE = r"/a/\d+\.html$"
EXTRACTIONS: dict[str, dict[str, Any] | None] = {
    "empty": None,
    "trafilatura": {},
    "metadata": {"output_format": "json", "with_metadata": True},
}
ROLES = ("empty", "trafilatura", "metadata", "whole")
SAMPLE_EVERY_S = 15
WORDS = re.findall(
    r"\w+",
    "the council voted on Monday to close the old bridge for six weeks and the mayor"
    " said that work begins after Easter",
)


def chosen_pages(limit: int) -> list[bytes]:
    """Return the corpus's article pages, at most `limit`, in a fixed order."""
    split = shared_folder() / "bench/extraction/dev"
    pages = [body for name, body in corpus_pages(split) if name.split("/")[0] in SETS]
    return pages[:limit]


class SmallPages(list[bytes]):
    """So many short pages, made when they are asked for; no two tell the same."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: Any) -> Any:
        words = " ".join(f"{word}{number * 7 % 9973}" for word in WORDS)
        text = "".join(f"<p>In town {number}, {words}, part {i}.</p>" for i in range(4))
        title = f"Council of town {number} votes on its budget again"
        return f"<html lang=en><title>{title}</title><h1>{title}</h1>{text}".encode()


def listing(number: int, pages: int) -> bytes:
    """Return listing `number`, 0 the first: links to its pages, then to the next."""
    first, last = number * A_LISTING, min(pages, (number + 1) * A_LISTING)
    items = "".join(
        f'<li><a href="/a/{i}.html">Council of town {i} votes on its budget again</a>'
        for i in range(first, last)
    )
    more = (
        f'<a rel="next" href="/news_{number + 2}.html">Next</a>' if last < pages else ""
    )
    return f"<html><body><ul class=items>{items}</ul>{more}</body></html>".encode()


def serve(limit: int, *, small: bool) -> None:
    """Serve the pages until it is ended; print the port first."""
    pages = SmallPages(limit) if small else chosen_pages(limit)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: two wait for each other's receipt

        def do_GET(self) -> None:
            body = answer(self.path, pages)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    print(server.server_port, len(pages), flush=True)
    server.serve_forever()


def answer(path: str, pages: list[bytes]) -> bytes:
    """Return the body for a path, empty where there is none."""
    if match := re.fullmatch(r"/a/(\d+)\.html", path):
        return pages[int(match[1])]
    if match := re.fullmatch(r"/news(?:_(\d+))?\.html", path):
        return listing(int(match[1] or 1) - 1, len(pages))
    return b""


class EmptySpider(Spider):
    """Fetch the same pages and do nothing with them."""

    name = "empty"
    base = ""
    pages = 0
    extraction: ClassVar[dict[str, Any] | None] = None

    async def start(self) -> AsyncIterator[Request]:
        """Begin at the first listing."""
        yield Request(f"{self.base}/news.html")

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request]:
        """Follow a listing's links and its next page."""
        for href in re.findall(rb'href="([^"]+)"', response.body):
            path = href.decode()
            callback = self.parse if path.startswith("/news") else self.article
            yield Request(f"{self.base}{path}", callback=callback)

    def article(self, response: Response) -> None:
        """Let an article page pass, and count it."""
        EmptySpider.pages += 1
        if self.extraction is not None:
            trafilatura = importlib.import_module("trafilatura")
            trafilatura.extract(response.body, fast=True, **self.extraction)


def bench_settings(folder: Path) -> Settings:
    """Return newscrawl's own settings with the waiting taken out."""
    return crawl_settings(
        NEWSCRAWL_DATABASE=f"sqlite:///{folder / 'newscrawl.db'}",
        NEWSCRAWL_FEEDS=str(folder / "feeds"),
        NEWSCRAWL_CONTACT="https://newscrawl.example/",
        NEWSCRAWL_ALLOW_PRIVATE="127.0.0.1",
        NEWSCRAWL_STATE=str(folder / "state"),
        NEWSCRAWL_PUBLISH=False,
        DOWNLOAD_DELAY=0,
        CONCURRENT_REQUESTS=16,
        CONCURRENT_REQUESTS_PER_DOMAIN=16,
        LOG_LEVEL="ERROR",
    )


def crawl(role: str, base: str, folder: Path) -> None:
    """Run one crawl and print what it used as JSON, and its memory as it goes on."""
    threading.Thread(target=tell_memory, daemon=True).start()
    settings = bench_settings(folder)
    before = cpu_s()
    if role != "whole":
        EmptySpider.base = base
        EmptySpider.extraction = EXTRACTIONS[role]
        settings.set("ITEM_PIPELINES", {}, priority="cmdline")
        process = AsyncCrawlerProcess(settings)
        process.crawl(EmptySpider)
        process.start()
        print(json.dumps({"pages": EmptySpider.pages}))
    else:
        run([Plan(bench_site(base))], settings, "json", 1)
    print(json.dumps({"cpu_s": cpu_s() - before, "peak_mib": peak_mib()}))


def tell_memory() -> None:
    """Say on standard error, now and then, what memory the process holds."""
    started, statm = time.monotonic(), Path("/proc/self/statm")
    while statm.exists():
        time.sleep(SAMPLE_EVERY_S)
        pages = int(statm.read_text().split()[1])
        mib = pages * resource.getpagesize() / 2**20
        print(f"{time.monotonic() - started:6.0f} s {mib:4.0f} MiB", file=sys.stderr)


def bench_site(base: str) -> Site:
    """Return the pack of the served site: addresses, and no rule for a page's fields."""
    return Site(
        name="bench",
        title="Bench",
        url=f"{base}/news.html",
        sources=(Listing(url=f"{base}/news.html", max_pages=10_000),),
        article=ArticleRules(url=ARTICLE),
        listing=ListingRules(links=("ul.items a::attr(href)",)),
        delay_s=0.0,
    )


def measure(role: str, port: int, pages: int) -> dict[str, float]:
    """Return CPU seconds a 1,000 pages and peak MiB of one crawl in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.crawl", "--role", role]
        command += ["--base", f"http://127.0.0.1:{port}", "--folder", folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    *told, last = done.stdout.splitlines()
    used: dict[str, float] = json.loads(last)
    print(f"    {role}: {told[-1]}")
    if json.loads(told[-1])["pages"] < pages:
        sys.exit(f"the {role} crawl did not fetch every page")
    return {"cpu_s_1k": used["cpu_s"] * 1000 / pages, "peak_mib": used["peak_mib"]}


@contextmanager
def served(limit: int, *, small: bool) -> Iterator[tuple[int, int]]:
    """Serve the pages from a process of its own; gives its port and their number."""
    command = [sys.executable, "-m", "benchmarks.crawl", "--role", "serve"]
    command += ["--pages", str(limit), *(["--small"] if small else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port, pages = map(int, server.stdout.readline().split())
            yield port, pages
        finally:
            server.terminate()


def compare(limit: int, rounds: int) -> None:
    """Run the crawls in turn and print their medians and ratios."""
    roles = [*ROLES]
    if importlib.util.find_spec("trafilatura") is None:
        roles = ["empty", "whole"]
    runs: dict[str, list[dict[str, float]]] = {role: [] for role in roles}
    with served(limit, small=False) as (port, pages):
        print(machine("scrapy", "lxml", *(["trafilatura"] if len(roles) > 2 else [])))
        print(f"{pages} pages, {rounds} rounds")
        for _ in range(rounds):
            for role, results in runs.items():
                results.append(measure(role, port, pages))
    for role, results in runs.items():
        cpu = statistics.median(r["cpu_s_1k"] for r in results)
        peak = max(r["peak_mib"] for r in results)
        print(f"{role:11} {cpu:6.2f} CPU-s a 1,000 pages, peak {peak:.0f} MiB")
    for role in roles[:-1]:
        pairs = zip(runs["whole"], runs[role], strict=True)
        ratios = [whole["cpu_s_1k"] / other["cpu_s_1k"] for whole, other in pairs]
        print(f"whole / {role}: {statistics.median(ratios):.2f}")


def main() -> None:
    """Read the command line and run the role it names."""
    parser = argparse.ArgumentParser(prog="benchmarks.crawl")
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--role", choices=["serve", *ROLES])
    parser.add_argument("--base", default="")
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args()
    limit = options.pages or (50_000 if options.small else 600)
    if options.role == "serve":
        serve(limit, small=options.small)
    elif options.role:
        crawl(options.role, options.base, options.folder)
    elif options.small:
        with served(limit, small=True) as (port, pages):
            print(machine("scrapy", "lxml"), flush=True)
            used = measure("whole", port, pages)
            print(f"{pages} pages: {used}")
    else:
        compare(limit, options.rounds)


if __name__ == "__main__":
    main()
