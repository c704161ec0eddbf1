"""Pruning drops what is old and never what an article is; copies are verified."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.errors import (
    ConfigError,
    StoreCorruptError,
    StoreError,
    StoreVersionError,
)
from newscrawl.store import (
    Ages,
    PageState,
    Store,
    Waiting,
    back_up,
    look_through,
    open_store,
    restore,
)
from tests.samples import article

NOW = datetime(2026, 3, 25, tzinfo=UTC)
OLD, NEW = "2025-03-25T08:00:00Z", "2026-03-24T08:00:00Z"


def page(name: str, at: str, due: str | None = None) -> PageState:
    return PageState(
        url=f"http://v.example/{name}",
        site="v",
        kind="article",
        status=200,
        fetched_at=at,
        outcome="article",
        due_at=due,
    )


def fill(store: Store) -> None:
    store.save_page(page("old", OLD), page("due", OLD, NEW), page("new", NEW))
    for at in (OLD, NEW):
        store.end_run(store.begin_run(["v"], at), at, {"dropped": 1})
        store.discovery.wait("v", Waiting(f"http://v.example/{at}", "article", at))
    told = store.begin_run(["v"], OLD)
    store.save(article(), ["http://v.example/a"], None, told)
    store.end_run(told, OLD, {"articles/new": 1})


def test_what_is_old_goes_and_articles_stay(store: Store) -> None:
    fill(store)
    ages = Ages(sketches=10_000)
    counted = store.upkeep.prune(ages, NOW, is_tried=True)
    assert store.upkeep.prune(ages, NOW, is_tried=False) == counted | {"run_counts": 1}
    gone = {"sketches": 0, "pages": 1, "runs": 1, "days": 0, "waiting": 1}
    assert counted == gone | {"run_counts": 2}
    assert store.page("http://v.example/old") is None
    assert store.page("http://v.example/due") is not None
    assert [one.id for one in store.health.runs()] == [3, 2]
    assert store.find(article().id) is not None
    assert not any(store.upkeep.prune(ages, NOW, is_tried=False).values())


def test_space_is_given_back(store: Store) -> None:
    fill(store)
    store.upkeep.vacuum()
    space = store.upkeep.space()
    if space is not None:
        assert (space.free, space.is_worth_vacuum) == (0, False)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "newscrawl.db"
    with open_store(f"sqlite:///{path}") as store:
        fill(store)
        yield path


def test_a_store_in_use_is_copied_and_put_back(file: Path, tmp_path: Path) -> None:
    copy, url = tmp_path / "copy.db", f"sqlite:///{file}"
    copied = back_up(url, copy)
    assert copied.counts["articles"] == 1
    assert look_through(copy) == copied.counts
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
    with open_store(url) as store:
        store.begin_run(["later"], NEW)
        found, kept = restore(copy, url, is_forced=True)
        assert found == copied
        assert [one.sites for one in store.health.runs(limit=1)] == [("v",)]
    assert kept is not None
    assert look_through(kept)["runs"] == copied.counts["runs"] + 1


def test_a_copy_is_put_where_no_store_is(file: Path, tmp_path: Path) -> None:
    back_up(f"sqlite:///{file}", tmp_path / "copy.db")
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert restore(tmp_path / "copy.db", other)[1] is None
    with open_store(other) as store:
        assert store.find(article().id) is not None


def test_nothing_is_replaced_unasked(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{file}"
    copy = tmp_path / "copy.db"
    back_up(url, copy)
    with pytest.raises(ConfigError, match="there already"):
        back_up(url, copy)
    with pytest.raises(ConfigError, match="a store is there"):
        restore(copy, url)
    with pytest.raises(ConfigError, match="the store itself"):
        restore(file, url, is_forced=True)


@pytest.mark.parametrize("call", [back_up, lambda url, file: restore(file, url)])
def test_postgresql_has_its_own_tools(call: object, tmp_path: Path) -> None:
    assert callable(call)
    with pytest.raises(ConfigError, match="pg_"):
        call("postgresql+psycopg://h/x", tmp_path / "copy.db")


def test_a_damaged_copy_is_found_out(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(f"sqlite:///{file}", copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[12288:])
    with pytest.raises(StoreCorruptError):
        restore(copy, f"sqlite:///{file}", is_forced=True)
    assert look_through(file)["articles"] == 1


def test_what_is_no_store_is_not_put_back(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE other (a)")
    with pytest.raises(StoreError, match="no newscrawl store"):
        look_through(other)
    with pytest.raises(StoreError, match="no such file"):
        look_through(tmp_path / "none.db")


def test_a_newer_copy_is_not_put_back(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    back_up(f"sqlite:///{file}", copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'version'")
    with pytest.raises(StoreVersionError):
        restore(copy, f"sqlite:///{file}", is_forced=True)
