"""Tests of newscrawl.schedule.losses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.schedule import is_gone, is_sites_fault

MISSED = datetime(2026, 3, 25, 8, tzinfo=UTC)


def test_a_page_is_gone_when_missing_twice_twelve_hours_apart() -> None:
    assert not is_gone(MISSED, MISSED + timedelta(hours=11, minutes=59))
    assert is_gone(MISSED, MISSED + timedelta(hours=12))
    assert not is_gone(MISSED, MISSED - timedelta(days=1))


@pytest.mark.parametrize(
    ("missing", "looked_at", "fault"),
    [(0, 0, False), (1, 1, False), (2, 4, False), (3, 15, False), (3, 14, True)],
)
def test_many_at_once_are_the_sites_fault(
    missing: int, looked_at: int, fault: bool
) -> None:
    assert is_sites_fault(missing, looked_at) is fault
