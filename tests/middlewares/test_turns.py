"""Turns at hosts: one request at a time, a pause between, and hosts that want rest."""

import asyncio
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.errors import ConfigError
from newscrawl.middlewares.failures import (
    ANSWERED,
    SOFT,
    UNKNOWN,
    HostRests,
    Weight,
)
from newscrawl.middlewares.turns import (
    MAX_SLOW_S,
    PATIENCE_S,
    Turns,
    host_key,
)

BUSY = Weight(is_busy=True)
START = 1_800_000_000.0


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


@pytest.fixture
def time() -> Time:
    return Time()


def turns(folder: Path, time: Time) -> Turns:
    return Turns(folder, time, time.sleep)


async def ask(
    taking: Turns,
    time: Time,
    weight: Weight = ANSWERED,
    *,
    takes_s: float = 0.0,
    delay_s: float = 1.0,
) -> float:
    """Take a turn at a host and return when it began."""
    async with taking.turn("a.example", delay_s, lambda: False) as weigh:
        began = time()
        time.now += takes_s
        weigh(weight)
    return began


def starts(
    folder: Path, time: Time, *weights: Weight, takes_s: float = 0
) -> list[float]:
    """Return when requests began, each ending with a weight, from 0."""

    async def run() -> list[float]:
        taking = turns(folder, time)
        return [await ask(taking, time, one, takes_s=takes_s) for one in weights]

    return [began - START for began in asyncio.run(run())]


def test_the_pause_runs_from_an_answers_end(tmp_path: Path, time: Time) -> None:
    began = starts(tmp_path, time, ANSWERED, ANSWERED, ANSWERED, takes_s=3)
    assert began == pytest.approx([0, 4, 8])


@pytest.mark.parametrize("processes", [1, 2, 3], ids="{} processes".format)
def test_the_pause_is_kept_between_processes(
    tmp_path: Path, time: Time, processes: int
) -> None:
    under_way: list[float] = []

    async def one(taking: Turns, began: list[float]) -> None:
        for _ in range(5):
            async with taking.turn("a.example", 1.0):
                assert not under_way, "two requests at once"
                under_way.append(time())
                began.append(time())
                await time.sleep(0.3)
                under_way.clear()

    async def run() -> list[float]:
        began: list[float] = []
        takers = [turns(tmp_path, time) for _ in range(processes)]
        await asyncio.gather(*(one(taking, began) for taking in takers))
        return sorted(began)

    began = asyncio.run(run())
    assert len(began) == 5 * processes
    assert all(late - early >= 1.3 - 1e-3 for early, late in pairwise(began))


def test_hosts_do_not_wait_for_each_other(tmp_path: Path, time: Time) -> None:
    async def run() -> None:
        taking = turns(tmp_path, time)
        async with taking.turn("a.example", 9.0), taking.turn("b.example", 9.0):
            pass

    asyncio.run(run())
    assert time.now == START


def test_the_longer_of_pack_and_robots_is_kept(tmp_path: Path, time: Time) -> None:
    async def run() -> list[float]:
        taking = turns(tmp_path, time)
        taking.slow("a.example", 5.0)
        return [await ask(taking, time) - START for _ in range(3)]

    assert asyncio.run(run()) == pytest.approx([0, 5, 10])


def test_a_busy_host_is_slowed_twice_as_much_each_time_and_recovers(
    tmp_path: Path, time: Time
) -> None:
    began = starts(tmp_path, time, *[BUSY] * 4, *[ANSWERED] * 6)
    gaps = [late - early for early, late in pairwise(began)]
    slowed, well = gaps[:4], gaps[4:]
    assert all(late > early * 1.2 for early, late in pairwise(slowed))
    assert slowed[-1] >= 8
    assert all(late <= early for early, late in pairwise(well))
    assert well[-1] == pytest.approx(1)


def test_a_host_is_slowed_within_bounds(tmp_path: Path, time: Time) -> None:
    taking = turns(tmp_path, time)
    host = taking.host("a.example")
    for _ in range(99):
        host.weigh(BUSY, time())
    assert host.slow_s == MAX_SLOW_S


@pytest.mark.parametrize(
    ("stated", "waited"), [(2.0, 2.0), (200.0, 200.0)], ids=["short", "long"]
)
def test_retry_after_is_kept_and_outlives_the_process(
    tmp_path: Path, time: Time, stated: float, waited: float
) -> None:
    starts(tmp_path, time, Weight(is_busy=True, retry_after_s=stated))
    (again,) = starts(tmp_path, time, ANSWERED)
    assert again >= waited


def refused(run: Callable[[], object]) -> str:
    with pytest.raises(HostRests) as told:
        run()
    return str(told.value)


def test_a_host_that_wants_a_long_rest_is_left_alone(
    tmp_path: Path, time: Time
) -> None:
    starts(tmp_path, time, Weight(is_busy=True, retry_after_s=10 * PATIENCE_S))
    said = refused(lambda: starts(tmp_path, time, ANSWERED))
    assert said == "a.example: wants to be left alone for 3000 s"
    time.now += 10 * PATIENCE_S
    assert starts(tmp_path, time, ANSWERED)


def test_a_host_that_stays_busy_is_left_for_a_later_crawl(
    tmp_path: Path, time: Time
) -> None:
    said = refused(lambda: starts(tmp_path, time, *[BUSY] * 99))
    assert said.startswith("a.example: wants to be left alone for")
    assert time.now - START < 150
    time.now += 3600
    assert starts(tmp_path, time, ANSWERED, ANSWERED)


def test_a_rest_is_a_day_at_most(tmp_path: Path, time: Time) -> None:
    starts(tmp_path, time, Weight(is_busy=True, retry_after_s=1e9))
    time.now += 24 * 3600 + 1
    assert starts(tmp_path, time, ANSWERED)


def test_a_clock_set_back_does_not_stop_a_host(tmp_path: Path, time: Time) -> None:
    starts(tmp_path, time, ANSWERED)
    time.now -= 10 * 24 * 3600
    before = time.now
    starts(tmp_path, time, ANSWERED)
    assert time.now - before <= 1.0


@pytest.mark.parametrize(
    ("weight", "tries"), [(UNKNOWN, 3), (SOFT, 60)], ids=["unknown name", "soft"]
)
def test_a_host_where_nothing_answers_is_given_up_for_the_crawl(
    tmp_path: Path, time: Time, weight: Weight, tries: int
) -> None:
    assert len(starts(tmp_path, time, *[weight] * tries)) == tries
    said = refused(lambda: starts(tmp_path, time, *[weight] * (tries + 1)))
    assert said == "a.example: given up for this crawl, nothing answers"


def test_one_answer_and_the_host_counts_anew(tmp_path: Path, time: Time) -> None:
    weights = [UNKNOWN, UNKNOWN, ANSWERED] * 5
    assert len(starts(tmp_path, time, *weights)) == 15


def test_a_crawl_that_ends_waits_no_longer(tmp_path: Path, time: Time) -> None:
    async def run() -> None:
        async with turns(tmp_path, time).turn("a.example", 1.0, lambda: True):
            pass

    assert refused(lambda: asyncio.run(run())) == "a.example: the crawl ends"


@pytest.mark.parametrize(
    "held", [b"", b"{", b"[]", b'{"last": "x"}', b"\xff" * 99], ids=repr
)
def test_a_broken_file_is_passed_over(tmp_path: Path, time: Time, held: bytes) -> None:
    (tmp_path / "a.example.json").write_bytes(held)
    assert starts(tmp_path, time, ANSWERED) == [0]
    assert json.loads((tmp_path / "a.example.json").read_bytes())["last"] == START


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"NEWSCRAWL_STATE: .* cannot be written"):
        Turns(tmp_path / "file" / "hosts")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://A.example/x", "a.example"),
        ("https://a.example./", "a.example"),
        ("https://a.example:443/", "a.example"),
        ("http://a.example:8080/", "a.example:8080"),
        ("http://[2001:4860::1]/", "2001:4860::1"),
    ],
)
def test_a_host_is_a_name_with_its_port(url: str, key: str) -> None:
    assert host_key(url) == key
