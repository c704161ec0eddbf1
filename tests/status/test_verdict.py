"""Quiet is told from broken; each alarm has its cause."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newscrawl.status import Day, Mark, SiteFigures, SourceFigures, judge

NOW = datetime(2026, 3, 25, 12, tzinfo=UTC)
AT = "2026-03-25T11:30:00Z"


def days(counts: Sequence[int], *, fields: Sequence[int] = ()) -> tuple[Day, ...]:
    """Return days, newest first, the newest today; `fields` counts the authors."""
    made = []
    for back, new in enumerate(counts):
        day = (NOW - timedelta(days=back)).date().isoformat()
        filled = {"authors": fields[back], "text": new} if fields else {}
        made.append(Day(day, 24, 24, new, filled))
    return tuple(made)


def site(**values: Any) -> SiteFigures:
    usual: dict[str, Any] = {
        "site": "valley_post",
        "last_good": AT,
        "last_crawl": AT,
        "days": days([5] * 30),
        "new_24h": 5,
        "sources": (SourceFigures("http://v.example/", "listing", AT, 9, 0, 3),),
    }
    return SiteFigures(**(usual | values))


@pytest.mark.parametrize(
    ("figures", "state", "reason"),
    [
        (site(), "fine", "5 new in 24 hours"),
        (SiteFigures(site="x"), "new", "never crawled"),
        (site(failing=2, why="TimeoutError 3"), "fine", "TimeoutError 3"),
        (site(failing=1, last_good=None, why="A 1"), "new", "not yet crawled well"),
        (site(failing=3, why="TimeoutError 3"), "broken", "3 crawls in a row failed"),
        (site(new_24h=0, days=days([0, *[5] * 29])), "quiet", "9 articles, all known"),
        (site(new_24h=0, days=days([0, 0, 0, *[5] * 27])), "broken", "expected"),
        (site(new_24h=0, days=days([0] * 9 + [1, 0, 0, 0] * 8)), "quiet", "all known"),
        (site(new_24h=0, days=days([0, 0, 0, 5])), "quiet", "all known"),
        (site(new_24h=40), "degraded", "40 new articles in 24 hours, where 5"),
        (site(new_24h=19), "fine", "19 new"),
        (
            site(
                next_due="2026-03-23T00:00:00Z",
                last_crawl="2026-03-23T00:00:00Z",
            ),
            "late",
            "is the crawler running?",
        ),
    ],
)
def test_a_site_is_judged(figures: SiteFigures, state: str, reason: str) -> None:
    verdict = judge(figures, NOW)
    assert (verdict.state, reason in verdict.reason) == (state, True), verdict.reason


def test_a_quiet_weekend_is_no_silence() -> None:
    sunday = datetime(2026, 3, 29, 23, tzinfo=UTC)
    counts = []
    for back in range(56):
        day = (sunday - timedelta(days=back)).date()
        counts.append(Day(day.isoformat(), 24, 24, 0 if day.weekday() > 4 else 20))
    figures = site(days=tuple(counts), new_24h=0)
    assert judge(figures, sunday).state == "quiet"
    monday = sunday + timedelta(hours=20)
    missed = (Day("2026-03-30", 24, 24, 0), *counts)
    assert judge(site(days=missed, new_24h=0), monday).state == "broken"


def test_a_day_without_a_good_crawl_is_no_baseline() -> None:
    down = tuple(Day(d.day, 24, 0, 0) for d in days([0] * 20))
    older = tuple(
        Day((NOW - timedelta(days=n)).date().isoformat(), 24, 24, 6)
        for n in range(20, 40)
    )
    verdict = judge(site(days=(*down, *older)), NOW)
    assert verdict.usual_24h == pytest.approx(6)


def test_a_field_that_is_rarely_filled_any_more_is_told() -> None:
    found = days([10] * 30, fields=[1] * 7 + [9] * 23)
    verdict = judge(site(days=found), NOW)
    assert verdict.state == "degraded"
    assert verdict.reason == "authors: 10% of new articles have it, 90% had"
    assert verdict.fields["text"] == (1.0, 1.0)


def test_too_few_articles_tell_nothing_of_fields() -> None:
    found = days([1] * 30, fields=[0] * 7 + [1] * 23)
    assert judge(site(days=found), NOW).fields == {}


@pytest.mark.parametrize("kind", ["robots", "certificate"])
def test_a_change_of_a_host_is_told_for_a_day(kind: Any) -> None:
    mark = Mark(kind, "v.example", "new", AT, "old")
    verdict = judge(site(marks=(mark,)), NOW)
    assert [alarm.kind for alarm in verdict.alarms] == [kind]
    assert verdict.state == "fine"
    assert not judge(site(marks=(mark,)), NOW + timedelta(days=2)).alarms
