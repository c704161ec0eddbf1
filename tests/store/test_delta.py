"""Tests of newscrawl.store.delta."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.store.delta import delta, restore


@given(st.text(), st.text())
def test_the_older_record_comes_back(older: str, newer: str) -> None:
    assert restore(delta(older, newer), newer) == older


@pytest.mark.parametrize("length", [2_000, 30_000])
def test_a_corrected_word_costs_little(length: int) -> None:
    newer = " ".join(str(number * 7919 % 10_007) for number in range(length // 5))
    older = newer[: length // 2] + "word" + newer[length // 2 :]
    assert len(delta(older, newer)) < 400
