"""Copies of a SQLite store, made while it is in use, and put back.

SQLite's online backup copies what one moment of the store holds, and keeps no writer
waiting; both ways it is a transaction of the file that is written. A copy is looked through before it
gets its name. PostgreSQL has pg_dump and pg_restore for this, and they are better.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import (
    ConfigError,
    StoreCorruptError,
    StoreError,
    StoreLockedError,
    StoreUnwritableError,
    StoreVersionError,
)
from newscrawl.store import schema
from newscrawl.store.database import file_of

_COUNTED = ("articles", "events", "versions", "addresses", "runs")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a copy holds: rows by table."""

    counts: dict[str, int]


def back_up(url: str, file: Path, *, is_forced: bool = False) -> Verified:
    """Copy a store to a file, whole and verified, while others use it.

    Raises ConfigError for a PostgreSQL store or a file that is there already (unless
    `is_forced`), StoreCorruptError when the copy is not sound.
    """
    source = _sqlite_file(url, "pg_dump --format=custom --file=FILE")
    if not source.is_file():
        raise StoreError(str(source), "no such store: crawl first")
    if file.exists() and not is_forced:
        raise ConfigError(f"{file}: it is there already: name another, or give --force")
    if file.exists() and file.samefile(source):
        raise ConfigError(f"{file}: that is the store itself")
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    with _told(file):
        try:
            before = _counts(source)
            _copy(source, temporary)
            _forget_log(temporary)
            copied = look_through(temporary)
            if any(copied[name] < before[name] for name in _COUNTED):
                raise StoreCorruptError(str(file), "the copy lacks rows: not kept")
            _sync(temporary)
            temporary.replace(file)
        finally:
            for end in ("", "-wal", "-shm", "-journal"):
                Path(f"{temporary}{end}").unlink(missing_ok=True)
    return Verified(copied)


def restore(
    file: Path, url: str, *, is_forced: bool = False
) -> tuple[Verified, Path | None]:
    """Put a verified copy in the place of a store; return it, and where the old one is.

    What was there is kept beside, as `NAME.before-restore`. Raises ConfigError where a
    store is there (unless `is_forced`) or for PostgreSQL, StoreError for a copy that is
    not sound or of a newer version.
    """
    target = _sqlite_file(url, "pg_restore --clean --dbname=URL FILE")
    counts = look_through(file)
    kept = None
    if target.exists():
        if not is_forced:
            raise ConfigError(f"{target}: a store is there: give --force to replace it")
        if target.samefile(file):
            raise ConfigError(f"{file}: that is the store itself")
        kept = target.with_name(f"{target.name}.before-restore")
        back_up(url, kept, is_forced=True)
    with _told(target):
        _copy(file, target)
        if look_through(target) != counts:
            raise StoreCorruptError(
                str(target), "it differs from the copy it came from"
            )
    return Verified(counts), kept


def look_through(file: Path) -> dict[str, int]:
    """Look through the whole of a copy; return its rows by table.

    Raises StoreError for a file that is no store, StoreVersionError for a newer one's,
    StoreCorruptError for damage.
    """
    if not file.is_file():
        raise StoreError(str(file), "no such file")
    with _told(file), _opened(file, "ro") as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise StoreCorruptError(str(file), f"the file is damaged: {found}")
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreCorruptError(str(file), "a row names another that is not there")
        names = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        if not {*_COUNTED, "meta"} <= {name for (name,) in names}:
            raise StoreError(str(file), "no newscrawl store")
        query = "SELECT value FROM meta WHERE key = 'version'"
        version = int(connection.execute(query).fetchone()[0])
        if version > schema.VERSION:
            raise StoreVersionError(str(file), "written by a newer newscrawl")
    return _counts(file)


def _copy(source: Path, target: Path) -> None:
    """Copy in one step: in WAL mode it keeps no writer of the source waiting."""
    with _opened(source, "ro") as read, _opened(target, "rwc") as written:
        read.backup(written)


def _forget_log(file: Path) -> None:
    """Make a copy one file: without a log beside it until somebody opens it."""
    with _opened(file, "rw") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def _counts(file: Path) -> dict[str, int]:
    with _opened(file, "ro") as connection:
        connection.execute("BEGIN")
        return {
            name: connection.execute(
                f"SELECT count(*) FROM {name}"  # nosec B608
            ).fetchone()[0]
            for name in _COUNTED
        }


def _sqlite_file(url: str, instead: str) -> Path:
    file = file_of(url)
    if file is None:
        raise ConfigError(f"a PostgreSQL store is copied by its own tools: {instead}")
    return file


@contextlib.contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreLockedError(str(file), "another program holds it") from error
        raise StoreUnwritableError(str(file), str(error)) from error
    except sqlite3.DatabaseError as error:
        raise StoreCorruptError(str(file), str(error)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreUnwritableError(str(file), reason.lower()) from error


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
