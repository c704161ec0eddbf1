"""Tests of newscrawl.page.memory.site_memory: the value and its stored form."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from newscrawl.page.memory.site_memory import SiteMemory, fitted
from tests.page.twins import after


def test_a_stored_memory_comes_back() -> None:
    memory = SiteMemory.from_bytes(after(range(1, 6)).to_bytes())
    assert memory.pages == 5
    assert SiteMemory.from_bytes(memory.to_bytes()) == memory


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\xff\x00",
        b"[]",
        b"null",
        b'{"version":1}',
        b'{"version":99,"pages":4}',
        b'{"version":1,"pages":"many","texts":[[1]],"places":[],"shapes":[]}',
    ],
    ids=["empty", "bytes", "list", "null", "parts missing", "other version", "wrong"],
)
def test_a_broken_or_foreign_memory_is_an_empty_one(stored: bytes) -> None:
    assert SiteMemory.from_bytes(stored) == SiteMemory()


def test_a_memory_is_bounded() -> None:
    chance = random.Random(5)
    memory = SiteMemory()
    for now in range(1, 40):
        tables: dict[str, Any] = {
            name: {
                **getattr(memory, name),
                **{chance.getrandbits(32): (1.0, 1.0, now) for _ in range(300)},
            }
            for name in ("texts", "places", "shapes", "homes")
        }
        sample = tuple(chance.getrandbits(32) for _ in range(7))
        memory = fitted(memory, sample, 100_000, **tables)
    assert len(memory.to_bytes()) <= 64 * 1024
    assert json.loads(memory.to_bytes())["version"] == 1


def test_what_was_not_seen_for_long_is_forgotten() -> None:
    memory = fitted(
        SiteMemory(pages=80),
        (1, 2),
        100,
        texts={7: (3.0, 1.0, 10), 8: (3.0, 70.0, 80)},
        places={},
        shapes={},
        homes={},
    )
    assert set(memory.texts) == {8}


@pytest.mark.parametrize(
    ("words", "count", "pages", "repeated"),
    [(30, 3, 4, True), (30, 2, 3, False), (4, 2, 3, True), (4, 2, 20, False)],
    ids=["long, on three", "long, on two", "short, on two", "short, rare"],
)
def test_which_texts_repeat(words: int, count: int, pages: int, repeated: bool) -> None:
    memory = SiteMemory(pages=pages, texts={7: (float(count), 1.0, pages)})
    assert memory.is_repeated(7, words) is repeated


def test_which_paths_are_idle() -> None:
    places = {1: (0.0, 2.9, 3), 2: (0.0, 1.9, 3), 3: (0.5, 6.0, 9)}
    assert SiteMemory(pages=9, places=places).idle_paths() == {1}


def test_shapes_that_disagree_say_nothing() -> None:
    shapes = {1: (4.0, 0.1, 5), 2: (0.0, 4.0, 5), 3: (2.0, 2.0, 5), 4: (1.0, 0.0, 5)}
    memory = SiteMemory(pages=5, shapes=shapes)
    found = [memory.share_kept(shape) for shape in (1, 2, 3, 4, 5)]
    assert found[0] is not None
    assert found[0] > 0.9
    assert found[1:] == [0.0, None, None, None]
    assert memory.share_kept(4, 2) == 0.0


@pytest.mark.parametrize(
    ("pages", "misses", "ripe"),
    [(9, 0, True), (9, 3, True), (10, 4, False), (17, 9, True), (16, 0, False)],
    ids=["fine", "some misses", "given up", "asked again", "read without it"],
)
def test_a_memory_that_fails_is_seldom_asked(
    pages: int, misses: int, ripe: bool
) -> None:
    assert SiteMemory(pages=pages, misses=misses).is_ripe is ripe
