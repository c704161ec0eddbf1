"""The tables, one schema for SQLite and PostgreSQL, and the way forward between them.

A record is kept as its JSON, compressed by zlib; the columns beside it are for queries. `entry` holds the
record as of its last significant change where a later, insignificant one was stored:
feeds show that, so that readers see nothing again. Of a superseded record `versions`
keeps what it differs in from the next, under the seq of the event that made it; an
article that proved to be another is `merged_into` it. `born` is the seq of an article's
first event, `sort` the instant it is ordered by. An address whose article is null is
disputed. `partings` are pairs that a person has said are no copies, both ways;
`mirrors` pairs of hosts that a person has said carry the same articles, or do not.
`feeds`, `listed`, `feeds_of` and `archived` are what `listing` keeps: which articles
each published feed holds; they are made anew from the rest whenever the rules change.
`sketches` and `bands` are of recent articles only; `site_memory` holds what the reader
of pages keeps of a site, in its own form and version. Indexes are few on purpose:
each is a page more to write for every article.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
    text,
)

from newscrawl.errors import StoreError, StoreVersionError

VERSION = 4

tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

runs = Table(
    "runs",
    tables,
    Column("id", Integer, primary_key=True),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("sites", Text, nullable=False),
    Column("counts", Text),
)

sources = Table(
    "sources",
    tables,
    Column("id", Text, primary_key=True),
    Column("region", Text),
    Column("zone", Text),
    Column("record", Text, nullable=False),
)

articles = Table(
    "articles",
    tables,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("region", Text),
    Column("sort", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cluster_id", Text),
    Column("duplicate_of", Text),
    Column("merged_into", Text),
    Column("seq", Integer, nullable=False),
    Column("born", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("entry", LargeBinary),
    Index("articles_by_date", "sort", "id"),
    Index("articles_by_source", "source", "sort", "id"),
    Index("articles_by_region", "region", "sort", "id"),
    Index("articles_by_born", "born"),
    Index(
        "articles_merged",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    Index(
        "articles_by_cluster",
        "cluster_id",
        sqlite_where=text("cluster_id IS NOT NULL"),
        postgresql_where=text("cluster_id IS NOT NULL"),
    ),
)

events = Table(
    "events",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("article_id", Text, ForeignKey("articles.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("significant", Boolean, nullable=False),
    Column("changed", Text, nullable=False),
    Column("run", Integer, ForeignKey("runs.id")),
    Index("events_by_article", "article_id", "seq"),
)

versions = Table(
    "versions",
    tables,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("delta", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

addresses = Table(
    "addresses",
    tables,
    Column("key", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id")),
    sqlite_with_rowid=False,
)

sketches = Table(
    "sketches",
    tables,
    Column("born", Integer, primary_key=True, autoincrement=False),
    Column("first_seen", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Index("sketches_by_age", "first_seen"),
)

bands = Table(
    "bands",
    tables,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("born", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

partings = Table(
    "partings",
    tables,
    Column("one", Text, ForeignKey("articles.id"), primary_key=True),
    Column("other", Text, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

mirrors = Table(
    "mirrors",
    tables,
    Column("host", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("is_believed", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    tables,
    Column("url", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

site_memory = Table(
    "site_memory",
    tables,
    Column("site", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("memory", LargeBinary, nullable=False),
    Column("updated", Text, nullable=False),
)

feeds = Table(
    "feeds",
    tables,
    Column("name", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("touched", Integer, nullable=False),
    sqlite_with_rowid=False,
)

listed = Table(
    "listed",
    tables,
    Column("feed", Text, primary_key=True),
    Column("sort", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

feeds_of = Table(
    "feeds_of",
    tables,
    Column("article_id", Text, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    Column("feeds", Text, nullable=False),
    sqlite_with_rowid=False,
)

archived = Table(
    "archived",
    tables,
    Column("feed", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

LISTING = (feeds, listed, feeds_of, archived)


def _add_site_memory(connection: Connection) -> None:
    site_memory.create(connection, checkfirst=True)


def _add_mirrors(connection: Connection) -> None:
    mirrors.create(connection, checkfirst=True)
    merged = next(one for one in articles.indexes if one.name == "articles_merged")
    merged.create(connection, checkfirst=True)


def _add_listing(connection: Connection) -> None:
    for table in LISTING:
        table.create(connection, checkfirst=True)


# MIGRATIONS[n] brings a store of version n + 1 to version n + 2.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _add_site_memory,
    _add_mirrors,
    _add_listing,
)


def prepare(connection: Connection, where: str, *, read_only: bool) -> None:
    """Make the tables of a new store, or bring an older one forward.

    Raises StoreVersionError when a newer newscrawl wrote it, or when it is older and
    may only be read; StoreError when it is somebody else's database.
    """
    found = set(inspect(connection).get_table_names())
    if meta.name not in found:
        if found & set(tables.tables) or read_only:
            raise StoreError(
                where, "no newscrawl store: crawl first, or name another database"
            )
        tables.create_all(connection)
        connection.execute(meta.insert().values(key="version", value=str(VERSION)))
        return
    version = _version(connection, where)
    if version < VERSION and read_only:
        raise StoreVersionError(
            where, f"version {version} of the store is old: one crawl brings it forward"
        )
    _migrate(connection, version)


def _version(connection: Connection, where: str) -> int:
    query = select(meta.c.value).where(meta.c.key == "version")
    value = connection.execute(query).scalar()
    if value is None or not value.isdecimal():
        raise StoreError(where, "not a newscrawl store: it states no version")
    version = int(value)
    if version > VERSION:
        raise StoreVersionError(
            where,
            f"written by a newer newscrawl (store version {version}, this one knows"
            f" {VERSION}): upgrade newscrawl, or name another store",
        )
    return version


def _migrate(connection: Connection, version: int) -> None:
    for step in MIGRATIONS[version - 1 : VERSION - 1]:
        step(connection)
    if version < VERSION:
        update = meta.update().where(meta.c.key == "version")
        connection.execute(update.values(value=str(VERSION)))
