"""Tests of newscrawl.store.moving: a store moves whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.errors import StoreError
from newscrawl.identity import addresses, identify
from newscrawl.publish import publish
from newscrawl.store import Store, open_store, transfer
from newscrawl.store.moving import Copied
from tests.samples import SEEN, article, site


def fill(store: Store) -> None:
    run = store.begin_run(["hillside"], SEEN)
    for number in range(5):
        url = f"http://www.example.org/town/2024-03/25/c_{number}.htm"
        one = identify(article(url=url, title=f"包头 {number}"), site())
        store.save(one, addresses(one, site()), None, run)
    store.end_run(run, SEEN, {"new": 5})


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_store_goes_there_and_back_and_publishes_the_same(
    url: str, tmp_path: Path
) -> None:
    first, last = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "last.db"))
    with open_store(first) as store:
        fill(store)
        list(store.index())
        publish(store, tmp_path / "first")
    there = transfer(first, url)
    assert {copied.table: copied.rows for copied in there}["articles"] == 5
    told: list[Copied] = []
    assert transfer(url, last, told.append) == there == told
    with open_store(last) as store:
        publish(store, tmp_path / "last")
        assert len(list(store.index())) == 1
    assert files(tmp_path / "first") == files(tmp_path / "last")


def test_a_store_that_holds_something_is_refused(url: str, tmp_path: Path) -> None:
    first = f"sqlite:///{tmp_path / 'first.db'}"
    for place in (first, url):
        with open_store(place) as store:
            fill(store)
    with pytest.raises(StoreError, match=r"holds [a-z_]+ already"):
        transfer(first, url)


def test_nothing_is_left_where_rows_went_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "last.db"))
    with open_store(first) as store:
        fill(store)
    numbers = iter(range(1_000))
    monkeypatch.setattr(
        "newscrawl.store.moving._hash", lambda row: next(numbers), raising=True
    )
    with pytest.raises(StoreError, match="nothing was kept"):
        transfer(first, last)
    with open_store(last) as store:
        assert store.state().seq == 0
