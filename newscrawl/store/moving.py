"""Copy a whole store into an empty one, of the other kind of database or the same.

Every table goes row by row, in batches, in one transaction of the target; then both
sides are read again and compared: the rows of each table, and a sum over the hashes of
them all, which their order does not change. The full-text index is left out: it is
made of the rest (`Store.index`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, select

from newscrawl.errors import StoreError
from newscrawl.store import schema as s
from newscrawl.store.store import opened

_BATCH: Final = 1_000
_WORD: Final = 1 << 64


@dataclass(frozen=True, slots=True)
class Copied:
    """A table that was copied and compared: its rows, and the sum of their hashes."""

    table: str
    rows: int
    checksum: str


def transfer(
    source: str, target: str, tell: Callable[[Copied], None] = lambda copied: None
) -> list[Copied]:
    """Copy the store at one address to another; `tell` hears of each table.

    Nothing is left in the target when it fails. Raises StoreError when the target holds
    anything, or differs from the source in the end, and as `open_store` does.
    """
    opened(source, read_only=True).close()  # before anything is made
    there = opened(target, read_only=False)
    try:
        with there.write() as writing:
            _require_empty(writing, there.where)
            here = opened(source, read_only=True)
            try:
                with here.read() as reading:
                    return [
                        _copied(table, reading, writing, there.where, tell)
                        for table in s.tables.sorted_tables
                    ]
            finally:
                here.close()
    finally:
        there.close()


def _require_empty(connection: Connection, where: str) -> None:
    for table in s.tables.sorted_tables:
        if table is s.meta:
            continue
        if connection.execute(select(table).limit(1)).first() is not None:
            raise StoreError(
                where, f"it holds {table.name} already: name an empty database"
            )


def _copied(
    table: Table,
    reading: Connection,
    writing: Connection,
    where: str,
    tell: Callable[[Copied], None],
) -> Copied:
    if table is s.meta:
        writing.execute(table.delete())
    rows = _rows(reading, table)
    for some in rows.partitions(_BATCH):
        writing.execute(table.insert(), [dict(row._mapping) for row in some])
    here, there = _sum(table, reading), _sum(table, writing)
    if here != there:
        raise StoreError(
            where,
            f"{table.name}: {there.rows} rows ({there.checksum}) came of"
            f" {here.rows} ({here.checksum}): nothing was kept",
        )
    tell(there)
    return there


def _rows(connection: Connection, table: Table) -> Any:
    query = select(table)
    if table is s.meta:
        query = query.where(~table.c.key.like("search-%"))
    streaming = query.execution_options(yield_per=_BATCH)
    return connection.execute(streaming)


def _sum(table: Table, connection: Connection) -> Copied:
    count = total = 0
    for row in _rows(connection, table):
        count += 1
        total += _hash(row)
    return Copied(table.name, count, f"{total % _WORD:016x}")


def _hash(row: Row[Any] | Iterable[Any]) -> int:
    values = [bytes(v) if isinstance(v, memoryview) else v for v in row]
    digest = hashlib.blake2b(repr(values).encode(), digest_size=8).digest()
    return int.from_bytes(digest)
