"""Many little sites on loopback, of one listing each, served as a proxy does.

Every text is made from its host and number, so that no two are alike. A listing shows
the newest twenty articles or so; which those are the caller says, and may change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zlib import crc32

from benchmarks.shared import served

Numbers = Callable[[str], range]
"""The numbers of the articles that a host's listing shows."""

PACK = """name = "{name}"
title = "Site {number}"
url = "http://{name}.example/"
delay_s = 0.0
{more}
[[sources]]
url = "http://{name}.example/news/"
[article]
url = '/report/\\d+/$'
"""


@contextmanager
def little_sites(numbers: Numbers) -> Iterator[str]:
    """Serve the sites until the context ends; yield the proxy's address."""

    class Handler(_Handler):
        listed = staticmethod(numbers)

    with served(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as address:
        yield address


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    listed: Numbers

    def do_GET(self) -> None:
        """Answer with a listing, an article, 304, or 404."""
        host, _, path = self.path.removeprefix("http://").partition("/")
        body = _body(host, path, self.listed)
        tag = f'"{crc32(body):x}"'
        is_known = self.headers.get("If-None-Match") == tag
        self.send_response(304 if is_known else 200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", "0" if is_known else str(len(body)))
        self.send_header("ETag", tag)
        self.end_headers()
        if not is_known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _body(host: str, path: str, numbers: Numbers) -> bytes:
    if path == "news/":
        links = "".join(
            f'<li><a href="/report/{n}/">The council of {host} votes on bridge {n}</a>'
            for n in reversed(numbers(host))
        )
        return f"<html><body><ul>{links}</ul></body></html>".encode()
    if not path.startswith("report/"):
        return b""
    number = int(path.split("/")[1])
    paragraphs = "".join(
        f"<p>The council of {host} voted on Monday to repair bridge {part}{number} in"
        f" district {number * 31 + part}, which {host}"
        f" {crc32(f'{host} {number} {part}'.encode())} had asked for since the flood,"
        " and said that crews would begin in April.</p>"
        for part in range(12)
    )
    title = f"The council of {host} votes on bridge {number}"
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<time datetime='2024-03-2{number % 5}T08:00:00Z'>2024</time>{paragraphs}"
        "</article></body></html>"
    ).encode()


def environment_of(
    folder: Path, sites: int, proxy: str, *, more: str = ""
) -> dict[str, str]:
    """Write the packs, each with `more` lines, and return a command's environment."""
    packs = folder / "sites"
    packs.mkdir(parents=True)
    for name in names_of(sites):
        number = name.rpartition("_")[2]
        pack = PACK.format(name=name, number=number, more=more)
        (packs / f"{name}.toml").write_text(pack, "utf-8")
    return {
        **{key: value for key, value in os.environ.items() if key != "no_proxy"},
        "http_proxy": proxy,
        "NEWSCRAWL_CONTACT": "https://newscrawl.example/",
        "NEWSCRAWL_SITES": str(packs),
        "NEWSCRAWL_STATE": str(folder / "state"),
    }


def names_of(sites: int) -> list[str]:
    """Return the names of the packs."""
    return [f"bench_{number}" for number in range(sites)]
