"""Reading a store: in short transactions, or many calls in one state of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select

from newscrawl.store.database import Database
from newscrawl.store.failures import told
from newscrawl.store.rows import AnyRow

BATCH = 500


class Snapshot:
    """A database that is read, each call in its own transaction or all in one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot: Connection | None = None

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let what is read inside be one state of the store, whoever writes meanwhile."""
        with self._database.read() as connection:
            if not self._database.is_sqlite:
                level = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
                connection.exec_driver_sql(level)
            self._snapshot = connection
            try:
                yield
            finally:
                self._snapshot = None

    @contextlib.contextmanager
    def _read(self) -> Iterator[Connection]:
        if self._snapshot is not None:
            with told(self._database.where):
                yield self._snapshot
            return
        with self._database.read() as connection:
            yield connection

    def _batch(self, query: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        with self._read() as connection:
            return connection.execute(query.limit(BATCH)).all()
