"""Words by script, and dates of items."""

import pytest

from newscrawl.discover.words import count_words, find_date, has_date


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Bridge reopens today", 3),
        ("It's well-known", 2),
        ("桥梁重新开放", 3),
        ("新しい橋 opens", 3),
        ("Мост снова открыт", 3),
        ("...", 0),
    ],
)
def test_words_are_counted_by_script(text: str, count: float) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("pieces", "date"),
    [
        (["By Jo Hill", "25 March 2024, 08:05"], "25 March 2024"),
        (["17 февраля 2016"], "17 февраля 2016"),
        (["2024年3月25日"], "2024年3月25日"),
        (["yesterday", "2024-03-25"], "2024-03-25"),
        (["Sport", "09.12/19:52"], "09.12/19:52"),
        (["10:45 Uhr"], "10:45 Uhr"),
        (["vor 2 Stunden"], "vor 2 Stunden"),
        (["3 hours ago"], "3 hours ago"),
        (["12 May"], "12 May"),
        (["12 Monkeys"], None),
        (["Version 3.5 of a long text about what it brings to us all"], None),
        ([], None),
    ],
)
def test_the_fullest_date_is_found(pieces: list[str], date: str | None) -> None:
    found = find_date(pieces)
    assert (found or "").startswith(date or "")
    assert (found is None) is (date is None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on 2024-03-25", True), ("3 hours ago", True), ("Jo Hill", False), ("5", False)],
)
def test_a_dated_item_is_told(text: str, expected: bool) -> None:
    assert has_date(text) is expected
