"""Measure what running many sites costs, and compute a week of 500 of them.

    .venv/bin/python -m benchmarks.scale [--sites 24] [--pages 20]

Measured: the selection of what is due among 10,000 known sites, on both kinds of store; the CPU and memory of a
crawl's processes over little sites on loopback, each site with one listing and
`--pages` articles, first when all is new and then when nothing is; the same with one
and two processes, and with one and two workers on a throw-away PostgreSQL (left out
without its programs). Computed from that: a week of 500 sites that are each visited
every hour, on two cores, at 20 new articles a site and day. The rate of two by one means
something only where two cores are free: the load is printed beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine, text

from benchmarks.little_sites import environment_of, little_sites, names_of
from benchmarks.postgresql import programs, throw_away
from benchmarks.shared import machine
from newscrawl.clock import rfc3339
from newscrawl.sites import Listing, Site
from newscrawl.store import PageState, open_store
from newscrawl.worker.due import due_sites

KNOWN = 10_000
REMEMBERED = 30
WEEK_VISITS = 500 * 24 * 7
NEW_A_DAY = 20


def selection(database: str) -> dict[str, object]:
    """Return how long it takes to tell what is due of 10,000 sites, in ms by the clock."""
    now = datetime(2024, 3, 25, 8, tzinfo=UTC)
    at = rfc3339(now - timedelta(hours=1))
    sites = [
        Site(
            name=f"site_{n}",
            title=f"Site {n}",
            url=f"http://site{n}.example/",
            sources=(Listing(url=f"http://site{n}.example/news/"),),
        )
        for n in range(KNOWN)
    ]
    with open_store(database) as store:
        for some in range(0, KNOWN, 100):
            chosen = sites[some : some + 100]
            store.save_page(*(page for site in chosen for page in _known(site, now)))
        for site in sites:
            store.end_run(store.begin_run([site.name], at), at, {"sources": 1})
        took, cpu = [], []
        for _ in range(15):
            began, spent = time.perf_counter(), time.process_time()
            due, _later = due_sites(store, sites, now)
            took.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
        began = time.perf_counter()
        due_sites(store, sites, now, is_whole=True)
        whole = (time.perf_counter() - began) * 1000
    return {
        "sites": KNOWN,
        "pages due some time": KNOWN * REMEMBERED,
        "due now": len(due),
        "median ms": round(statistics.median(took), 1),
        "the longest": round(max(took), 1),
        "median CPU ms of ours": round(statistics.median(cpu), 1),
        "a whole look, ms": round(whole, 1),
    }


def _known(site: Site, now: datetime) -> Iterator[PageState]:
    """Yield a source and articles that are due later; of 167 sites, a minute's, now."""
    number = int(site.name.removeprefix("site_"))
    for page in range(REMEMBERED):
        wait = timedelta(minutes=number % 60 if not page else 60 + page * 60)
        yield PageState(
            url=f"{site.url}news/{f'{page}.html' if page else ''}",
            site=site.name,
            kind="article" if page else "listing",
            status=200,
            fetched_at=rfc3339(now - timedelta(hours=1)),
            outcome="article" if page else "read",
            due_at=rfc3339(now + wait),
        )


def crawl(
    folder: Path, environment: dict[str, str], sites: int, *options: str
) -> tuple[float, float, float]:
    """Run `newscrawl crawl`; return seconds, CPU-seconds and the largest MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = [sys.executable, "-m", "newscrawl", "crawl", "--quiet", *options]
    command += names_of(sites)
    subprocess.run(command, cwd=folder, env=environment, check=True)
    took = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, cpu, after.ru_maxrss / 1024


def processes(folder: Path, sites: int, pages: int) -> dict[str, object]:
    """Return what one process costs, and how much faster two are."""
    found: dict[str, object] = {"load before": round(os.getloadavg()[0], 1)}
    took: dict[int, float] = {}
    with little_sites(lambda host: range(pages)) as proxy:
        for jobs in (1, 2):
            own = folder / f"jobs{jobs}"
            environment = environment_of(own, sites, proxy)
            took[jobs], cpu, mib = crawl(own, environment, sites, f"--jobs={jobs}")
            if jobs == 1:
                _, idle, _ = crawl(own, environment, sites)
                found["CPU ms a new article"] = round(cpu / sites / pages * 1000, 1)
                found["CPU ms a visit without news"] = round(idle / sites * 1000, 1)
                found["MiB of a process"] = round(mib)
    found["seconds"] = {jobs: round(seconds, 1) for jobs, seconds in took.items()}
    found["two by one"] = round(took[1] / took[2], 2)
    return found


def workers(folder: Path, sites: int, pages: int) -> dict[str, object]:
    """Return how much faster two workers on PostgreSQL are than one."""
    took: dict[int, float] = {}
    load = round(os.getloadavg()[0], 1)
    with little_sites(lambda host: range(pages)) as proxy:
        for count in (1, 2):
            own = folder / f"workers{count}"
            environment = environment_of(own, sites, proxy)
            with throw_away() as database:
                environment["NEWSCRAWL_DATABASE"] = database
                took[count] = _work(own, environment, database, count, sites * pages)
    seconds = {count: round(spent, 1) for count, spent in took.items()}
    return {
        "load before": load,
        "seconds from the first article to the last": seconds,
        "two by one": round(took[1] / took[2], 2),
    }


def _work(
    folder: Path, environment: dict[str, str], database: str, count: int, articles: int
) -> float:
    open_store(database).close()
    names = sorted(pack.stem for pack in (folder / "sites").glob("*.toml"))
    command = [sys.executable, "-m", "newscrawl", "worker", "--quiet", "--no-publish"]
    running = [
        subprocess.Popen([*command, "--at-once=4", *names], cwd=folder, env=environment)
        for _ in range(count)
    ]
    engine = create_engine(database, isolation_level="AUTOCOMMIT")
    began = 0.0
    try:
        with engine.connect() as connection:
            stored = 0
            while stored < articles:
                time.sleep(0.1)
                query = text("SELECT count(*) FROM articles")
                stored = connection.execute(query).scalar() or 0
                began = began or (time.perf_counter() if stored else 0.0)
        return time.perf_counter() - began
    finally:
        engine.dispose()
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def week(measured: dict[str, object]) -> dict[str, object]:
    """Return what a week of 500 sites hourly needs of two cores and 1 GiB."""
    visit_ms, article_ms = (
        float(str(measured[key]))
        for key in ("CPU ms a visit without news", "CPU ms a new article")
    )
    new = 500 * 7 * NEW_A_DAY
    revisits = new * 5  # at 1 h, 6 h, 24 h, 3 d and 14 d; each at most a new one's cost
    spent_s = (WEEK_VISITS * visit_ms + (new + revisits) * article_ms) / 1000
    return {
        "computed": True,
        "visits": WEEK_VISITS,
        "new articles": new,
        "CPU hours": round(spent_s / 3600, 1),
        "share of two cores": round(spent_s / (2 * 7 * 86_400), 3),
        "MiB of two processes and their parent": round(
            3 * float(str(measured["MiB of a process"]))
        ),
    }


def main() -> None:
    """Print each measure as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=24)
    parser.add_argument("--pages", type=int, default=20)
    chosen = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory(prefix="newscrawl-scale-") as name:
        folder = Path(name)
        say("due, SQLite", selection(f"sqlite:///{folder / 'due.db'}"))
        measured = processes(folder, chosen.sites, chosen.pages)
        say("processes", measured)
        say("week", week(measured))
        if programs() is None:
            print("workers: not measured, no PostgreSQL server is installed")
        else:
            with throw_away() as database:
                say("due, PostgreSQL", selection(database))
            say("workers", workers(folder, chosen.sites, chosen.pages))


def say(what: str, found: dict[str, object]) -> None:
    """Print one measure."""
    print(what, json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
