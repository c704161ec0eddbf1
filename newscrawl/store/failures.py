"""What a database's errors mean to a person: one StoreError each, with what next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from newscrawl.errors import (
    StoreCorruptError,
    StoreError,
    StoreLockedError,
    StoreUnwritableError,
)

_CORRUPT = "the file is damaged or no database: restore a copy, or move it away"
_LOCKED = "another process holds it: wait for that crawl to end, then try again"
_FULL = "the disk is full: free some space, then try again"
_READ_ONLY = "it cannot be written: allow writing to the file and its folder"
_CANT_OPEN = "cannot be opened or made: see that its folder exists and allows writing"
_DISK = "the disk fails or a limit on file size is reached: see the system's log"

# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreLockedError, _LOCKED),
    sqlite3.SQLITE_LOCKED: (StoreLockedError, _LOCKED),
    sqlite3.SQLITE_CORRUPT: (StoreCorruptError, _CORRUPT),
    sqlite3.SQLITE_NOTADB: (StoreCorruptError, _CORRUPT),
    sqlite3.SQLITE_FORMAT: (StoreCorruptError, _CORRUPT),
    sqlite3.SQLITE_READONLY: (StoreUnwritableError, _READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreUnwritableError, _READ_ONLY),
    sqlite3.SQLITE_AUTH: (StoreUnwritableError, _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (StoreUnwritableError, _CANT_OPEN),
    sqlite3.SQLITE_FULL: (StoreUnwritableError, _FULL),
    sqlite3.SQLITE_IOERR: (StoreUnwritableError, _DISK),
}

# PostgreSQL's codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, tuple[type[StoreError], str]] = {
    "55P03": (StoreLockedError, _LOCKED),
    "40P01": (StoreLockedError, _LOCKED),
    "25006": (StoreUnwritableError, "the server or the session is read-only"),
    "42501": (StoreUnwritableError, "the role may not write: grant it the tables"),
    "53100": (StoreUnwritableError, _FULL),
    "XX001": (StoreCorruptError, "the server reports damaged data: restore a copy"),
    "XX002": (StoreCorruptError, "the server reports a damaged index: REINDEX it"),
}


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn a database's error into the StoreError that says what next."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _meaning(error, where) from error


def _meaning(error: DBAPIError | sqlite3.Error, where: str) -> StoreError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    state = getattr(cause, "sqlstate", None)
    found: tuple[type[StoreError], str] | None = None
    if isinstance(code, int):
        found = _SQLITE.get(code & 0xFF)
    elif isinstance(state, str):
        found = _POSTGRESQL.get(state)
    if found:
        kind, message = found
        return kind(where, message)
    lines = str(cause).strip().splitlines() or [type(cause).__name__]
    return StoreError(where, f"the database refuses: {lines[0][:200]}")
