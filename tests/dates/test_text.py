"""Tests of newscrawl.dates.text and of what it reads with: months, times, zones."""

from __future__ import annotations

import pytest

from newscrawl.dates import read_stamps


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-25", "2024-03-25"),
        ("20240325", "2024-03-25"),
        ("2024/3/25", "2024-03-25"),
        ("25.03.2024", "2024-03-25"),
        ("25/3/24", "2024-03-25"),
        ("March 25, 2024", "2024-03-25"),
        ("Mar. 25th 2024", "2024-03-25"),
        ("Monday 25 March 2024", "2024-03-25"),
        ("the 25th of March, 2024", "2024-03-25"),
        ("25. März 2024", "2024-03-25"),
        ("1. Jänner 2024", "2024-01-01"),
        ("le 25 février 2024", "2024-02-25"),
        ("1er août 2024", "2024-08-01"),
        ("25 de marzo de 2024", "2024-03-25"),
        ("25 de março de 2024", "2024-03-25"),
        ("25 marzo 2024", "2024-03-25"),
        ("25 maart 2024", "2024-03-25"),
        ("den 25 mars 2024", "2024-03-25"),
        ("25. maj 2024", "2024-05-25"),
        ("25. desember 2024", "2024-12-25"),
        ("25. maaliskuuta 2024", "2024-03-25"),
        ("25. mars 2024", "2024-03-25"),
        ("25 marca 2024", "2024-03-25"),
        ("25. března 2024", "2024-03-25"),
        ("2024. március 25.", "2024-03-25"),
        ("25 martie 2024", "2024-03-25"),
        ("25. ožujka 2024.", "2024-03-25"),
        ("25 марта 2024 г.", "2024-03-25"),
        ("Tháng Mười Hai 29, 2013", "2013-12-29"),
        ("05 Tháng mười 2015", "2015-10-05"),
        ("11 กุมภา 2020", "2020-02-11"),
        ("8 Meán Fómhair 2024", "2024-09-08"),
        ("25 березня 2024", "2024-03-25"),
        ("25 март 2024", "2024-03-25"),
        ("2024 m. kovo 25 d.", "2024-03-25"),
        ("25. marts 2024", "2024-03-25"),
        ("25. märts 2024", "2024-03-25"),
        ("25 Mart 2024", "2024-03-25"),
        ("25 Μαρτίου 2024", "2024-03-25"),
        ("25 مارس 2024", "2024-03-25"),
        ("٢٥ مارس ٢٠٢٤", "2024-03-25"),
        ("25 كانون الثاني 2024", "2024-01-25"),
        ("۲۵ مارس ۲۰۲۴", "2024-03-25"),
        ("25 במרץ 2024", "2024-03-25"),
        ("25 מרץ 2024", "2024-03-25"),
        ("25 मार्च 2024", "2024-03-25"),
        ("২৫ মার্চ ২০২৪", "2024-03-25"),
        ("25 Maret 2024", "2024-03-25"),
        ("25 tháng 3, 2024", "2024-03-25"),
        ("25 มีนาคม 2567", "2024-03-25"),
        ("๒๕ มี.ค. ๖๗", "2024-03-25"),
        ("2024年3月25日", "2024-03-25"),
        ("2024년 3월 25일", "2024-03-25"),
        ("2024. 3. 25.", "2024-03-25"),
        ("令和6年3月25日", "2024-03-25"),
        ("25 Machi 2024", "2024-03-25"),
    ],
)
def test_day(text: str, day: str) -> None:
    stamps = read_stamps(text)
    read = stamps[0].date.isoformat() if stamps and stamps[0].date else None
    assert read == day


@pytest.mark.parametrize(
    ("text", "time", "offset"),
    [
        ("2024-03-25T08:05:07+08:00", (8, 5, 7), 480),
        ("2024-03-25 08:05", (8, 5, None), None),
        ("25.03.2024, 18:05 Uhr", (18, 5, None), None),
        ("March 25, 2024 at 8:05 p.m. EDT", (20, 5, None), -240),
        ("Nov 8, 2023 / 04:43 PM CST", (16, 43, None), -360),
        ("10:04, 3 NOV 2023", (10, 4, None), None),
        ("25 mars 2024 à 18h05", (18, 5, None), None),
        ("2024年3月25日 下午3:05", (15, 5, None), None),
        ("2024-03-25 15:30:46", (15, 30, 46), None),
        ("25.3.2024 klo 9.45", (9, 45, None), None),
        ("March 25, 20243:33 PM ET", (15, 33, None), None),
        ("25/03/2024 12:05 am", (0, 5, None), None),
        ("25 March 2024 07:00 GMT+1", (7, 0, None), 60),
    ],
)
def test_time_of_day(
    text: str, time: tuple[int, int, int | None], offset: int | None
) -> None:
    stamp = read_stamps(text)[0]
    assert (stamp.hour, stamp.minute, stamp.second) == time
    assert stamp.offset == offset


@pytest.mark.parametrize(
    ("text", "first", "day"),
    [
        ("04/05/2024", True, "2024-05-04"),
        ("04/05/2024", False, "2024-04-05"),
        ("13/05/2024", False, "2024-05-13"),
        ("05/13/2024", True, "2024-05-13"),
        ("04.05.2024", None, "2024-05-04"),
    ],
)
def test_order_of_day_and_month(text: str, first: bool | None, day: str) -> None:
    stamp = read_stamps(text, day_first=first)[0]
    assert stamp.date is not None
    assert stamp.date.isoformat() == day
    assert not stamp.swappable


def test_unknown_order_is_said() -> None:
    stamp = read_stamps("04/05/2024")[0]
    assert stamp.swappable
    assert str(stamp.swapped().date) == "2024-04-05"


@pytest.mark.parametrize(
    ("language", "month"), [("hr", 10), ("cs", 11), ("pl", 11), (None, None)]
)
def test_a_month_that_two_languages_share(
    language: str | None, month: int | None
) -> None:
    stamps = read_stamps("5. listopad 2024", language=language)
    assert (stamps[0].month if stamps else None) == month


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date here",
        "31 February 2024",
        "2024-13-45",
        "phone 030 1234567",
        "version 1.2.3.4",
        "99/99/9999",
        "1234567890",
        "May the 4th",
        "Wed Aug 05 12:00:00",
    ],
)
def test_no_date(text: str) -> None:
    assert read_stamps(text) == []


def test_two_dates_keep_their_times() -> None:
    first, second = read_stamps("Published 1 May 2024 10:00 Updated 2 May 2024 11:30")
    assert (first.day, first.hour) == (1, 10)
    assert (second.day, second.hour) == (2, 11)


def test_span_is_that_of_the_text() -> None:
    text = "Stand: 25. März 2024, 18:05 Uhr"
    stamp = read_stamps(text)[0]
    assert text[stamp.start : stamp.end] == "25. März 2024, 18:05"


@pytest.mark.parametrize("text", ["1" * 400, "1.1.11 " * 60, "jan " * 100, "/" * 400])
def test_hostile_text_is_no_error(text: str) -> None:
    read_stamps(text)
