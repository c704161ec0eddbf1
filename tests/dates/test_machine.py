"""Tests of newscrawl.dates.machine, labels and statement."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from newscrawl.dates import read_label, read_machine, read_stamps, state


@pytest.mark.parametrize(
    ("raw", "stated", "at"),
    [
        ("2024-03-25", "2024-03-25", None),
        ("2024-03-25T08:05Z", "2024-03-25T08:05:00", "2024-03-25T08:05:00+00:00"),
        (
            "2024-03-25T08:05:07+0800",
            "2024-03-25T08:05:07",
            "2024-03-25T08:05:07+08:00",
        ),
        ("2024-03-25 08:05:07", "2024-03-25T08:05:07", None),
        (
            "Mon, 25 Mar 2024 08:05:07 GMT",
            "2024-03-25T08:05:07",
            "2024-03-25T08:05:07+00:00",
        ),
        ("1711353907", "2024-03-25T08:05:07", "2024-03-25T08:05:07+00:00"),
        ("1711353907000", "2024-03-25T08:05:07", "2024-03-25T08:05:07+00:00"),
        ("20240325", "2024-03-25", None),
    ],
)
def test_machine_dates(raw: str, stated: str, at: str | None) -> None:
    stamp = read_machine(raw)
    assert stamp is not None
    statement = state(stamp, raw)
    assert (statement.stated, statement.at) == (stated, at)
    assert statement.raw == raw


@pytest.mark.parametrize("raw", ["", "soon", "2024", "99999999", "Mon, 99 Foo 10:00"])
def test_other_values_are_none(raw: str) -> None:
    assert read_machine(raw) is None


def test_zone_of_the_site_gives_the_instant() -> None:
    stamp = read_stamps("2024-03-25 08:05")[0]
    statement = state(stamp, "2024-03-25 08:05", zone=ZoneInfo("Asia/Shanghai"))
    assert statement.at == "2024-03-25T08:05:00+08:00"
    assert statement.zone_from == "site"
    assert statement.stated == "2024-03-25T08:05"
    assert statement.precision == "minute"


def test_a_day_has_no_instant_even_with_a_zone() -> None:
    statement = state(
        read_stamps("2024-03-25")[0], "2024-03-25", zone=ZoneInfo("Asia/Shanghai")
    )
    assert (statement.at, statement.zone_from) == (None, None)


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("Updated: ", "modified"),
        ("Published ", "published"),
        ("Stand: ", "modified"),
        ("Veröffentlicht am ", "published"),
        ("Mis à jour le ", "modified"),
        ("Actualizado: ", "modified"),
        ("Última actualización ", "modified"),
        ("更新时间：", "modified"),
        ("发布时间：", "published"),
        ("수정 ", "modified"),
        ("Опубликовано ", "published"),
        ("Güncelleme: ", "modified"),
        ("تحديث ", "modified"),
        ("Published 1 May. Updated Monday, ", "modified"),
    ],
)
def test_label(before: str, kind: str) -> None:
    label = read_label(before)
    assert label is not None
    assert label[0] == kind


@pytest.mark.parametrize("before", ["", "Standort ", "The update came before the "])
def test_no_label(before: str) -> None:
    assert read_label(before) is None
