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
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        if row.article_id not in found:
            found[row.article_id] = records(connection, row.article_id, row.seq)
        yield Event(
            row.seq,
            row.op,
            row.article_id,
            row.version,
            row.at,
            row.significant,
            tuple(json.loads(row.changed)),
            row.run,
            found[row.article_id][row.seq],
        )


def records(connection: Connection, id_: str, since: int = 0) -> dict[int, str]:
    """Return an article's records by the seq of the event that left each."""
    article = q.run(connection, q.ARTICLE, {"id": id_}).one()
    record = record_of(article.record)
    found = {article.seq: record}
    older = (
        select(s.versions.c.seq, s.versions.c.delta)
        .where(s.versions.c.article_id == id_, s.versions.c.seq >= since)
        .order_by(s.versions.c.seq.desc())
    )
    for version in connection.execute(older):
        record = restore(version.delta, record)
        found[version.seq] = record
    return found
