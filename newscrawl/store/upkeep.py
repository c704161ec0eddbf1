"""Keeping a store tidy: what old age makes useless is dropped, what identity needs never.

Articles, versions, events and addresses stay for ever: they are what an article is. What
goes: sketches (copies come within days), page states that are never due again, the
counts of old runs (and the runs, where no event names them), days, and what waits
unfetched. Each kind is one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select, text

from newscrawl.store import schema as s
from newscrawl.store.database import Database
from newscrawl.store.duplicates import forget

_DAYS_KEPT = timedelta(days=800)
_VACUUM_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Ages:
    """How many days each kind is kept."""

    sketches: int = 14
    pages: int = 180
    runs: int = 90
    waiting: int = 90


@dataclass(frozen=True, slots=True)
class Space:
    """What a SQLite file takes, and how much of it is free, in bytes."""

    file: int
    free: int

    @property
    def is_worth_vacuum(self) -> bool:
        """Say whether a VACUUM would give back a fifth of the file or more."""
        return self.free > _VACUUM_SHARE * self.file


class Upkeep:
    """The tidying of an open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def prune(self, ages: Ages, now: datetime, *, is_tried: bool) -> dict[str, int]:
        """Drop what is too old at an instant; return how many rows of each kind.

        With `is_tried` they are counted, and nothing changes.
        """

        def before(days: int) -> str:
            at = now.astimezone(UTC) - timedelta(days=days)
            return at.strftime("%Y-%m-%dT%H:%M:%SZ")

        page, run = s.pages.c, s.runs.c
        old_runs = run.started_at < before(ages.runs)
        named = select(s.events.c.run).where(s.events.c.run.is_not(None))
        is_unnamed = run.id.not_in(named)
        is_page_old = (page.due_at.is_(None)) & (page.fetched_at < before(ages.pages))
        is_day_old = s.days.c.day < before(_DAYS_KEPT.days)[:10]
        is_left = s.waiting.c.at < before(ages.waiting)
        sketched = s.sketches.c.first_seen < before(ages.sketches)
        kept_for = timedelta(days=ages.sketches)
        last = before(0)
        steps: dict[str, tuple[Table, ColumnElement[bool], Callable[..., None]]] = {
            "sketches": (
                s.sketches,
                sketched,
                lambda connection, *_: forget(connection, last, kept_for),
            ),
            "pages": (s.pages, is_page_old, _delete),
            "runs": (s.runs, old_runs & is_unnamed, _delete_runs),
            "run_counts": (s.runs, old_runs & run.counts.is_not(None), _empty_runs),
            "days": (s.days, is_day_old, _delete),
            "waiting": (s.waiting, is_left, _delete),
        }
        dropped = {}
        for name, (table, is_old, drop) in steps.items():
            count = select(func.count()).select_from(table).where(is_old)
            if is_tried:
                with self._database.read() as connection:
                    dropped[name] = connection.execute(count).scalar_one()
                continue
            with self._database.write() as connection:
                dropped[name] = connection.execute(count).scalar_one()
                if dropped[name]:
                    drop(connection, table, is_old)
        return dropped

    def space(self) -> Space | None:
        """Return what the file takes; None on PostgreSQL, which tidies itself."""
        if not self._database.is_sqlite:
            return None
        with self._database.read() as connection:

            def ask(name: str) -> int:
                found = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                return int(found or 0)

            size = ask("page_size")
            return Space(ask("page_count") * size, ask("freelist_count") * size)

    def vacuum(self) -> None:
        """Write a SQLite file anew without its free pages; it takes as much space again."""
        file = self._database.file
        if file is None:
            return
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _delete(connection: Connection, table: Table, is_old: ColumnElement[bool]) -> None:
    connection.execute(delete(table).where(is_old))


def _delete_runs(
    connection: Connection, table: Table, is_old: ColumnElement[bool]
) -> None:
    """Delete runs; for as long as that takes, the events' key to them has an index."""
    connection.execute(text("CREATE INDEX events_by_run ON events (run)"))
    _delete(connection, table, is_old)
    connection.execute(text("DROP INDEX events_by_run"))


def _empty_runs(
    connection: Connection, table: Table, is_old: ColumnElement[bool]
) -> None:
    connection.execute(table.update().where(is_old).values(counts=None))
