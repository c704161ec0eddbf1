"""Tests of newscrawl.schedule.visits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.schedule import is_due, is_newer, next_visit

FIRST = datetime(2026, 3, 25, 8, tzinfo=UTC)
AGES = [timedelta(hours=h) for h in (1, 6, 24, 72, 336)]


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("looked", "due"),
    [
        (0, 1),
        (0.5, 1),
        (0.9, 6),  # shortly before an age counts for it
        (1, 6),
        (1.02, 6),
        (4, 6),
        (5, 24),
        (7, 24),
        (30, 72),
        (72, 336),
        (336, None),
        (999, None),
        (-3, -2),  # the clock was put back
    ],
)
def test_ages_follow_one_another(looked: float, due: float | None) -> None:
    found = next_visit(FIRST, FIRST + hours(looked), AGES)
    assert found == (None if due is None else FIRST + hours(due))


def test_without_ages_nothing_is_due() -> None:
    assert next_visit(FIRST, FIRST, []) is None


@given(st.integers(0, 2_000_000), st.lists(st.integers(1, 2_000_000)))
def test_a_visit_lies_ahead_and_there_are_few(seconds: int, ages: list[int]) -> None:
    steps = [timedelta(seconds=age) for age in ages]
    looked, count = FIRST + timedelta(seconds=seconds), 0
    while (due := next_visit(FIRST, looked, steps)) is not None:
        assert due > looked
        looked, count = due, count + 1
    assert count <= len(set(ages))


def test_a_page_is_due_at_its_time() -> None:
    due = FIRST + hours(1)
    assert not is_due(due, FIRST, FIRST + timedelta(minutes=59))
    assert is_due(due, FIRST, due)
    assert not is_due(None, FIRST, FIRST + hours(999))


def test_a_page_looked_at_in_the_future_is_due() -> None:
    ahead = FIRST + timedelta(days=3650)
    assert is_due(ahead + hours(1), ahead, FIRST)
    assert not is_due(FIRST + hours(1), FIRST + timedelta(minutes=4), FIRST)


@pytest.mark.parametrize(
    ("stated", "now", "newer"),
    [(-1, 2, False), (1.5, 2, True), (1.5, 0.5, False), (3, 2, False)],
    ids=["before the look", "after it", "too soon", "in the future"],
)
def test_a_stated_change_pulls_a_visit_forward(
    stated: float, now: float, newer: bool
) -> None:
    assert is_newer(FIRST + hours(stated), FIRST, FIRST + hours(now)) is newer
