"""Tests of newscrawl.dates.relative."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from newscrawl.dates import read_relative

NOW = datetime(2024, 3, 25, 12, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2 hours ago", 10),
        ("an hour ago", 11),
        ("vor 2 Stunden", 10),
        ("il y a 2 heures", 10),
        ("hace 2 horas", 10),
        ("há 2 horas", 10),
        ("2 ore fa", 10),
        ("2 uur geleden", 10),
        ("for 2 timer siden", 10),
        ("för 2 timmar sedan", 10),
        ("2 tuntia sitten", 10),
        ("2 godziny temu", 10),
        ("před 2 hodinami", 10),
        ("2 часа назад", 10),
        ("2 години тому", 10),
        ("2 saat önce", 10),
        ("2 jam yang lalu", 10),
        ("2 giờ trước", 10),
        ("2小时前", 10),
        ("2時間前", 10),
        ("2시간 전", 10),
        ("منذ 2 ساعات", 10),
        ("לפני 2 שעות", 10),
        ("2 घंटे पहले", 10),
        ("πριν 2 ώρες", 10),
    ],
)
def test_hours_are_exact_to_the_hour(text: str, hour: int) -> None:
    stamp = read_relative(text, NOW)
    assert stamp is not None
    assert (stamp.day, stamp.hour, stamp.minute) == (25, hour, None)
    assert stamp.precision == "hour"


def test_minutes_are_exact_and_bear_the_zone() -> None:
    stamp = read_relative("39 mins ago", NOW)
    assert stamp is not None
    assert (stamp.hour, stamp.minute, stamp.offset) == (11, 51, 60)


@pytest.mark.parametrize(
    ("text", "day"),
    [("3 days ago", 22), ("Yesterday", 24), ("gestern", 24), ("昨天", 24), ("hoy", 25)],
)
def test_days_are_exact_to_the_day(text: str, day: int) -> None:
    stamp = read_relative(text, NOW)
    assert stamp is not None
    assert (stamp.day, stamp.precision) == (day, "day")


def test_a_named_day_may_have_its_time() -> None:
    stamp = read_relative("Heute, 08:05 Uhr", NOW)
    assert stamp is not None
    assert (stamp.day, stamp.hour, stamp.minute) == (25, 8, 5)


@pytest.mark.parametrize(
    "text", ["3 hours of fun", "3 years old", "5 minutes", "the day before", ""]
)
def test_other_counts_are_no_dates(text: str) -> None:
    assert read_relative(text, NOW) is None
