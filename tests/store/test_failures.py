"""Tests of what goes wrong: newscrawl.store.failures, .database and .schema."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from newscrawl.errors import (
    ConfigError,
    StoreCorruptError,
    StoreError,
    StoreLockedError,
    StoreUnwritableError,
    StoreVersionError,
)
from newscrawl.store import migrations, open_store, schema
from tests.store.test_store import page, save, seen

is_root = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "newscrawl.db"


def made(path: Path) -> str:
    url = f"sqlite:///{path}"
    with open_store(url) as store:
        save(store, seen())
    return url


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"Once upon a time. " * 100)
    with pytest.raises(StoreCorruptError, match="damaged or no database"):
        open_store(f"sqlite:///{path}")


def test_a_damaged_file(path: Path) -> None:
    url = made(path)
    body = bytearray(path.read_bytes())
    for at in range(4096, len(body), 4096):
        body[at : at + 64] = b"\xff" * 64
    path.write_bytes(body)
    with pytest.raises(StoreCorruptError):
        open_store(url)


def test_a_newer_store(path: Path) -> None:
    url = made(path)
    change(path, "UPDATE meta SET value = '99'")
    with pytest.raises(StoreVersionError, match="newer newscrawl"):
        open_store(url)


def test_somebody_elses_database(path: Path) -> None:
    change(path, "CREATE TABLE articles (a)")
    with pytest.raises(StoreError, match="no newscrawl store"):
        open_store(f"sqlite:///{path}")
    change(path, "CREATE TABLE meta (key TEXT, value TEXT)")
    with pytest.raises(StoreError, match="states no version"):
        open_store(f"sqlite:///{path}")


def test_an_older_store_is_brought_forward(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = made(path)

    def first(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE first (a)"))

    def second(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE first RENAME TO second"))

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 2)
    monkeypatch.setattr(
        migrations, "MIGRATIONS", (*migrations.MIGRATIONS, first, second)
    )
    with pytest.raises(StoreVersionError, match="brings it forward"):
        open_store(url, read_only=True)
    for _ in range(2):
        with open_store(url) as store:
            assert store.last_seq() == 1
    change(path, "SELECT a FROM second")


def test_a_failed_step_leaves_the_old_store(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = made(path)

    def wrong(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE first (a)"))
        connection.execute(text("CREATE TABLE first (a)"))

    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, wrong))
        with pytest.raises(StoreError):
            open_store(url)
    with open_store(url) as store:
        assert store.last_seq() == 1


def test_a_locked_store(path: Path) -> None:
    url = made(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLockedError, match="another process"):
            open_store(url, timeout_s=0.0)


def test_a_store_locked_while_open(path: Path) -> None:
    url = made(path)
    with (
        open_store(url, timeout_s=0.0) as store,
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLockedError):
            store.save_page(page())
        assert store.last_seq() == 1
        holder.execute("ROLLBACK")
        store.save_page(page())


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritableError, match="folder exists"):
        open_store(f"sqlite:///{tmp_path / 'none' / 'newscrawl.db'}")


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    with pytest.raises(StoreUnwritableError):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(is_root, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreUnwritableError):
        open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}")


@pytest.mark.skipif(is_root, reason="root may write anywhere")
def test_a_read_only_file(path: Path) -> None:
    url = made(path)
    path.chmod(0o400)
    with pytest.raises(StoreUnwritableError, match="allow writing"):
        open_store(url)


def test_writing_what_was_opened_to_read(path: Path) -> None:
    with (
        open_store(made(path), read_only=True) as store,
        pytest.raises(StoreUnwritableError, match="cannot be written"),
    ):
        store.save_page(page())


def test_a_full_disk(path: Path) -> None:
    with open_store(made(path)) as store:
        with store._database.read() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreUnwritableError, match="disk is full"):
            store.save_page(page(reason="x" * 100_000))
        assert store.last_seq() == 1


def test_a_store_that_does_not_exist_cannot_be_read(path: Path) -> None:
    with pytest.raises(StoreError, match="crawl first"):
        open_store(f"sqlite:///{path}", read_only=True)
    assert not path.exists()


@pytest.mark.parametrize(
    "url", ["", "newscrawl.db", "sqlite://", "mysql://u:secret@h/d", "nothing://x"]
)
def test_an_address_of_no_store(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="refuse") as caught:
        open_store("postgresql+psycopg://u:secret@127.0.0.1:1/d", timeout_s=1)
    assert "secret" not in str(caught.value)


def test_a_store_of_version_7_learns_when_sites_are_due(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    at = "2026-03-25T08:00:00Z"
    with open_store(url) as store:
        store.end_run(store.begin_run(["valley_post"], at), at, {})
    old = create_engine(url)
    with old.begin() as connection:
        connection.execute(text("ALTER TABLE crawled DROP COLUMN next_due"))
        connection.execute(text("UPDATE meta SET value = '7' WHERE key = 'version'"))
    old.dispose()
    with open_store(url) as store:
        assert store.agenda.next_due() == {"valley_post": None}
