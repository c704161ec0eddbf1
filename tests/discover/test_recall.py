"""The estimate of what two sources have missed."""

import random

import pytest

from newscrawl.discover.recall import estimate


def articles(*numbers: int) -> frozenset[str]:
    return frozenset(map(str, numbers))


def test_two_sources_that_agree_see_everything() -> None:
    found = estimate(articles(*range(20)), articles(*range(20)))
    assert found is not None
    assert (found.total, found.first, found.union) == (20.0, 1.0, 1.0)
    assert (found.low, found.high) == (20.0, 20.0)


def test_the_formula_of_chapman() -> None:
    found = estimate(articles(*range(50)), articles(*range(30, 70)))
    assert found is not None
    assert found.total == pytest.approx(51 * 41 / 21 - 1)
    assert found.first == pytest.approx(50 / found.total)
    assert found.union == pytest.approx(70 / found.total)
    assert found.low < found.total < found.high


@pytest.mark.parametrize("shared", [0, 6])
def test_too_small_an_overlap_tells_nothing(shared: int) -> None:
    assert estimate(articles(*range(50)), articles(*range(50 - shared, 90))) is None


def test_the_truth_lies_within_the_bounds_nineteen_times_of_twenty() -> None:
    chance = random.Random(7)
    everything = [str(number) for number in range(400)]
    held = 0
    for _ in range(200):
        one = frozenset(a for a in everything if chance.random() < 0.6)
        other = frozenset(a for a in everything if chance.random() < 0.4)
        found = estimate(one, other)
        assert found is not None
        held += found.low <= 400 <= found.high
    assert 180 <= held <= 200
