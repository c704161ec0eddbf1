"""Tests of newscrawl.publish.websub, against a hub on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from newscrawl.publish.websub import ping, topics

BASE = "https://news.example/feeds/"
CHANGED = [f"{BASE}atom/all.atom", f"{BASE}json/all.json"]


@contextmanager
def hub(status: int = 202) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """Run a hub that answers so, until the context ends; return what it is told."""
    told: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.append(parse_qs(body.decode()))
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hub?x=1", told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_hub_is_told_of_each_feed() -> None:
    with hub() as (url, told):
        assert ping(url, CHANGED) == []
    assert told == [{"hub.mode": ["publish"], "hub.url": [url]} for url in CHANGED]


def test_nothing_changed_nothing_told() -> None:
    with hub() as (url, told):
        assert ping(url, []) == []
    assert told == []


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_refusal_is_told_and_ends_it(status: int) -> None:
    with hub(status) as (url, told):
        problems = ping(url, CHANGED)
    assert len(told) == 1
    assert f"answered {status}" in problems[0]
    assert problems[1] == "2 of 2 changed feeds were not told"


def test_a_hub_that_is_not_there_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
    problems = ping(url, CHANGED)
    assert url in problems[0]


def test_a_hub_that_never_answers_costs_bounded_time() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        problems = ping(url, CHANGED, all_s=0.05)
    assert problems[0] == f"{url}: no answer in 0 s"


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"]
)
def test_a_name_that_leads_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def look_up(*_: Any, **__: Any) -> list[Any]:
        public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80))
        return [public, (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    def connect(*_: Any, **__: Any) -> Any:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    problems = ping("http://hub.example/", CHANGED)
    assert "not public" in problems[0]


def test_topics_are_the_live_feeds() -> None:
    paths = [
        "json/all.json",
        "atom/all.atom",
        "atom/archive/all/000001.atom",
        "manifest.json",
        "schema/article-1.json",
        "pages/all.html",
    ]
    assert topics(paths, BASE) == CHANGED
