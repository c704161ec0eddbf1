"""Tests of newscrawl.identity.order."""

from __future__ import annotations

import pytest

from newscrawl.identity import sort_key
from tests.samples import article

CASES = {
    "with offset": ("2024-03-25T01:00:00+08:00", "2024-03-24T17:00:00Z"),
    "to the minute": ("2024-03-25T01:00+08:00", "2024-03-24T17:00:00Z"),
    "a day": ("2024-03-20", "2024-03-20T12:00:00Z"),
    "a month": ("2024-02", "2024-02-01T12:00:00Z"),
    "a year": ("2023", "2023-01-01T12:00:00Z"),
    "long ahead": ("2031-01-01", "2024-03-25T08:00:00Z"),
    "no date": ("yesterday", "2024-03-25T08:00:00Z"),
    "the first year": ("0001-01-01", "0001-01-01T12:00:00Z"),
}


@pytest.mark.parametrize(("date", "key"), CASES.values(), ids=CASES)
def test_every_date_stands_for_an_instant(date: str, key: str) -> None:
    assert sort_key(article(date=date)) == key
