"""Tests of newscrawl.dates.statement, labels and zones."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from newscrawl.dates import Stamp, read_label, state
from newscrawl.dates.zones import read_offset

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("stamp", "stated", "precision", "at"),
    [
        (Stamp(2024), "2024", "year", None),
        (Stamp(2024, 3), "2024-03", "month", None),
        (Stamp(2024, 3, 25), "2024-03-25", "day", None),
        (Stamp(2024, 3, 25, 8), "2024-03-25T08", "hour", None),
        (
            Stamp(2024, 3, 25, 8, 5),
            "2024-03-25T08:05",
            "minute",
            "2024-03-25T08:05:00+08:00",
        ),
        (
            Stamp(2024, 3, 25, 8, 5, 7, offset=-300),
            "2024-03-25T08:05:07",
            "second",
            "2024-03-25T08:05:07-05:00",
        ),
    ],
    ids=["year", "month", "day", "hour", "minute", "second"],
)
def test_a_date_is_stated_as_far_as_it_is_known(
    stamp: Stamp, stated: str, precision: str, at: str | None
) -> None:
    found = state(stamp, "raw", zone=ZONE)
    assert (found.stated, found.precision, found.at) == (stated, precision, at)


@pytest.mark.parametrize(
    ("offset", "zone", "origin"),
    [(0, ZONE, "page"), (None, ZONE, "site"), (None, None, None)],
    ids=["page", "site", "none"],
)
def test_where_the_zone_came_from(
    offset: int | None, zone: ZoneInfo | None, origin: str | None
) -> None:
    found = state(Stamp(2024, 3, 25, 8, 5, offset=offset), "raw", zone=zone)
    assert found.zone_from == origin
    assert (found.at is None) == (origin is None)


def test_the_pages_words_are_bounded() -> None:
    assert len(state(Stamp(2024), "x" * 1_000).raw) == 200


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Updated: ", "modified"),
        ("Last updated on Monday, ", "modified"),
        ("Zuletzt aktualisiert am ", "modified"),
        ("Mis à jour le ", "modified"),
        ("Actualizado: ", "modified"),
        ("Обновлено ", "modified"),
        ("更新时间：", "modified"),
        ("수정 ", "modified"),
        ("آخر تحديث ", "modified"),
        ("Published ", "published"),
        ("Veröffentlicht am ", "published"),
        ("Publié le ", "published"),
        ("Publicado el ", "published"),
        ("发布时间：", "published"),
        ("입력 ", "published"),
        ("تاريخ النشر: ", "published"),
        ("Published 1 May, updated ", "modified"),
    ],
)
def test_label(text: str, kind: str) -> None:
    found = read_label(text)
    assert found is not None
    assert found[0] == kind
    assert text.lower().startswith(found[1], found[2])


@pytest.mark.parametrize(
    "text", ["", "The road was", "unpublished", "Updated by the council of the town in"]
)
def test_no_label(text: str) -> None:
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Z", 0),
        (" UTC", 0),
        (" (GMT+8)", 480),
        ("+05:30", 330),
        ("-0300", -180),
        (" CEST", 120),
        (", EDT", -240),
        (" JST", 540),
        (" NPT", 345),
        (" IST", None),
        ("+25:00", None),
        (" The", None),
        ("", None),
    ],
)
def test_offset(text: str, minutes: int | None) -> None:
    assert read_offset(text)[0] == minutes
