"""Tests of newscrawl.dates.jalali, alone and through the readers of text."""

from __future__ import annotations

from datetime import date

import pytest

from newscrawl.dates import read_machine, read_stamps
from newscrawl.dates.jalali import common_date


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1388, 6, 31), date(2009, 9, 22)),
        ((1402, 7, 1), date(2023, 9, 23)),
        ((1402, 12, 30), None),
        ((1402, 7, 31), None),
        ((1402, 13, 1), None),
        ((2024, 3, 20), None),
    ],
)
def test_days_of_the_common_era(
    parts: tuple[int, int, int], expected: date | None
) -> None:
    assert common_date(*parts) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۵ فروردین ۱۴۰۳", "2024-03-24"),
        ("دوشنبه ۶ فروردین‌ماه ۱۴۰۳ - ۱۲:۳۰", "2024-03-25"),
        ("۶ حمل ۱۴۰۳", "2024-03-25"),
        ("تاریخ انتشار: ۱۴۰۳/۰۱/۰۶", "2024-03-25"),
        ("۱۴۰۳/۱/۶", "2024-03-25"),
        ("۶/۱/۱۴۰۳", "2024-03-25"),
    ],
)
def test_dates_in_text(text: str, day: str) -> None:
    (stamp,) = read_stamps(text, language="fa")
    assert str(stamp.date) == day


def test_a_time_beside_is_read() -> None:
    (stamp,) = read_stamps("دوشنبه ۶ فروردین ۱۴۰۳ - ۱۲:۳۰")
    assert (stamp.hour, stamp.minute) == (12, 30)


def test_both_calendars_give_one_day() -> None:
    found = read_stamps("۶ فروردین ۱۴۰۳ (25 مارس 2024)", language="fa")
    assert [str(stamp.date) for stamp in found] == ["2024-03-25", "2024-03-25"]


@pytest.mark.parametrize("text", ["File 1403/01/06", "call 1403-01-06", "1445/09/15"])
def test_numbers_elsewhere_are_no_dates(text: str) -> None:
    assert read_stamps(text, language="en") == []


def test_machines_write_it_too() -> None:
    stamp = read_machine("1403-01-06T12:30:00+03:30")
    assert stamp is not None
    assert (str(stamp.date), stamp.hour, stamp.offset) == ("2024-03-25", 12, 210)
