"""Tests of newscrawl.worker.metrics: OpenMetrics over HTTP on loopback."""

from __future__ import annotations

import http.client
from collections.abc import Callable

import pytest

from newscrawl.errors import ConfigError, StoreError
from newscrawl.worker import serve_metrics

HOST = "127.0.0.1"


def ask(
    text: Callable[[], str], method: str, path: str
) -> tuple[int, str | None, bytes]:
    with serve_metrics(HOST, 0, text) as port:
        connection = http.client.HTTPConnection(HOST, port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        told = answer.status, answer.getheader("Content-Type"), answer.read()
        connection.close()
    return told


def test_the_metrics_are_told() -> None:
    status, kind, body = ask(lambda: "# EOF\n", "GET", "/metrics")
    assert (status, body) == (200, b"# EOF\n")
    assert kind == "application/openmetrics-text; version=1.0.0; charset=utf-8"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("HEAD", "/metrics", 200), ("GET", "/", 404), ("POST", "/metrics", 501)],
)
def test_nothing_else_is(method: str, path: str, status: int) -> None:
    told, _, body = ask(lambda: "# EOF\n", method, path)
    assert told == status
    assert b"EOF" not in body


def test_a_store_that_fails_is_told() -> None:
    def fail() -> str:
        raise StoreError("newscrawl.db", "no such store")

    assert ask(fail, "GET", "/metrics")[0] == 503
    assert b"no such store" in ask(fail, "GET", "/metrics")[2]


def test_an_address_that_is_taken_is_told() -> None:
    with (
        serve_metrics(HOST, 0, str) as port,
        pytest.raises(ConfigError) as told,
        serve_metrics(HOST, port, str),
    ):
        pass
    assert str(told.value) == f"--metrics {HOST}:{port}: Address already in use"


def test_what_is_no_address_is_told() -> None:
    with (
        pytest.raises(ConfigError, match=r"--metrics no\.such\.invalid:1: "),
        serve_metrics("no.such.invalid", 1, str),
    ):
        pass
