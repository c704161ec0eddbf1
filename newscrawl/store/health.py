"""How the sites are: what each crawl leaves behind, day by day, and what was told of it.

The end of a run adds its counts to its site's day and to `crawled`, in the transaction
that ends the run; so a verdict on all sites reads some rows a site, however many
articles there are. Days are kept for a year and some, for baselines only the newest 57
are read. The run reports themselves are `runs`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, select

from newscrawl.record import Article
from newscrawl.status import (
    FIELDS,
    Alarm,
    Day,
    Mark,
    Notice,
    Raised,
    SiteFigures,
    SourceFigures,
    day_of,
    notices,
    went_well,
)
from newscrawl.store import schema as s
from newscrawl.store.database import Database
from newscrawl.store.statements import upsert

_DAYS = 57
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


class Health:
    """The memory of how sites are, in an open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(self, sites: Sequence[str], now: str) -> list[SiteFigures]:
        """Return the figures of sites at an instant, RFC 3339 UTC, in their order."""
        with self._database.read() as connection:
            return _figures(connection, sites, now)

    def sites(self) -> list[str]:
        """Return every site that was ever crawled to an end, by name."""
        query = select(s.crawled.c.site).order_by(s.crawled.c.site)
        with self._database.read() as connection:
            return list(connection.execute(query).scalars())

    def runs(self, *, site: str | None = None, limit: int = 20) -> list[RunReport]:
        """Return the newest runs, newest first; of a site where one is named."""
        query = select(s.runs).order_by(s.runs.c.id.desc()).limit(limit)
        if site is not None:
            name = json.dumps(site)
            query = query.where(s.runs.c.sites.contains(name, autoescape=True))
        with self._database.read() as connection:
            return [_report(row) for row in connection.execute(query).mappings()]

    def run(self, id_: int) -> RunReport | None:
        """Return a run's report, None where there is none."""
        query = select(s.runs).where(s.runs.c.id == id_)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().first()
        return _report(row) if row else None

    def mark(self, site: str, mark: Mark, at: str) -> None:
        """Note a host's robots.txt or certificate; `at` dates a change of it."""
        table = s.marks.c
        key = (table.site == site, table.kind == mark.kind, table.host == mark.host)
        last_query = select(s.marks).where(*key)
        with self._database.read() as connection:
            last = connection.execute(last_query).mappings().first()
        if last is not None and last["value"] == mark.value:
            return
        row = asdict(mark) | {"site": site, "changed_at": None, "before": None}
        if last is not None:
            row |= {"changed_at": at, "before": last["value"]}
        with self._database.write() as connection:
            upsert(connection, s.marks, row)

    def raise_alarms(self, found: Iterable[Alarm], at: str) -> list[Notice]:
        """Bring the raised alarms up to date; return what is to be told.

        What is returned is returned again until `told` has it. `at` is RFC 3339 UTC.
        """
        found = list(found)
        with self._database.write() as connection:
            raised = [_raised(row) for row in connection.execute(select(s.alarms))]
            to_tell, silent = notices(raised, found, at)
            since = {one.alarm.key: one for one in raised}
            for alarm in found:
                known = since.get(alarm.key)
                row = asdict(alarm) | {
                    "since": known.since if known else at,
                    "told_at": known.told_at if known else None,
                }
                upsert(connection, s.alarms, row)
            for alarm in silent:
                connection.execute(delete(s.alarms).where(_is(alarm)))
        return to_tell

    def told(self, notices: Iterable[Notice], at: str) -> None:
        """Note that these were told."""
        with self._database.write() as connection:
            for notice in notices:
                is_it = _is(notice.alarm)
                if notice.is_over:
                    connection.execute(delete(s.alarms).where(is_it))
                else:
                    update = s.alarms.update().where(is_it)
                    connection.execute(update.values(told_at=at))


def filled(article: Article) -> Iterator[str]:
    """Iterate over the watched fields that an article has, see `FIELDS`."""
    for name in FIELDS:
        if getattr(article, "content_text" if name == "text" else name):
            yield name


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
    fields.update(_below("fields", counts))
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


def _figures(
    connection: Connection, sites: Sequence[str], now: str
) -> list[SiteFigures]:
    at = datetime.fromisoformat(now)
    states = connection.execute(select(s.crawled)).all()
    known = {one.site: one for one in states}
    days = _days(connection, day_of(_text(at - timedelta(days=_DAYS))))
    recent = _recent(connection, _text(at - timedelta(days=1)))
    sources = _sources(connection)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for row in connection.execute(select(s.marks).order_by(s.marks.c.host)):
        mark = Mark(row.kind, row.host, row.value, row.changed_at, row.before)
        marks[row.site].append(mark)
    made = []
    for site in sites:
        state, counts = known.get(site), recent.get(site, Counter())
        made.append(
            SiteFigures(
                site=site,
                last_good=state.last_good if state else None,
                last_crawl=state.last_crawl if state else None,
                failing=state.failing if state else 0,
                why=state.why if state else "",
                next_due=state.next_due if state else None,
                new_24h=counts.get("articles/new", 0),
                errors=_below("errors", counts),
                dropped=_below("dropped", counts),
                days=tuple(days.get(site, ())),
                sources=tuple(sources.get(site, ())),
                marks=tuple(marks.get(site, ())),
            )
        )
    return made


def _days(connection: Connection, since: str) -> dict[str, list[Day]]:
    table = s.days.c
    query = select(s.days).where(table.day > since)
    found: dict[str, list[Day]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.site, table.day.desc())):
        day = Day(row.day, row.crawls, row.good, row.new, json.loads(row.fields))
        found[row.site].append(day)
    return found


def _recent(connection: Connection, since: str) -> dict[str, Counter[str]]:
    """Return the counts of the runs that began after an instant, added up by site."""
    run = s.runs.c
    query = select(run.sites, run.counts)
    query = query.where(run.started_at > since, run.ended_at.is_not(None))
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in connection.execute(query):
        for site in json.loads(row.sites):
            found[site].update(json.loads(row.counts or "{}"))
    return found


def _sources(connection: Connection) -> dict[str, list[SourceFigures]]:
    table = s.source_yields
    found: dict[str, list[SourceFigures]] = defaultdict(list)
    for row in connection.execute(select(table).order_by(table.c.site, table.c.url)):
        source = SourceFigures(
            row.url, row.kind, row.visited, row.links, row.new, row.idle
        )
        found[row.site].append(source)
    return found


def _below(prefix: str, counts: Mapping[str, int]) -> dict[str, int]:
    start = f"{prefix}/"
    return {
        key.removeprefix(start): count
        for key, count in sorted(counts.items())
        if key.startswith(start)
    }


def _why(counts: Mapping[str, int]) -> str:
    errors = _below("errors", counts)
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


def _raised(row: Any) -> Raised:
    alarm = Alarm(row.site, row.kind, row.text, row.part)
    return Raised(alarm, row.since, row.told_at)


def _is(alarm: Alarm) -> Any:
    table = s.alarms.c
    return and_(
        table.site == alarm.site,
        table.kind == alarm.kind,
        table.part == alarm.part,
    )


def _text(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
