"""Simulate a year of 500 sites: what the store takes, and what asking it costs.

    python -m benchmarks.years [--sites 500] [--days 365] [--a-day 6] [--folder FOLDER]

Nothing is crawled: the rows that a year of hourly crawls leaves are generated and
written past the crawler. Articles with a body of 400 words (one of 200 texts, so that
their records are as large as any), their event, page and two addresses; a version for one
in twenty; runs of the last 90 days, sketches of 14, what sources told in 90. Lists of
feeds are not made (some 500 bytes an article beside). Then, each in the open store:
a verdict on all sites, the OpenMetrics text, the newest runs, a dry and a real prune,
a backup and the look through it. Wall times; `--folder` keeps the store.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.shared import machine, peak_mib
from benchmarks.store import article, texts
from newscrawl.record import to_json
from newscrawl.status import judge, openmetrics
from newscrawl.store import Ages, back_up, look_through, open_store

_END = datetime(2026, 3, 25, tzinfo=UTC)
_TEXTS = 200
_COUNTS = json.dumps(
    {
        "articles/new": 1,
        "dropped": 2,
        "dropped/listing": 2,
        "known": 30,
        "links": 31,
        "pages": 5,
        "sources": 2,
    }
)
_FIELDS = json.dumps({"authors": 4, "language": 6, "published": 6, "text": 6})


def _at(days: float) -> str:
    """Return the instant so many days before the end."""
    return (_END - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Year:
    """The rows of a year, table by table."""

    def __init__(self, sites: int, days: int, a_day: int) -> None:
        self.sites = [f"site_{n:03d}" for n in range(sites)]
        self.days, self.a_day = days, a_day
        self.count = sites * days * a_day
        made = (article(n, 0, text) for n, text in enumerate(texts(_TEXTS)))
        self._records = [zlib.compress(to_json(one), 1) for one in made]

    def numbers(self) -> Iterator[tuple[int, str, str]]:
        """Yield each article's number, site and instant, oldest first."""
        for n in range(self.count):
            yield (
                n + 1,
                self.sites[n % len(self.sites)],
                _at(self.days * (1 - n / self.count)),
            )

    def articles(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `articles`."""
        for n, site, at in self.numbers():
            record = self._records[n % _TEXTS]
            yield _id(n, site), site, "CN-NM", at, "usable", n, n, record

    def events(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `events`."""
        for n, site, at in self.numbers():
            yield n, "created", _id(n, site), 1, at, 1, "[]"

    def versions(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `versions`: one in twenty articles has changed."""
        delta = zlib.compress(b'{"title": "what it was before it was corrected"}' * 4)
        for n, site, _ in self.numbers():
            if n % 20 == 0:
                yield _id(n, site), n, delta

    def addresses(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `addresses`, two an article."""
        for n, site, _ in self.numbers():
            yield f"u:{_url(n, site)}", _id(n, site)
            yield f"n:{site}:{n}", _id(n, site)

    def pages(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `pages`: young ones are due again."""
        young = _at(14)
        for n, site, at in self.numbers():
            due = _at(-0.5) if at > young else None
            etag = f'"{n:x}-5f2"'
            yield _url(n, site), site, "article", 200, at, "article", etag, at, at, due

    def runs(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `runs`, hourly, of the last 90 days."""
        hours, n = 24 * min(90, self.days), 0
        for hour in range(hours, 0, -1):
            began, ended = _at(hour / 24), _at((hour - 0.01) / 24)
            for site in self.sites:
                n += 1
                yield n, began, ended, json.dumps([site]), _COUNTS

    def day_rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `days`."""
        for site in self.sites:
            for day in range(self.days):
                yield site, _at(day + 1)[:10], 24, 24, self.a_day, _FIELDS

    def tellings(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of `tellings`, two an article of 90 days."""
        for n, site, at in self.numbers():
            if at > _at(90):
                for source in ("news.html", "feed.xml"):
                    yield (
                        site,
                        f"http://{site}.example/{source}",
                        f"u:{_url(n, site)}",
                        at,
                    )


def _id(n: int, site: str) -> str:
    return f"tag:{site}.example,2025-03-25:{site}/{n}"


def _url(n: int, site: str) -> str:
    return f"http://{site}.example/town/2025/bridge-opens-after-long-works-{n}.html"


def fill(file: Path, year: Year) -> None:
    """Write the rows of a year into a new store."""
    open_store(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -300000",
        ):
            connection.execute(f"PRAGMA {pragma}")
        for table, columns, rows in (
            (
                "articles",
                "id, source, region, sort, status, seq, born, record",
                year.articles(),
            ),
            (
                "events",
                "seq, op, article_id, version, at, significant, changed",
                year.events(),
            ),
            ("versions", "article_id, seq, delta", year.versions()),
            ("addresses", "key, article_id", year.addresses()),
            (
                "pages",
                "url, site, kind, status, fetched_at, outcome, etag, last_modified, "
                + "first_at, due_at",
                year.pages(),
            ),
            ("runs", "id, started_at, ended_at, sites, counts", year.runs()),
            ("days", "site, day, crawls, good, new, fields", year.day_rows()),
            ("tellings", "site, source, key, first_seen", year.tellings()),
            (
                "crawled",
                "site, last_crawl, last_good, failing, why",
                ((site, _at(0.04), _at(0.04), 0, "") for site in year.sites),
            ),
        ):
            marks = ", ".join("?" * (columns.count(",") + 1))
            connection.execute("BEGIN")
            insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
            connection.executemany(insert, rows)
            connection.execute("COMMIT")


def timed(name: str, call: Callable[[], object]) -> Any:
    """Call, print how long it took, and return what came."""
    began = time.perf_counter()
    found = call()
    print(f"  {name}: {1000 * (time.perf_counter() - began):.0f} ms", flush=True)
    return found


def ask(file: Path, year: Year) -> None:
    """Ask the store what a person and a monitor ask, then tidy and copy it."""
    now = _at(0)
    with open_store(f"sqlite:///{file}") as store:
        figures = timed(
            "figures of all sites", lambda: store.health.figures(year.sites, now)
        )
        verdicts = timed("verdicts", lambda: [judge(one, _END) for one in figures])
        timed("OpenMetrics", lambda: openmetrics(verdicts))
        timed("newest runs", lambda: store.health.runs())
        timed(
            "newest runs of a site", lambda: store.health.runs(site="site_007", limit=5)
        )
        timed(
            "prune, dry", lambda: store.upkeep.prune(Ages(runs=30), _END, is_tried=True)
        )
        print(
            f"  {timed('prune', lambda: store.upkeep.prune(Ages(runs=30), _END, is_tried=False))}"
        )
        timed("vacuum", store.upkeep.vacuum)
        print(f"  pruned and vacuumed: {file.stat().st_size / 1e6:.0f} MB")
    copy = file.with_name("copy.db")
    timed(
        "backup, verified",
        lambda: back_up(f"sqlite:///{file}", copy, is_forced=True),
    )
    timed("look through", lambda: look_through(file))
    copy.unlink()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--a-day", type=int, default=6)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    print(machine("sqlalchemy"))
    year = Year(given.sites, given.days, given.a_day)
    with tempfile.TemporaryDirectory() as temporary:
        file = (given.folder or Path(temporary)) / "year.db"
        if not file.exists():
            began = time.perf_counter()
            fill(file, year)
            print(f"  generated in {time.perf_counter() - began:.0f} s")
        size = file.stat().st_size
        print(
            f"{year.count} articles: {size / 1e6:.0f} MB, {size / year.count:.0f} B each"
        )
        ask(file, year)
    print(f"  peak {peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
