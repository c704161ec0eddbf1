"""The way forward from one schema to the next, and what a database is before it is used."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select, text

from newscrawl.errors import StoreError, StoreVersionError
from newscrawl.store import schema
from newscrawl.store.health import count_past_runs


def _add_site_memory(connection: Connection) -> None:
    schema.site_memory.create(connection, checkfirst=True)


def _add_mirrors(connection: Connection) -> None:
    schema.mirrors.create(connection, checkfirst=True)
    merged = next(
        one for one in schema.articles.indexes if one.name == "articles_merged"
    )
    merged.create(connection, checkfirst=True)


def _add_discovery(connection: Connection) -> None:
    for table in (
        schema.source_yields,
        schema.shape_yields,
        schema.tellings,
        schema.waiting,
    ):
        table.create(connection, checkfirst=True)


def _add_page_schedule(connection: Connection) -> None:
    known = {column["name"] for column in inspect(connection).get_columns("pages")}
    for column in (
        "first_at TEXT",
        "due_at TEXT",
        "failures INTEGER NOT NULL DEFAULT 0",
        "interval_s INTEGER",
        "unproved INTEGER NOT NULL DEFAULT 0",
        "distrusted BOOLEAN NOT NULL DEFAULT FALSE",
        "found TEXT",
    ):
        if column.split()[0] not in known:
            connection.execute(text(f"ALTER TABLE pages ADD COLUMN {column}"))
    schema.pages_by_due.create(connection, checkfirst=True)


def _add_listing(connection: Connection) -> None:
    for table in schema.LISTING:
        table.create(connection, checkfirst=True)


def _add_health(connection: Connection) -> None:
    for table in schema.HEALTH:
        table.create(connection, checkfirst=True)
    schema.runs_by_start.create(connection, checkfirst=True)
    count_past_runs(connection)


def _add_next_due_and_lessons(connection: Connection) -> None:
    schema.site_lessons.create(connection, checkfirst=True)
    known = {column["name"] for column in inspect(connection).get_columns("crawled")}
    if "next_due" not in known:
        connection.execute(text("ALTER TABLE crawled ADD COLUMN next_due TEXT"))


# MIGRATIONS[n] brings a store of version n + 1 to version n + 2.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _add_site_memory,
    _add_mirrors,
    _add_discovery,
    _add_page_schedule,
    _add_listing,
    _add_health,
    _add_next_due_and_lessons,
)


def prepare(
    connection: Connection, where: str, *, read_only: bool, is_there: bool = False
) -> None:
    """Make the tables of a new store, or bring an older one forward.

    Raises StoreVersionError when a newer newscrawl wrote it, or when it is older and
    may only be read; StoreError when it is somebody else's database.
    """
    found = set(inspect(connection).get_table_names())
    if schema.meta.name not in found:
        if found & set(schema.tables.tables) or read_only or is_there:
            raise StoreError(
                where, "no newscrawl store: crawl first, or name another database"
            )
        schema.tables.create_all(connection)
        connection.execute(
            schema.meta.insert().values(key="version", value=str(schema.VERSION))
        )
        return
    version = _version(connection, where)
    if version < schema.VERSION and read_only:
        raise StoreVersionError(
            where, f"version {version} of the store is old: one crawl brings it forward"
        )
    _migrate(connection, version)


def _version(connection: Connection, where: str) -> int:
    query = select(schema.meta.c.value).where(schema.meta.c.key == "version")
    value = connection.execute(query).scalar()
    if value is None or not value.isdecimal():
        raise StoreError(where, "not a newscrawl store: it states no version")
    version = int(value)
    if version > schema.VERSION:
        raise StoreVersionError(
            where,
            f"written by a newer newscrawl (store version {version}, this one knows"
            f" {schema.VERSION}): upgrade newscrawl, or name another store",
        )
    return version


def _migrate(connection: Connection, version: int) -> None:
    for step in MIGRATIONS[version - 1 : schema.VERSION - 1]:
        step(connection)
    if version < schema.VERSION:
        update = schema.meta.update().where(schema.meta.c.key == "version")
        connection.execute(update.values(value=str(schema.VERSION)))
