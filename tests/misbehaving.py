"""A little news site on a loopback port that misbehaves, and a private service beside it.

Each article has a way to be told: whole, cut short, too large, elsewhere. What was asked
for is kept with the times at which each request began and ended.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WORDS = (
    "The council voted on Monday to repair the bridge over the river before winter, "
    "and said that the work will take five weeks and cost less than was feared. "
)


@dataclass
class Asked:
    """One request: its path and when it began and ended."""

    path: str
    began: float
    ended: float = 0.0


@dataclass
class MisbehavingSite:
    """The ways of its articles by their path; `private` is the other service's port."""

    url: str
    private: int
    ways: dict[str, str]
    robots: str = "User-agent: *\nAllow: /"
    log: list[Asked] = field(default_factory=list)
    private_log: list[str] = field(default_factory=list)

    def asked(self, path: str) -> int:
        """Count the requests for a path."""
        return sum(one.path == path for one in self.log)


def article_path(number: int) -> str:
    """Return the path of an article."""
    return f"/2024/03/{number:02d}/council-votes-on-the-bridge-{number}.html"


@contextmanager
def misbehaving(*ways: str) -> Iterator[MisbehavingSite]:
    """Serve a site of articles told in these ways until the context ends."""
    private = ThreadingHTTPServer(("127.0.0.1", 0), _Private)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    site = MisbehavingSite(
        f"http://127.0.0.1:{server.server_port}",
        private.server_port,
        {article_path(at): way for at, way in enumerate(ways, 1)},
    )
    for one in (server, private):
        one.daemon_threads = True
        one.site = site  # type: ignore[attr-defined]
        threading.Thread(target=one.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        for one in (server, private):
            one.shutdown()
            one.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def site(self) -> MisbehavingSite:
        site: MisbehavingSite = self.server.site  # type: ignore[attr-defined]
        return site

    def answer(
        self, body: str | bytes, status: int = 200, length: int = 0, **headers: str
    ) -> None:
        """Answer with a body; `length` is what is stated beyond it, -1 for nothing."""
        told = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        if length >= 0:
            self.send_header("Content-Length", str(len(told) + length))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.close_connection = length != 0
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Private(_Handler):
    def do_GET(self) -> None:
        self.site.private_log.append(self.path)
        self.answer(_article(99))


class _Site(_Handler):
    def do_GET(self) -> None:
        asked = Asked(self.path, time.time())
        self.site.log.append(asked)
        try:
            self._tell()
        finally:
            asked.ended = time.time()

    def _tell(self) -> None:
        if self.path == "/robots.txt":
            self.answer(self.site.robots)
        elif self.path == "/":
            self.answer(_listing(self.site))
        elif way := self.site.ways.get(self.path):
            getattr(self, f"_{way}")(_article(int(self.path.split("/")[3])))
        else:
            self.answer("not here", 404)

    def _whole(self, page: str) -> None:
        self.answer(page)

    def _short(self, page: str) -> None:
        self.answer(page[: len(page) // 2], length=len(page) // 2)

    def _closed(self, page: str) -> None:
        self.answer(page[: page.index("part 2")], length=-1)

    def _bomb(self, page: str) -> None:
        body = page.replace("</html>", "<p>again " * 500_000)
        self.answer(gzip.compress(body.encode()), Content_Encoding="gzip")

    def _private(self, page: str) -> None:
        self.answer("", 302, Location=f"http://127.0.0.1:{self.site.private}/secret")

    def _decimal(self, page: str) -> None:
        self.answer("", 302, Location=f"http://2130706433:{self.site.private}/secret")

    def _refresh(self, page: str) -> None:
        where = f"http://localhost:{self.site.private}/secret"
        self.answer(f'<meta http-equiv="refresh" content="0;url={where}">')

    def _busy(self, page: str) -> None:
        if self.site.asked(self.path) > 1:
            self.answer(page)
        else:
            self.answer("slow down", 429, Retry_After="1")


def _article(number: int) -> str:
    parts = "".join(f"<p>{WORDS}This is part {at} of it.</p>" for at in range(4))
    return (
        "<!DOCTYPE html><html lang=en><head><title>Council votes on the bridge"
        f" number {number}</title></head><body><article><h1>Council votes on the bridge"
        f" number {number}</h1><time datetime=2024-03-{number:02d}>{number} March 2024"
        f"</time>{parts}</article></body></html>"
    )


def _listing(site: MisbehavingSite) -> str:
    items = "".join(
        f"<li><h3><a href={path}>Council votes on the bridge number {at}</a></h3></li>"
        for at, path in enumerate(site.ways, 1)
    )
    inner = f"<a href=http://127.0.0.1:{site.private}/inner>Inner</a>"
    return f"<html><body><ul>{items}</ul>{inner}</body></html>"
