"""Which robots.txt forbid a host, and for how long an answer holds."""

import asyncio
import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

import newscrawl.settings
from newscrawl.middlewares.failures import (
    ForbiddenByRobots,
    HostRests,
    RefusedRequest,
    RobotsUnreachable,
)
from newscrawl.middlewares.robots import KEPT, LOST_KEPT, RobotsMiddleware
from newscrawl.middlewares.turns import shared_turns

PAGE = Request("https://a.example/news/1")
ALL = b"User-agent: *\nAllow: /"
NONE = b"User-agent: *\nDisallow: /"


class Engine:
    """Answers every download with the same response, or fails, and counts."""

    def __init__(self, answer: Response | Exception) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def download_async(self, request: Request) -> Response:
        self.asked.append(request.url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Time:
    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-01-02T03:04:05Z")

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    names = ("ROBOTSTXT_OBEY", "ROBOTSTXT_PARSER", "ROBOTSTXT_USER_AGENT")
    ours = {name: getattr(newscrawl.settings, name) for name in names}
    return {**ours, "NEWSCRAWL_STATE": str(tmp_path)}


def robots(
    settings: dict[str, Any], answer: Response | Exception
) -> tuple[RobotsMiddleware, Engine, Time]:
    crawler = get_crawler(settings_dict=settings)
    engine, time = Engine(answer), Time()
    crawler.engine = engine  # type: ignore[assignment]
    middleware = RobotsMiddleware.from_crawler(crawler)
    middleware._clock = time
    return middleware, engine, time


def answer(status: int, body: bytes = b"") -> Response:
    return Response("https://a.example/robots.txt", status=status, body=body)


def decide(middleware: RobotsMiddleware) -> type[RefusedRequest] | None:
    try:
        asyncio.run(middleware.process_request(PAGE))
    except RefusedRequest as error:
        return type(error)
    return None


@pytest.mark.parametrize(
    ("answered", "decided"),
    [
        (answer(200, ALL), None),
        (answer(200, NONE), ForbiddenByRobots),
        (answer(200, b"<html>no robots</html>"), None),
        (answer(403, NONE), None),
        (answer(404, NONE), None),
        (answer(429), RobotsUnreachable),
        (answer(500, ALL), RobotsUnreachable),
        (answer(503), RobotsUnreachable),
        (TimeoutError("late"), RobotsUnreachable),
        (HostRests("a.example: asks to be left alone"), RobotsUnreachable),
    ],
    ids=[
        "allows",
        "forbids",
        "is a page",
        "403",
        "404",
        "429",
        "500",
        "503",
        "never comes",
        "the host rests",
    ],
)
def test_what_an_answer_decides(
    settings: dict[str, Any],
    answered: Response | Exception,
    decided: type[RefusedRequest] | None,
) -> None:
    assert decide(robots(settings, answered)[0]) is decided


def test_a_file_is_asked_for_once_a_day(settings: dict[str, Any]) -> None:
    middleware, engine, time = robots(settings, answer(200, ALL))
    for _ in range(3):
        assert decide(middleware) is None
    assert engine.asked == ["https://a.example/robots.txt"]
    time.now += KEPT
    engine.answer = answer(200, NONE)
    assert decide(middleware) is ForbiddenByRobots
    assert len(engine.asked) == 2
    assert timedelta(hours=24) >= KEPT


def test_a_lost_file_is_asked_for_again_in_an_hour(
    settings: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    middleware, engine, time = robots(settings, answer(500))
    for _ in range(3):
        assert decide(middleware) is RobotsUnreachable
    assert len(engine.asked) == 1
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith("a.example: robots.txt cannot be had (answered 500)")
    time.now += LOST_KEPT
    engine.answer = answer(200, ALL)
    assert decide(middleware) is None


def test_the_pause_asked_for_is_kept(settings: dict[str, Any]) -> None:
    middleware, _, _ = robots(settings, answer(200, ALL + b"\nCrawl-delay: 7"))
    assert decide(middleware) is None
    turns = shared_turns(middleware.crawler.settings)
    assert turns.host("a.example").asked_s == 7
