"""Opening a database: one engine for SQLite and PostgreSQL, and its transactions.

SQLite runs in WAL mode, synchronous NORMAL (a power cut may lose the last commits,
never the file), with foreign keys and a busy timeout. A write begins IMMEDIATE, so
that look-up and write are one step for all processes; on PostgreSQL an advisory lock
does the same.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from newscrawl.errors import (
    ConfigError,
    StoreCorruptError,
    StoreError,
    StoreUnwritableError,
)
from newscrawl.store.failures import told

_ADVISORY_LOCK = 0x6E657773  # "news"
_CHECKED_BYTES = 64 * 2**20

# Of a new file. Records are 2 to 3 KB: larger pages leave a third of each empty, and
# each of an article's sixteen bands writes a whole page.
_PAGE_BYTES = 2048


class Database:
    """An engine with its transactions; `where` names it without its password."""

    def __init__(self, url: str, *, read_only: bool, timeout_s: float) -> None:
        self._url = _read_url(url)
        self.read_only = read_only
        self.where = _name(self._url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._engine = _sqlite(self._url, read_only, timeout_s)
        else:
            self._engine = _postgresql(self._url, self.where, read_only, timeout_s)
        self._writing = self._engine.execution_options(is_write=not read_only)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the database."""
        with told(self.where), self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that no other writer can come between."""
        with told(self.where), self._writing.begin() as connection:
            if not self.is_sqlite and not self.read_only:
                lock = text("SELECT pg_advisory_xact_lock(:key)")
                connection.execute(lock, {"key": _ADVISORY_LOCK})
            yield connection

    def check(self, *, whole: bool = False) -> None:
        """Look for damage: in a small SQLite file, or in one of any size if `whole`.

        Raises StoreCorruptError when some is found.
        """
        if not self.is_sqlite or not (whole or self._bytes() <= _CHECKED_BYTES):
            return
        with self.read() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if found != "ok":
            raise StoreCorruptError(
                self.where, "the file is damaged: restore a copy, or move it away"
            )

    @property
    def file(self) -> Path | None:
        """The database's file, None where it is a server's."""
        return Path(self._url.database or "") if self.is_sqlite else None

    def connect(self) -> Connection:
        """Return a connection of its own, outside transactions; close it after use."""
        with told(self.where):
            alone = self._engine.execution_options(isolation_level="AUTOCOMMIT")
            connection = alone.connect()
            connection.detach()
            return connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _bytes(self) -> int:
        return self.file.stat().st_size if self.file and self.file.is_file() else 0


def _read_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise ConfigError(f"the store's address cannot be read: {error}") from error
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise ConfigError(
        "the store's address must be sqlite:///FILE or postgresql+psycopg://…,"
        f" got {parsed.render_as_string(hide_password=True)}"
    )


def file_of(url: str) -> Path | None:
    """Return the file of a store's address, None where it is a server's."""
    parsed = _read_url(url)
    is_sqlite = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "") if is_sqlite else None


def _name(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.render_as_string(hide_password=True)


def _sqlite(url: URL, read_only: bool, timeout_s: float) -> Engine:
    file = Path(url.database or "")
    if read_only:
        if not file.exists():
            raise StoreError(str(file), "no such store: crawl first")
        # A file opened "ro" leaves a log beside it; "rw" would empty one that is there.
        mode = "ro" if Path(f"{file}-wal").exists() else "rw"
        query = {"mode": mode, "uri": "true"}
        url = url.set(database=f"file:{quote(str(file))}", query=query)
    elif file.is_file():
        _try_writing(file)
    engine = create_engine(url, connect_args={"timeout": timeout_s})

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            _begin_wal(connection, timeout_s)
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("is_write")
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _begin_wal(connection: Any, timeout_s: float) -> None:
    """Turn to WAL; where two processes make one file at once, the later one waits.

    SQLite's own busy timeout does not hold for this change.
    """
    end = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not is_busy or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _try_writing(file: Path) -> None:
    """Look whether a file may be written: SQLite would tell at the first write only.

    It is not opened: to close it again would let go of every lock that this process
    has on it, and another process could then write at the same time (SQLite, "How To
    Corrupt An SQLite Database File", 2.2).
    """
    if not os.access(file, os.W_OK):
        raise StoreUnwritableError(
            str(file), "it cannot be written: allow writing to the file and its folder"
        )


def _postgresql(url: URL, where: str, read_only: bool, timeout_s: float) -> Engine:
    options = f"-c lock_timeout={round(timeout_s * 1000)}"
    if read_only:
        options += " -c default_transaction_read_only=on"
    try:
        return create_engine(
            url,
            isolation_level="REPEATABLE READ" if read_only else "READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": 10},
        )
    except ModuleNotFoundError as error:
        raise StoreError(
            where, "PostgreSQL needs its driver: pip install 'newscrawl[postgresql]'"
        ) from error
