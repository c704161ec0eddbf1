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

_BATCH = 500


def events(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[Event]:
    """Yield rows of the events table as events, in their order."""
    newest = _articles(connection, [row.article_id for row in rows])
    chains: dict[str, dict[int, tuple[str, str | None]]] = {}
    for row in rows:
        if row.article_id not in chains:
            article = newest[row.article_id]
            chains[row.article_id] = _chain(connection, article, row.seq)
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
    article = q.run(connection, q.ARTICLE, {"id": id_}).one()
    found = _chain(connection, article, since)
    return {seq: record for seq, (record, _) in found.items()}


def _articles(connection: Connection, ids: Sequence[str]) -> dict[str, AnyRow]:
    table = s.articles.c
    query = select(table.id, table.seq, table.born, table.record)
    found: dict[str, AnyRow] = {}
    for at in range(0, len(ids), _BATCH):
        some = query.where(table.id.in_(set(ids[at : at + _BATCH])))
        found |= {row.id: row for row in connection.execute(some)}
    return found


def _chain(
    connection: Connection, article: AnyRow, since: int
) -> dict[int, tuple[str, str | None]]:
    """Return an article's records and those before them, by the seq of their event."""
    record, seq = record_of(article.record), article.seq
    if seq == article.born:
        return {seq: (record, None)}
    found: dict[int, tuple[str, str | None]] = {}
    older = (
        select(s.versions.c.seq, s.versions.c.delta)
        .where(s.versions.c.article_id == article.id)
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
