"""Tests of newscrawl.archive.timeline: the archive's order, whatever is asked first."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from newscrawl.archive import Timeline, timeline_of
from tests.archive.test_write import AT, PAGE, exchange, written

HOST = "http://valleypost.example"


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    """Archive /a twice, an hour apart, and /b and /c between."""
    written(
        tmp_path,
        exchange("/a"),
        exchange("/b", PAGE + b"b", 10),
        exchange("/c", PAGE + b"c", 20),
        exchange("/a", PAGE + b"later", 60),
    )
    return sorted(tmp_path.iterdir())


def test_responses_come_in_the_order_of_their_dates(paths: list[Path]) -> None:
    timeline = Timeline(paths)
    given: list[tuple[str, timedelta]] = []

    async def ask(path: str) -> None:
        found = await timeline.answer(f"{HOST}{path}")
        assert found is not None
        given.append((path, timeline.now() - AT))

    async def all_at_once() -> None:
        await asyncio.gather(*map(ask, ["/c", "/a", "/b"]))

    asyncio.run(all_at_once())
    minutes = [timedelta(minutes=m) for m in (0, 10, 20)]
    assert given == list(zip(["/a", "/b", "/c"], minutes, strict=True))


def test_an_address_gives_each_of_its_responses(paths: list[Path]) -> None:
    timeline = Timeline(paths)

    async def bodies() -> list[bytes]:
        found = [await timeline.answer(f"{HOST}/a") for _ in range(3)]
        return [one.body for one in found if one]

    later = PAGE + b"later"
    assert asyncio.run(bodies()) == [PAGE, later, later]


def test_what_no_archive_holds_is_none(paths: list[Path]) -> None:
    assert asyncio.run(Timeline(paths).answer(f"{HOST}/none")) is None


def test_nothing_is_given_while_a_crawl_is_at_work(paths: list[Path]) -> None:
    timeline = Timeline(paths)
    work = iter([True] * 50)
    timeline.watch(lambda: next(work, False))

    order: list[str] = []

    async def ask(path: str) -> None:
        await timeline.answer(f"{HOST}{path}")
        order.append(path)

    async def ask_late(path: str) -> None:
        for _ in range(30):
            await asyncio.sleep(0)
        await ask(path)

    async def both() -> None:
        await asyncio.gather(ask("/b"), ask_late("/a"))

    asyncio.run(both())
    assert order == ["/a", "/b"]


def test_all_who_ask_share_a_timeline(paths: list[Path]) -> None:
    named = [str(path) for path in paths]
    timeline = timeline_of(named)
    assert timeline_of(named) is timeline
    assert timeline.now() == AT
    assert timeline.addresses == [f"{HOST}/{name}" for name in "abc"]
