"""Tests of newscrawl.page.memory.lesson: learning again what was stored."""

from __future__ import annotations

import random

import pytest

from newscrawl.page import SiteMemory
from newscrawl.page.memory.lesson import lesson, taught
from newscrawl.page.memory.site_memory import FADING, fitted
from tests.page.twins import after


def test_lessons_give_the_memory_that_learnt_from_the_pages() -> None:
    memory = SiteMemory()
    for count in range(2, 7):
        learnt = after(range(1, count))
        memory = taught(memory, lesson(memory, learnt))
        assert memory == learnt


def test_what_a_full_memory_drops_is_dropped_again() -> None:
    chance = random.Random(7)
    memory = again = SiteMemory()
    for number in range(1, 40):
        tables = {}
        for name, rows in memory.tables().items():
            tables[name] = dict(rows)
            for key in chance.sample(range(900), 80):
                one, two, _ = rows.get(key, (0.0, 0.0, 0))
                row = (one * FADING + 1.0, two * FADING + chance.random(), number)
                tables[name][key] = row
        learnt = fitted(memory, (number, number), number, misses=number % 3, **tables)
        again = taught(again, lesson(memory, learnt))
        memory = learnt
    assert len(memory.places) == 450
    assert again == memory


@pytest.mark.parametrize("stored", [b"", b"x\x9c", b"{}"])
def test_broken_bytes_teach_nothing(stored: bytes) -> None:
    memory = after(range(1, 3))
    assert taught(memory, stored) is memory
