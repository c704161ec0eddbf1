"""Articles a page at a time, chosen by site, region, date or words, newest first.

The order is that of feeds, by date and id; of a search it is the one in which articles
were first stored, the latest first, so that a page costs no more the more there are.
`after` of one page is where the next begins: it means the same however many articles
come in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import (
    ColumnClause,
    Connection,
    Select,
    literal_column,
    select,
    text,
    tuple_,
)

from newscrawl.errors import QueryError
from newscrawl.store import schema as s
from newscrawl.store import search
from newscrawl.store.rows import AnyRow, record_of

_BY_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)~(.{1,2000})")
_BY_BIRTH = re.compile(r"~(\d{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles: all that is not null must fit.

    `since` is RFC 3339 UTC to the second, of the instant an article is ordered by;
    `query` words and "phrases"; `after` what an earlier page ended with.
    """

    source: str | None = None
    region: str | None = None
    since: str | None = None
    query: str | None = None
    after: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """Records as JSON; `after` is null where there are no more."""

    records: tuple[str, ...]
    after: str | None


def browse(connection: Connection, wanted: Wanted) -> Slice:
    """Return the usable articles that are wanted.

    Raises QueryError for a search without an index or without a word, and for an
    `after` that no page ended with.
    """
    query = select(s.articles).where(
        s.articles.c.status == "usable", s.articles.c.merged_into.is_(None)
    )
    if wanted.source is not None:
        query = query.where(s.articles.c.source == wanted.source)
    if wanted.region is not None:
        query = query.where(s.articles.c.region == wanted.region)
    if wanted.since is not None:
        query = query.where(s.articles.c.sort >= wanted.since)
    by_birth = wanted.query is not None
    if wanted.query is not None:
        query = _searched(connection, query, wanted.query, wanted.after)
    else:
        query = _dated(query, wanted.after)
    rows = connection.execute(query.limit(wanted.limit + 1)).all()
    shown = rows[: wanted.limit]
    after = _mark(shown[-1], by_birth) if len(rows) > len(shown) else None
    return Slice(tuple(record_of(row.record) for row in shown), after)


def _dated(
    query: Select[*tuple[object, ...]], after: str | None
) -> Select[*tuple[object, ...]]:
    if after is not None:
        match = _BY_DATE.fullmatch(after)
        if not match:
            raise QueryError("after", "not what a page of this list ended with")
        query = query.where(tuple_(s.articles.c.sort, s.articles.c.id) < match.groups())
    return query.order_by(s.articles.c.sort.desc(), s.articles.c.id.desc())


def _searched(
    connection: Connection,
    query: Select[*tuple[object, ...]],
    words: str,
    after: str | None,
) -> Select[*tuple[object, ...]]:
    if search.indexed_upto(connection) != search.WHOLE:
        raise QueryError("q", "this store has no full-text index: `newscrawl index`")
    found = search.terms(words)
    if not found:
        raise QueryError("q", "expected a word of letters or digits")
    dialect = connection.dialect.name
    match = search.expression(found, dialect)
    if dialect == "sqlite":
        born, fits = "search.rowid", "search MATCH :match"
    else:
        born, fits = "search.born", "search.words @@ to_tsquery('simple', :match)"
    column: ColumnClause[int] = literal_column(born)
    query = query.join(text("search"), s.articles.c.born == column)
    query = query.where(text(fits).bindparams(match=match))
    if after is not None:
        mark = _BY_BIRTH.fullmatch(after)
        if not mark:
            raise QueryError("after", "not what a page of this search ended with")
        query = query.where(column < int(mark[1]))
    return query.order_by(column.desc())


def _mark(row: AnyRow, by_birth: bool) -> str:
    return f"~{row.born}" if by_birth else f"{row.sort}~{row.id}"
