"""Tests of what the store says is due, and of its page states."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.store import Store, open_store
from tests.store.test_store import URL, page, save, seen


def at(hour: int, day: int = 25) -> str:
    return f"2024-03-{day:02}T{hour:02}:00:00Z"


def test_a_page_state_comes_back_whole(store: Store) -> None:
    stated = page(
        first_at=at(8),
        due_at=at(9),
        failures=2,
        interval_s=900,
        unproved=3,
        distrusted=True,
        found='{"source": "x"}',
    )
    store.save_page(stated)
    found = store.page(URL)
    assert found is not None
    assert (found.first_at, found.due_at) == (at(8), at(9))
    assert (found.failures, found.interval_s, found.unproved) == (2, 900, 3)
    assert (found.distrusted, found.found) == (True, '{"source": "x"}')


def test_articles_are_due_at_their_time_the_longest_first(store: Store) -> None:
    store.save_page(
        page(url="http://x.example/1", due_at=at(11)),
        page(url="http://x.example/2", due_at=at(10)),
        page(url="http://x.example/3", due_at=at(13)),
        page(url="http://x.example/4", due_at=None),
        page(url="http://x.example/5", due_at=at(9), kind="listing"),
        page(url="http://x.example/6", due_at=at(9), site="valley"),
    )
    due = store.due_articles("hillside", at(12), limit=9)
    assert [one.url[-1] for one in due] == ["2", "1"]
    assert len(store.due_articles("hillside", at(12), limit=1)) == 1


def test_a_page_looked_at_in_the_future_is_due(store: Store) -> None:
    store.save_page(page(fetched_at=at(8, 30), due_at=at(9, 30)))
    assert store.due_articles("hillside", at(9), limit=9)


def test_a_missing_page_is_due_twelve_hours_later(store: Store) -> None:
    save(store, seen())
    store.miss(page(status=404, fetched_at=at(8), due_at=at(9)), None)
    found = store.page(URL)
    assert found is not None
    assert (found.outcome, found.due_at) == ("missing", at(20))


@pytest.mark.parametrize("is_clean", [True, False])
def test_reading_changes_no_byte(tmp_path: Path, is_clean: bool) -> None:
    url = f"sqlite:///{tmp_path / 'newscrawl.db'}"
    writer = open_store(url)
    save(writer, seen())
    if is_clean:
        writer.close()
    names = ("newscrawl.db", "newscrawl.db-wal")
    kept = [tmp_path / name for name in names if (tmp_path / name).exists()]
    before = [file.read_bytes() for file in kept]
    with open_store(url, read_only=True) as reader:
        assert reader.last_seq() == 1
    assert [file.read_bytes() for file in kept] == before
    if is_clean:
        assert sorted(path.name for path in tmp_path.iterdir()) == ["newscrawl.db"]
    writer.close()
