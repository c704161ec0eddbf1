"""Events with the record that each left, put together from the newest backwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.delta import restore
from newscrawl.store.rows import AnyRow, record_of
from newscrawl.store.state import Event


def events(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[Event]:
    """Yield rows of the events table as events, in their order."""
    chains: dict[str, dict[int, tuple[str, str | None]]] = {}
    for row in rows:
        if row.article_id not in chains:
            chains[row.article_id] = _records(connection, row.article_id, row.seq)
        record, before = chains[row.article_id][row.seq]
        yield Event(
            row.seq,
            row.op,
            row.article_id,
            row.version,
            row.at,
            row.significant,
            tuple(json.loads(row.changed)),
            row.run,
            record,
            before,
        )


def records(connection: Connection, id_: str, since: int = 0) -> dict[int, str]:
    """Return an article's records by the seq of the event that left each."""
    found = _records(connection, id_, since)
    return {seq: record for seq, (record, _) in found.items()}


def _records(
    connection: Connection, id_: str, since: int
) -> dict[int, tuple[str, str | None]]:
    """Return an article's records and those before them, by the seq of their event."""
    article = q.run(connection, q.ARTICLE, {"id": id_}).one()
    record, seq = record_of(article.record), article.seq
    if seq == article.born:
        return {seq: (record, None)}
    found: dict[int, tuple[str, str | None]] = {}
    older = (
        select(s.versions.c.seq, s.versions.c.delta)
        .where(s.versions.c.article_id == id_)
        .order_by(s.versions.c.seq.desc())
    )
    for version in connection.execute(older):
        before = restore(version.delta, record)
        found[seq] = (record, before)
        record, seq = before, version.seq
        if seq < since:
            return found
    found[seq] = (record, None)
    return found
