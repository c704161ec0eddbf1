"""Kill a worker of two in the middle, and see that nothing is lost and nothing doubled.

    .venv/bin/python -m benchmarks.cluster        (or: make cluster-demo)

A throw-away PostgreSQL, two `newscrawl worker` processes, the bundled region on loopback.
As soon as the first worker is in the middle of a site (pages stored, more waiting) it is
killed with -9. The other takes over. Then the articles, their versions and all
published files are compared with what one embedded `newscrawl crawl` made of the same
region: only times of fetching and the order of events may differ, and in a record by which
rule its body was read, and how surely: what was learned of a site before the kill is
kept, but a crawl that goes on meets the pages that are left in another order, and what
pages teach of each other depends on it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from benchmarks.postgresql import throw_away
from newscrawl.demo import OWN_FEEDS, SITES, RegionServer

STALLED_AFTER_S = 3
PATIENCE_S = 120.0
NOW = "2024-03-27T06:00:00Z"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the two modes made of the region."""

    killed_in: str
    recovered_s: float
    articles: int
    doubled: int
    lost: tuple[str, ...]
    differing: tuple[str, ...]
    files: int

    @property
    def is_good(self) -> bool:
        """Say whether nothing is lost, nothing twice and no file different."""
        return not (self.lost or self.doubled or self.differing) and self.articles > 0


def demonstrate(folder: Path, say: Callable[[str], None]) -> Outcome:
    """Run both modes below a folder and compare them."""
    with RegionServer() as region:
        base = {
            **os.environ,
            "http_proxy": region.address,
            "NEWSCRAWL_CONTACT": "https://newscrawl.example/",
            "NEWSCRAWL_OWN_FEEDS": str(OWN_FEEDS),
            "NEWSCRAWL_SITES": str(only_the_region(folder)),
            "NEWSCRAWL_NOW": NOW,
        }
        base.pop("no_proxy", None)
        say("embedded: one crawl into SQLite")
        embedded = folder / "embedded"
        crawl_embedded(embedded, base)
        with throw_away() as database:
            say("cluster: PostgreSQL and two workers")
            cluster = folder / "cluster"
            environment = base | {"NEWSCRAWL_DATABASE": database}
            killed_in, took = run_cluster(cluster, environment, database, say)
            return compare(embedded, cluster, database, killed_in, took)


def only_the_region(folder: Path) -> Path:
    """Return a folder with the region's packs."""
    packs = folder / "sites"
    packs.mkdir(parents=True)
    for pack in SITES.glob("*.toml"):
        (packs / pack.name).write_text(pack.read_text("utf-8"), "utf-8")
    return packs


def names() -> list[str]:
    """Return the sites of the region."""
    return sorted(pack.stem for pack in SITES.glob("*.toml"))


def crawl_embedded(folder: Path, environment: dict[str, str]) -> None:
    """Crawl the region into a SQLite store of its own."""
    folder.mkdir()
    command = ["newscrawl", "crawl", "--quiet", *names()]
    own = environment | {"NEWSCRAWL_STATE": str(folder / "state")}
    subprocess.run([sys.executable, "-m", *command], cwd=folder, env=own, check=True)


def run_cluster(
    folder: Path, environment: dict[str, str], database: str, say: Callable[[str], None]
) -> tuple[str, float]:
    """Let two workers crawl, kill the first in the middle of a site.

    Returns that site, and the seconds until its job was done by the other.
    """
    folder.mkdir()
    own = environment | {"NEWSCRAWL_STATE": str(folder / "state")}
    first = begin_worker(folder, own)
    engine = create_engine(database, isolation_level="AUTOCOMMIT")
    others: list[subprocess.Popen[bytes]] = []
    try:
        killed_in = until(lambda: in_the_middle(engine), first)
        others.append(begin_worker(folder, own))
        os.kill(first.pid, signal.SIGKILL)
        at = time.monotonic()
        say(f"killed -9 worker {first.pid} in the middle of {killed_in}")
        until(lambda: is_done(engine), others[0])
        took = time.monotonic() - at
        say(f"all done {took:.1f} s later; jobs of the dead begin after the heartbeat")
        others[0].terminate()
        if others[0].wait(30):
            raise RuntimeError("the second worker did not end cleanly")
    finally:
        for process in (first, *others):
            process.kill()
            process.wait()
        engine.dispose()
    return killed_in, took


def begin_worker(folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a worker that has two sites at once and a short heartbeat."""
    command = ["newscrawl", "worker", "--at-once", "2", *names()]
    heartbeat = ("--stalled-after", str(STALLED_AFTER_S))
    return subprocess.Popen(
        [sys.executable, "-m", *command, *heartbeat], cwd=folder, env=environment
    )


def until(seen: Callable[[], Any], worker: subprocess.Popen[Any]) -> Any:
    """Ask until something is seen and return it; RuntimeError where it never is."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := seen():
            return found
        if worker.poll() is not None:
            raise RuntimeError(f"the worker ended with code {worker.returncode}")
        time.sleep(0.02)
    raise RuntimeError("waited for nothing")


def in_the_middle(engine: Any) -> str:
    """Return a site that has articles, and more waiting to be fetched."""
    query = """SELECT w.site FROM waiting w JOIN procrastinate_jobs j
        ON j.queueing_lock = w.site AND j.status = 'doing'
        WHERE EXISTS (SELECT 1 FROM articles a WHERE a.source = w.site) LIMIT 1"""
    with engine.connect() as connection:
        has_store = "SELECT to_regclass('waiting') IS NOT NULL"
        has_queue = "SELECT to_regclass('procrastinate_jobs') IS NOT NULL"
        if not all(
            connection.execute(text(q)).scalar() for q in (has_store, has_queue)
        ):
            return ""
        return connection.execute(text(query)).scalar() or ""


def is_done(engine: Any) -> bool:
    """Say whether every site was crawled to its end and that was published."""
    query = """SELECT count(*) FROM procrastinate_jobs
        WHERE status IN ('todo', 'doing') AND task_name IN ('crawl', 'publish', 'tick')"""
    with engine.connect() as connection:
        left = connection.execute(text(query)).scalar()
        waiting = connection.execute(text("SELECT count(*) FROM waiting")).scalar()
        seen = connection.execute(
            text("SELECT count(DISTINCT site) FROM pages")
        ).scalar()
        return not left and not waiting and seen == len(names())


def compare(
    embedded: Path, cluster: Path, database: str, killed_in: str, took: float
) -> Outcome:
    """Compare the two stores and output folders."""
    engine = create_engine(database)
    with engine.connect() as connection:
        ids = list(connection.execute(text("SELECT id FROM articles")).scalars())
        doubled = connection.execute(
            text(
                "SELECT count(*) FROM (SELECT article_id FROM events"
                " WHERE op = 'created' GROUP BY article_id HAVING count(*) > 1) d"
            )
        ).scalar()
    engine.dispose()
    local = create_engine(f"sqlite:///{embedded / 'newscrawl.db'}")
    with local.connect() as connection:
        wanted = set(connection.execute(text("SELECT id FROM articles")).scalars())
    local.dispose()
    ours, theirs = published(embedded / "feeds"), published(cluster / "feeds")
    differing = tuple(sorted(p for p in ours | theirs if ours.get(p) != theirs.get(p)))
    lost = tuple(sorted(wanted ^ set(ids)))
    return Outcome(killed_in, took, len(ids), doubled or 0, lost, differing, len(ours))


# What tells of the order of events, and of the store that it is: its name is that of its
# first article, the fraction of a second in a feed's `updated` is an event's number, and
# the manifest has the size and hash of every file.
_ORDER = re.compile(
    rb"urn:uuid:[0-9a-f-]{36}"
    rb"|(?<=:00)\.\d{6}"
    rb'|"(?:seq|run|bytes)": ?\d+|"sha256": ?"[0-9a-f]{64}"'
    rb'|"(?:store|made_by)": ?"[^"]*"'
    rb"|<td>(?:not known|<time>2024-03-27</time>)</td>"  # the last crawl
    rb'|(?<="body":\{"from":"text",)"rule":"(?:site memory|model)[^"]*","confidence":[\d.]+'
)


def published(folder: Path) -> dict[str, list[bytes]]:
    """Return the lines of each published file, sorted, without the order of events."""
    return {
        path.relative_to(folder).as_posix(): sorted(
            _ORDER.sub(b"", path.read_bytes()).splitlines()
        )
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".gz", ".br")
    }


def main() -> int:
    """Show it, and return 0 when all is as it should be."""
    with tempfile.TemporaryDirectory(prefix="newscrawl-cluster-") as folder:
        outcome = demonstrate(Path(folder), lambda line: print(line, flush=True))
    print(
        json.dumps(
            {
                "articles": outcome.articles,
                "lost or strange": outcome.lost,
                "created twice": outcome.doubled,
                "files compared": outcome.files,
                "files that differ": outcome.differing,
            },
            indent=1,
        )
    )
    print("good" if outcome.is_good else "NOT GOOD")
    return not outcome.is_good


if __name__ == "__main__":
    sys.exit(main())
