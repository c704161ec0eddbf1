"""Tests of newscrawl.schedule.rest: the least time between two crawls of a site."""

from datetime import timedelta

import pytest

from newscrawl.schedule import rest


@pytest.mark.parametrize(
    ("failures", "minutes"), [(0, 5), (1, 10), (4, 80), (9, 1440), (10_000, 1440)]
)
def test_a_site_rests_longer_with_each_failure(failures: int, minutes: int) -> None:
    assert rest(failures) == timedelta(minutes=minutes)
