"""Tests of newscrawl.identity.sketch."""

from __future__ import annotations

import pytest

from newscrawl.identity.sketch import (
    estimate,
    number_containment,
    read_sketch,
    shingles,
    sketch,
    tokens,
)

TEXT = " ".join(f"word{n}" for n in range(300))


def test_a_sketch_comes_back_from_the_store() -> None:
    made = sketch(TEXT + " 12 and 13")
    assert read_sketch(made.to_bytes()) == made
    assert len(made.signature) == 128
    assert len(set(made.bands())) == 16
    assert all(0 <= key < 2**63 for key in made.bands())


def test_equal_words_give_equal_sketches() -> None:
    assert sketch("The bridge, opened!") == sketch("the bridge opened")


def test_a_cut_text_resembles_its_whole() -> None:
    cut = sketch(" ".join(TEXT.split()[:240]))
    assert 0.65 < estimate(sketch(TEXT), cut) < 0.95
    assert set(cut.bands()) & set(sketch(TEXT).bands())
    assert estimate(sketch(TEXT), sketch(TEXT[::-1])) < 0.1


def test_scripts_without_spaces_are_cut_into_characters() -> None:
    found = tokens("\u5305\u5934\u5e02 news 2024")
    assert found == ("\u5305", "\u5934", "\u5e02", "news", "2024")
    assert len(shingles(list("\u5305\u5934\u5e02\u5f00\u653e\u4e86"))) == 2


NUMBERS = {
    "the same": ("3 of 4", "4 of 3", 1.0),
    "one in two": ("3 of 4", "3 of 5", 0.5),
    "more in the longer": ("3 of 4", "3, 4, 5 and 6", 1.0),
    "none": ("a b", "3 of 4", 1.0),
}


@pytest.mark.parametrize(("one", "other", "share"), NUMBERS.values(), ids=NUMBERS)
def test_the_fewer_numbers_count(one: str, other: str, share: float) -> None:
    assert number_containment(sketch(one), sketch(other)) == share


def test_no_text_has_a_sketch_too() -> None:
    assert read_sketch(sketch("").to_bytes()) == sketch("")
