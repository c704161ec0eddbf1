"""Writing one sight of an article: all of it inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from newscrawl.identity import Change, canonical_url, reconcile, sort_key
from newscrawl.record import Article, from_json, to_json
from newscrawl.store import schema as s
from newscrawl.store.state import PageState

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """What one call brings to the store."""

    article: Article
    addresses: frozenset[str]
    page: PageState | None
    run: int | None
    zone: str | None


def save(connection: Connection, written: Written, *, with_source: bool) -> Change:
    """Look an article up, compare it, and write what changed."""
    row = _look_up(connection, written)
    known = from_json(row.record) if row else None
    change = reconcile(known, written.article)
    if with_source:
        _save_source(connection, written)
    if change.op != "same":
        _save_article(connection, change, row, written.run)
    _save_addresses(connection, change.article.id, written.addresses)
    if written.page is not None:
        upsert(connection, s.pages, page_row(written.page))
    return change


def upsert(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row, or put it in the place of the one with its primary key."""
    insert = _insert(connection, table).values(**row)
    keys = [column.name for column in table.primary_key]
    rest = {name: insert.excluded[name] for name in row if name not in keys}
    connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=rest))


def page_row(page: PageState) -> dict[str, object]:
    """Return a page's state as its row: under the canonical form of its address."""
    return asdict(page) | {"url": canonical_url(page.url)}


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def _look_up(connection: Connection, written: Written) -> AnyRow | None:
    """Find the eldest article that shares an address, else the one with that id."""
    columns = (s.articles.c.id, s.articles.c.record, s.articles.c.entry)
    query = select(*columns, s.articles.c.seq, s.articles.c.born)
    shared = (
        query.join(s.addresses)
        .where(s.addresses.c.key.in_(written.addresses))
        .order_by(s.articles.c.born)
        .limit(1)
    )
    found = connection.execute(shared).first()
    if found is None:
        same_id = query.where(s.articles.c.id == written.article.id)
        found = connection.execute(same_id).first()
    return found


def _save_source(connection: Connection, written: Written) -> None:
    source = written.article.source
    record = json.dumps(asdict(source), ensure_ascii=False)
    row = {"id": source.id, "region": source.region, "zone": written.zone}
    upsert(connection, s.sources, row | {"record": record})


def _save_article(
    connection: Connection,
    change: Change,
    row: AnyRow | None,
    run: int | None,
) -> None:
    article = change.article
    last = connection.execute(select(func.max(s.events.c.seq))).scalar()
    seq = (last or 0) + 1
    values = _article_row(article) | {"seq": seq}
    if row is None:
        connection.execute(s.articles.insert().values(**values, born=seq))
    else:
        shown = None if change.significant else (row.entry or row.record)
        update = s.articles.update().where(s.articles.c.id == article.id)
        connection.execute(update.values(**values, entry=shown))
        old = s.versions.insert().values(seq=row.seq, record=row.record)
        connection.execute(old)
    connection.execute(
        s.events.insert().values(
            seq=seq,
            op=change.op,
            article_id=article.id,
            version=article.version,
            at=article.last_seen,
            significant=change.significant,
            changed=json.dumps(change.changed),
            run=run,
        )
    )


def _article_row(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "source": article.source.id,
        "region": article.source.region,
        "sort": sort_key(article),
        "status": article.status,
        "content_hash": article.content_hash,
        "record": to_json(article).decode(),
    }


def _save_addresses(connection: Connection, id_: str, keys: frozenset[str]) -> None:
    if not keys:
        return
    rows = [{"key": key, "article_id": id_} for key in sorted(keys)]
    insert = _insert(connection, s.addresses).on_conflict_do_nothing()
    connection.execute(insert, rows)
