"""Tests of newscrawl.schedule.pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newscrawl.schedule import Pace, after_failure, after_look, retry_at

LEAST, MOST = timedelta(minutes=15), timedelta(hours=24)
NOW = datetime(2026, 3, 25, 8, tzinfo=UTC)


def test_a_source_that_yields_is_asked_more_often_to_the_least() -> None:
    pace, wait = Pace(), timedelta()
    for expected in (30, 15, 15):
        pace, wait = after_look(pace, 3, LEAST, MOST)
        assert wait == pace.interval == timedelta(minutes=expected)


def test_a_quiet_source_is_asked_less_often_to_the_most() -> None:
    pace, waits = Pace(), []
    for _ in range(10):
        pace, wait = after_look(pace, 0, LEAST, MOST)
        waits.append(wait)
    assert waits[0] == timedelta(minutes=90)
    assert waits == sorted(waits)
    assert waits[-1] == MOST


def test_a_failing_source_waits_twice_as_long_each_time_and_recovers() -> None:
    pace, waits = Pace(), []
    for _ in range(60):
        pace, wait = after_failure(pace, MOST)
        waits.append(wait / timedelta(hours=1))
    assert waits[:5] == [2, 4, 8, 16, 24]
    assert waits[-1] == 24
    assert pace.failures == 60
    pace, wait = after_look(pace, 1, LEAST, MOST)
    assert (pace.failures, wait) == (0, timedelta(minutes=30))


def test_a_failed_page_is_tried_ten_times() -> None:
    waits = [retry_at(failures, NOW) for failures in range(1, 12)]
    assert waits[0] == NOW + timedelta(minutes=10)
    assert waits[1] == NOW + timedelta(minutes=20)
    assert waits[9] == NOW + timedelta(days=1)
    assert waits[10] is None
