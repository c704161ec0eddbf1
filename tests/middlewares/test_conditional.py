"""Tests of newscrawl.middlewares.conditional."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import Settings

from newscrawl.looks import body_hash_of
from newscrawl.middlewares.conditional import ConditionalMiddleware
from newscrawl.store import PageState

URL = "http://valley.example/news/"
MODIFIED = "Mon, 25 Mar 2024 08:00:00 GMT"
LOOK = PageState(
    url=URL,
    site="valley",
    kind="listing",
    status=200,
    fetched_at="2024-03-25T08:00:00Z",
    outcome="read",
    etag='"a"',
    last_modified=MODIFIED,
    body_hash=body_hash_of(b"old"),
)
PROOF = replace(LOOK, unproved=20)


class Engine:
    """Answers every request with one status, and keeps them."""

    def __init__(self, status: int) -> None:
        self.status, self.asked = status, list[Request]()

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request)
        if not self.status:
            raise OSError("no answer")
        return Response(request.url, status=self.status)


def middleware(status: int = 200) -> ConditionalMiddleware:
    crawler: Any = SimpleNamespace(engine=Engine(status), settings=Settings())
    return ConditionalMiddleware(crawler)


def sent(look: PageState | None) -> Request:
    request = Request(URL, meta={"look": look} if look else {})
    middleware().process_request(request)
    return request


def test_validators_are_sent_and_a_304_comes_through() -> None:
    request = sent(LOOK)
    assert request.headers["If-None-Match"] == b'"a"'
    assert request.headers["If-Modified-Since"] == MODIFIED.encode()
    assert request.meta["handle_httpstatus_list"] == [304]


@pytest.mark.parametrize(
    "look",
    [
        None,
        replace(LOOK, etag=None, last_modified=None),
        replace(LOOK, distrusted=True),
        replace(LOOK, outcome="error"),
        PROOF,
        replace(LOOK, kind="article", outcome="article", unproved=4),
    ],
    ids=["robots.txt", "none", "distrusted", "failed", "proof", "article's proof"],
)
def test_a_request_is_left_alone(look: PageState | None) -> None:
    request = sent(look)
    assert not request.headers
    assert "handle_httpstatus_list" not in request.meta


@pytest.mark.parametrize(
    ("body", "answer", "is_lie", "asked"),
    [
        (b"old", 304, False, 0),
        (b"new", 304, True, 1),
        (b"new", 200, False, 1),
        (b"new", 0, False, 1),
    ],
    ids=["same", "lie", "changed", "no answer"],
)
def test_304s_are_proved(body: bytes, answer: int, is_lie: bool, asked: int) -> None:
    tested = middleware(answer)
    request = Request(URL, meta={"look": PROOF})
    tested.process_request(request)
    response = Response(URL, body=body)
    assert asyncio.run(tested.process_response(request, response)) is response
    assert request.meta.get("false_304", False) is is_lie
    found = tested._crawler.engine
    assert isinstance(found, Engine)
    assert len(found.asked) == asked
    assert all(one.headers["If-None-Match"] == b'"a"' for one in found.asked)
    assert not any("look" in one.meta for one in found.asked)
