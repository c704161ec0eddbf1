"""Tests of newscrawl.identity.words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.identity.words import words

EQUAL = {
    "case": ("Bridge Opens", "bridge opens"),
    "spacing": ("a\n b\u00a0c", "a b c"),
    "punctuation": ("“So,” he said…", "so he said"),
    "width": ("\uff21\uff22\uff11", "ab1"),
    "soft hyphen": ("news\u00adpaper", "newspaper"),
    "dash between numbers": ("1990-1995", "1990 1995"),
}
UNEQUAL = {
    "word": ("a b", "a c"),
    "number": ("35 dead", "36 dead"),
    "decimal": ("3.5", "35"),
    "minus": ("at -5 degrees", "at 5 degrees"),
    "currency": ("$5", "€5"),
    "vowel sign": ("\u0915\u093f", "\u0915\u0940"),
    "per cent": ("5%", "5"),
}


@pytest.mark.parametrize(("one", "other"), EQUAL.values(), ids=EQUAL)
def test_what_readers_do_not_read_is_gone(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), UNEQUAL.values(), ids=UNEQUAL)
def test_what_changes_a_fact_stays(one: str, other: str) -> None:
    assert words(one) != words(other)


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_the_short_way_for_ascii_is_no_other(text: str) -> None:
    assert words(text) == words(f"{text} \u00e9").removesuffix("\u00e9").strip()
