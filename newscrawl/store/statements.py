"""The statements of the hot path, made and compiled once.

Making a statement anew costs ten times its run, finding it in SQLAlchemy's cache twice. A
list in one has a fixed length: `keys` fills it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Dialect,
    Executable,
    Row,
    Table,
    bindparam,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from newscrawl.identity.sketch import BANDS
from newscrawl.store import schema as s
from newscrawl.store.state import PageState

Values = Mapping[str, Any]

OWNED = 8
ASKED = 64
_NONE: Values = {}

OWNERS = union_all(
    select(s.addresses.c.key, s.addresses.c.article_id).where(
        s.addresses.c.key.in_([bindparam(f"key_{at}") for at in range(OWNED)])
    ),
    select(s.articles.c.id, s.articles.c.id).where(s.articles.c.id == bindparam("id")),
)
KNOWN = select(s.addresses.c.key).where(
    s.addresses.c.key.in_([bindparam(f"key_{at}") for at in range(ASKED)])
)
_PAGE = select(*(s.pages.c[field.name] for field in fields(PageState)))
PAGE = _PAGE.where(s.pages.c.url == bindparam("url"))
PAGES = _PAGE.where(s.pages.c.url.in_([bindparam(f"key_{at}") for at in range(ASKED)]))
ARTICLE = select(s.articles).where(s.articles.c.id == bindparam("id"))
ARTICLE_BORN = select(s.articles).where(s.articles.c.born == bindparam("born"))
ARTICLES_OF_CLUSTER = (
    select(s.articles)
    .where(s.articles.c.cluster_id == bindparam("cluster_id"))
    .order_by(s.articles.c.born)
)
PARTED = select(s.partings.c.other).where(s.partings.c.one == bindparam("id"))
LAST_SEQ = select(func.max(s.events.c.seq))
SKETCH = select(s.sketches.c.packed).where(s.sketches.c.born == bindparam("born"))
SKETCHES = select(s.sketches.c.born, s.sketches.c.packed).where(
    s.sketches.c.born.in_(bindparam("borns", expanding=True))
)
SHARING_BANDS = (
    select(s.bands.c.born)
    .where(s.bands.c.key.in_([bindparam(f"key_{at}") for at in range(BANDS)]))
    .group_by(s.bands.c.born)
    .order_by(func.count().desc(), s.bands.c.born.desc())
    .limit(20)
)

LISTED = (
    select(
        s.listed.c.article_id,
        s.listed.c.seq,
        s.listed.c.sort,
        func.coalesce(s.articles.c.entry, s.articles.c.record).label("shown"),
        s.articles.c.record,
        s.events.c.at,
    )
    .join(s.articles, s.articles.c.id == s.listed.c.article_id)
    .join(s.events, s.events.c.seq == s.listed.c.seq)
    .where(
        s.listed.c.feed == bindparam("feed"), s.listed.c.is_gone == bindparam("gone")
    )
    .where(s.listed.c.sort >= bindparam("from_sort"))
    .order_by(s.listed.c.sort.desc(), s.listed.c.article_id.desc())
    .limit(bindparam("most"))
)

LAST_ARCHIVED = (
    select(s.archived.c.n)
    .where(s.archived.c.feed == bindparam("feed"))
    .where(s.archived.c.seq <= bindparam("upto"))
    .order_by(s.archived.c.n.desc())
    .limit(1)
)
_NEWEST = (
    select(func.substr(s.articles.c.sort, 1, 10).label("day"))
    .where(s.articles.c.source == bindparam("source"))
    .order_by(s.articles.c.sort.desc())
    .limit(bindparam("most"))
    .subquery()
)
DAYS = (
    select(_NEWEST.c.day, func.count().label("articles"))
    .group_by(_NEWEST.c.day)
    .order_by(_NEWEST.c.day.desc())
)

INSERT_ARTICLE = s.articles.insert()
INSERT_EVENT = s.events.insert()
INSERT_VERSION = s.versions.insert()
INSERT_ADDRESS = s.addresses.insert()
INSERT_BAND = s.bands.insert()
INSERT_SKETCH = s.sketches.insert()
INSERT_LISTED = s.listed.insert()
INSERT_ARCHIVED = s.archived.insert()
DELETE_LISTED = (
    s.listed.delete()
    .where(s.listed.c.feed == bindparam("of_feed"))
    .where(s.listed.c.sort == bindparam("of_sort"))
    .where(s.listed.c.article_id == bindparam("of_article_id"))
)
DISPUTE = (
    s.addresses.update()
    .where(s.addresses.c.key == bindparam("disputed"))
    .values(article_id=None)
)
SETTLE = (
    s.addresses.update()
    .where(s.addresses.c.key == bindparam("settled"))
    .values(article_id=bindparam("owner"))
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


def run(
    connection: Connection,
    statement: Executable,
    values: Values | Sequence[Values] = _NONE,
) -> CursorResult[Any]:
    """Run one of these statements, with its parameters or a sequence of such."""
    sql, names, constants = _compiled(statement, connection.dialect.name)
    if isinstance(values, Mapping):
        return connection.exec_driver_sql(sql, _parameters(values, names, constants))
    rows = [_parameters(one, names, constants) for one in values]
    return connection.exec_driver_sql(sql, rows)


def _parameters(values: Values, names: list[str], constants: dict[str, Any]) -> Any:
    given = {**constants, **values}
    return tuple([given[name] for name in names]) if names else given


def keys(found: Sequence[object], size: int) -> Values:
    """Return up to `size` keys as parameters, filled up with the first of them."""
    filled = [*found, *[found[0]] * (size - len(found))]
    return {f"key_{at}": key for at, key in enumerate(filled)}


def in_parts(
    connection: Connection, statement: Executable, found: Iterable[object]
) -> Iterator[Row[Any]]:
    """Yield the rows for many keys, ASKED at a time; `statement` takes that many."""
    left = list(found)
    for at in range(0, len(left), ASKED):
        yield from run(connection, statement, keys(left[at : at + ASKED], ASKED))


def upsert(connection: Connection, table: Table, row: Values) -> None:
    """Insert a row, or put it in the place of the one with its primary key."""
    run(connection, _upsert(table, connection.dialect.name), row)


def insert_new(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert those of the rows whose primary key is new."""
    if rows:
        run(connection, _insert_new(table, connection.dialect.name), rows)


@cache
def _insert_new(table: Table, dialect: str) -> Executable:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table).on_conflict_do_nothing()


@cache
def _compiled(
    statement: Executable, dialect: str
) -> tuple[str, list[str], dict[str, Any]]:
    """Return a statement's text, its parameters in order, and those it brings.

    PostgreSQL takes them by name: their list is empty.
    """
    assert isinstance(statement, ClauseElement)
    is_sqlite = dialect == "sqlite"
    made = statement.compile(dialect=pysqlite.dialect() if is_sqlite else _psycopg())
    assert isinstance(made, SQLCompiler)
    return made.string, list(made.positiontup or ()), dict(made.params)


def _psycopg() -> Dialect:
    made: Dialect = psycopg.dialect()  # type: ignore[no-untyped-call]
    return made


@cache
def _upsert(table: Table, dialect: str) -> Executable:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    insert = make(table)
    keys = [column.name for column in table.primary_key]
    rest = {c.name: insert.excluded[c.name] for c in table.c if c.name not in keys}
    if not rest:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(index_elements=keys, set_=rest)
