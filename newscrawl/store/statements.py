"""The statements of the hot path, made once: making one anew costs ten times its run."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from newscrawl.store import schema as s

OWNERS = select(s.addresses.c.key, s.addresses.c.article_id).where(
    s.addresses.c.key.in_(bindparam("keys", expanding=True))
)
ARTICLE = select(s.articles).where(s.articles.c.id == bindparam("id"))
ARTICLE_BORN = select(s.articles).where(s.articles.c.born == bindparam("born"))
ARTICLES_OF_CONTENT = (
    select(s.articles)
    .where(s.articles.c.content_hash == bindparam("content_hash"))
    .order_by(s.articles.c.born.desc())
    .limit(8)
)
ARTICLES_OF_CLUSTER = (
    select(s.articles)
    .where(s.articles.c.cluster_id == bindparam("cluster_id"))
    .order_by(s.articles.c.born)
)
LAST_SEQ = select(func.max(s.events.c.seq))
SKETCH = select(s.sketches.c.packed).where(s.sketches.c.born == bindparam("born"))
SKETCHES = select(s.sketches.c.born, s.sketches.c.packed).where(
    s.sketches.c.born.in_(bindparam("borns", expanding=True))
)
SHARING_BANDS = (
    select(s.bands.c.born)
    .where(s.bands.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(s.bands.c.born)
    .order_by(func.count().desc(), s.bands.c.born.desc())
    .limit(20)
)

INSERT_ARTICLE = s.articles.insert()
INSERT_EVENT = s.events.insert()
INSERT_VERSION = s.versions.insert()
INSERT_ADDRESS = s.addresses.insert()
INSERT_BAND = s.bands.insert()
INSERT_SKETCH = s.sketches.insert()
DISPUTE = (
    s.addresses.update()
    .where(s.addresses.c.key == bindparam("disputed"))
    .values(article_id=None)
)
UPDATE_ARTICLE = (
    s.articles.update()
    .where(s.articles.c.id == bindparam("known"))
    .values(
        {
            column.name: bindparam(column.name)
            for column in s.articles.c
            if column.name not in ("id", "born")
        }
    )
)
MERGE_ARTICLE = (
    s.articles.update()
    .where(s.articles.c.id == bindparam("of"))
    .values(merged_into=bindparam("into"))
)
MOVE_ADDRESSES = (
    s.addresses.update()
    .where(s.addresses.c.article_id == bindparam("of"))
    .values(article_id=bindparam("into"))
)
DELETE_BAND = (
    s.bands.delete()
    .where(s.bands.c.key == bindparam("of_key"))
    .where(s.bands.c.born == bindparam("of"))
)
DELETE_SKETCH = s.sketches.delete().where(s.sketches.c.born == bindparam("of"))


def upsert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or put it in the place of the one with its primary key."""
    connection.execute(_upsert(table, connection.dialect.name), row)


@cache
def _upsert(table: Table, dialect: str) -> Executable:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    insert = make(table)
    keys = [column.name for column in table.primary_key]
    rest = {c.name: insert.excluded[c.name] for c in table.c if c.name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=rest)
