"""Runs: one a crawl, with all that it counted, and what it adds to its site's days.

The end of a run adds its counts to its site's day and to `crawled`, in the transaction
that ends it. Days are kept for a year and some.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from newscrawl.status import day_of, went_well
from newscrawl.store import schema as s
from newscrawl.store.statements import upsert

_PAST_RUNS = 100_000


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run: when, of which sites, and all that it counted, `{"dropped/listing": 3}`.

    `ended_at` is None for one that is under way or was killed. Instants are RFC 3339
    UTC.
    """

    id: int
    started_at: str
    ended_at: str | None
    sites: tuple[str, ...]
    counts: Mapping[str, int]

    def parts(self, prefix: str) -> dict[str, int]:
        """Return the counts below `<prefix>/`, the largest first."""
        start = f"{prefix}/"
        found = {
            key.removeprefix(start): count
            for key, count in self.counts.items()
            if key.startswith(start)
        }
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def begin(connection: Connection, sites: Iterable[str], at: str) -> int:
    """Note that a run over some sites begins; return its number."""
    last = connection.execute(select(func.max(s.runs.c.id))).scalar()
    run = (last or 0) + 1
    row = {"id": run, "sites": json.dumps(sorted(sites)), "started_at": at}
    connection.execute(s.runs.insert().values(row))
    return run


def end(connection: Connection, run: int, at: str, counts: Mapping[str, int]) -> None:
    """Note that a run has ended, and add its counts to its site's day."""
    is_it = s.runs.c.id == run
    text = json.dumps(dict(counts), sort_keys=True)
    connection.execute(s.runs.update().where(is_it).values(ended_at=at, counts=text))
    row = connection.execute(select(s.runs.c.sites).where(is_it))
    for site in json.loads(row.scalar_one()):
        count_run(connection, site, at, counts)


def newest(connection: Connection, site: str | None, limit: int) -> list[RunReport]:
    """Return the newest runs, newest first; of a site where one is named."""
    query = select(s.runs).order_by(s.runs.c.id.desc()).limit(limit)
    if site is not None:
        name = json.dumps(site)
        query = query.where(s.runs.c.sites.contains(name, autoescape=True))
    return [_report(row) for row in connection.execute(query).mappings()]


def report(connection: Connection, id_: int) -> RunReport | None:
    """Return a run's report, None where there is none."""
    query = select(s.runs).where(s.runs.c.id == id_)
    row = connection.execute(query).mappings().first()
    return _report(row) if row else None


def count_run(
    connection: Connection, site: str, at: str, counts: Mapping[str, int]
) -> None:
    """Add a run that has ended to its site's day and state."""
    is_good, day = went_well(counts), day_of(at)
    table = s.days.c
    last: Any = connection.execute(
        select(s.days).where(table.site == site, table.day == day)
    ).first()
    fields = Counter(json.loads(last.fields) if last else {})
    fields.update(below("fields", counts))
    row = {
        "site": site,
        "day": day,
        "crawls": (last.crawls if last else 0) + 1,
        "good": (last.good if last else 0) + is_good,
        "new": (last.new if last else 0) + counts.get("articles/new", 0),
        "fields": json.dumps(fields, sort_keys=True),
    }
    upsert(connection, s.days, row)
    known: Any = connection.execute(
        select(s.crawled).where(s.crawled.c.site == site)
    ).first()
    page = s.pages.c
    first = select(func.min(page.due_at)).where(
        page.site == site, page.due_at.is_not(None)
    )
    state = {
        "site": site,
        "last_crawl": at,
        "last_good": at if is_good else known.last_good if known else None,
        "failing": 0 if is_good else (known.failing if known else 0) + 1,
        "why": "" if is_good else _why(counts),
        "next_due": connection.execute(first).scalar(),
    }
    upsert(connection, s.crawled, state)


def count_past_runs(connection: Connection) -> None:
    """Make the days of a store that kept only runs, of its 100,000 newest."""
    newest = select(s.runs).where(s.runs.c.ended_at.is_not(None))
    newest = newest.order_by(s.runs.c.id.desc()).limit(_PAST_RUNS)
    for row in reversed(connection.execute(newest).all()):
        for site in json.loads(row.sites):
            count_run(connection, site, row.ended_at, json.loads(row.counts or "{}"))


def below(prefix: str, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts below `<prefix>/`, by name."""
    start = f"{prefix}/"
    return {
        key.removeprefix(start): count
        for key, count in sorted(counts.items())
        if key.startswith(start)
    }


def _why(counts: Mapping[str, int]) -> str:
    errors = below("errors", counts)
    if not errors:
        return "its lists name no article"
    worst = sorted(errors.items(), key=lambda one: (-one[1], one[0]))[:3]
    return ", ".join(f"{name} {count}" for name, count in worst)


def _report(row: Mapping[Any, Any]) -> RunReport:
    return RunReport(
        row["id"],
        row["started_at"],
        row["ended_at"],
        tuple(json.loads(row["sites"])),
        json.loads(row["counts"] or "{}"),
    )
