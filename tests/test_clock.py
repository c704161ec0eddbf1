"""The clock of a run."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from scrapy.settings import Settings

from newscrawl.clock import rfc3339, run_clock
from newscrawl.errors import ConfigError


def test_it_can_stand_still() -> None:
    clock = run_clock(Settings({"NEWSCRAWL_NOW": "2024-03-25T08:00:00+08:00"}))
    assert rfc3339(clock()) == "2024-03-25T00:00:00Z"


def test_it_is_aware() -> None:
    assert run_clock(Settings())().tzinfo is UTC


@pytest.mark.parametrize("stated", ["yesterday", "2024-03-25", "2024-03-25T08:00:00"])
def test_it_takes_instants_only(stated: str) -> None:
    with pytest.raises(ConfigError, match="NEWSCRAWL_NOW: expected an instant"):
        run_clock(Settings({"NEWSCRAWL_NOW": stated}))


def test_rfc3339_is_utc() -> None:
    at = datetime(2024, 3, 25, 8, tzinfo=timezone(timedelta(hours=8)))
    assert rfc3339(at) == "2024-03-25T00:00:00Z"
