"""Crawl 500 sites hourly in virtual time: as many hours of a week as are asked for.

    .venv/bin/python -m benchmarks.week [--sites 500] [--hours 168] [--minutes 15]

Little sites on loopback, each of which publishes 20 articles a day and must be visited
every hour. For each hour the real command runs, as a timer would run it: `newscrawl
crawl --due --jobs 2`, which publishes, with NEWSCRAWL_NOW at that hour. It ends early
when `--minutes` are over. Told of each hour: seconds, CPU-seconds of the command's
processes, new articles, and the largest sum of what they hold in memory (PSS, looked at
ten times a second); then what a week of 168 hours is computed to from the last hours.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.little_sites import environment_of, little_sites, names_of
from benchmarks.shared import machine
from newscrawl.clock import rfc3339
from newscrawl.store import open_store

NEW_A_DAY = 20
SHOWN = 20
WEEK = 168
BEGIN = datetime(2024, 3, 25, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hour:
    """What one simulated hour took."""

    hour: int
    seconds: float
    cpu_s: float
    visited: int
    new: int
    mib: int


class Sites:
    """The sites' articles at the hour that it is."""

    def __init__(self) -> None:
        self.hour = 0

    def listed(self, host: str) -> range:
        """Return the numbers that a host shows; sites publish at different minutes."""
        shift = int(host.split("_")[1].partition(".")[0]) % 24
        newest = SHOWN + (self.hour * NEW_A_DAY + shift) // 24
        return range(newest - SHOWN, newest)


def run_hour(folder: Path, environment: dict[str, str], hour: int, jobs: int) -> Hour:
    """Run what a timer runs at an hour."""
    now = rfc3339(BEGIN + timedelta(hours=hour))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    command = ["crawl", "--due", "--json", "--jobs", str(jobs), *names_of_packs(folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "newscrawl", *command],
        cwd=folder,
        env=environment | {"NEWSCRAWL_NOW": now},
        stdout=subprocess.PIPE,
        text=True,
    )
    most = [0]
    watcher = threading.Thread(target=watch_memory, args=(process, most), daemon=True)
    watcher.start()
    told, _ = process.communicate()
    watcher.join()
    if process.returncode:
        raise RuntimeError(
            f"hour {hour} ended with {process.returncode}: {told[-500:]}"
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    totals = json.loads(told.splitlines()[-1])
    took = time.perf_counter() - began
    new = totals["new"]
    mib = most[0] // 1024
    return Hour(hour, round(took, 1), round(cpu, 1), totals["sites"], new, mib)


def names_of_packs(folder: Path) -> list[str]:
    """Return the sites of a folder, so that no other pack is crawled."""
    return names_of(sum(1 for _ in (folder / "sites").glob("*.toml")))


def watch_memory(process: subprocess.Popen[str], most: list[int]) -> None:
    """Note the largest sum of a process's and its children's PSS in KiB."""
    while process.poll() is None:
        most[0] = max(most[0], sum(map(pss_of, family(process.pid))))
        time.sleep(0.1)


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    found = [pid]
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def pss_of(pid: int) -> int:
    """Return the KiB of a process, shared pages by share; 0 when it has gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def simulate(folder: Path, sites: int, hours: int, jobs: int, end: float) -> list[Hour]:
    """Run the hours one after another until they, or the time, are over."""
    known = Sites()
    done: list[Hour] = []
    with little_sites(known.listed) as proxy:
        hourly = "interval_h = [1.0, 1.0]"
        environment = environment_of(folder, sites, proxy, more=hourly)
        for known.hour in range(hours):
            if time.monotonic() > end:
                break
            done.append(run_hour(folder, environment, known.hour, jobs))
            print(json.dumps(asdict(done[-1])), flush=True)
    return done


def computed(done: list[Hour], store: Path, feeds: Path) -> dict[str, object]:
    """Return what the hours come to, and a week from their last quarter."""
    last = done[-max(1, len(done) // 4) :]
    cpu = sum(one.cpu_s for one in last) / len(last)
    with open_store(f"sqlite:///{store}") as opened:
        articles = opened.state().seq
    return {
        "hours run": len(done),
        "visits": sum(one.visited for one in done),
        "articles": sum(one.new for one in done),
        "events": articles,
        "CPU s of an hour, of the last": round(cpu, 1),
        "share of two cores": round(cpu / 7200, 3),
        "CPU hours of a week, computed": round(
            (sum(one.cpu_s for one in done) + cpu * (WEEK - len(done))) / 3600, 1
        ),
        "largest MiB": max(one.mib for one in done),
        "store MiB": round(store.stat().st_size / 2**20),
        "output files": sum(1 for one in feeds.rglob("*") if one.is_file()),
    }


def main() -> None:
    """Print each hour and what they come to as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--hours", type=int, default=WEEK)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=15.0)
    chosen = parser.parse_args()
    print(machine())
    end = time.monotonic() + chosen.minutes * 60
    with tempfile.TemporaryDirectory(prefix="newscrawl-week-") as name:
        folder = Path(name) / "week"
        done = simulate(folder, chosen.sites, chosen.hours, chosen.jobs, end)
        found = computed(done, folder / "newscrawl.db", folder / "feeds")
        print("week", json.dumps(found))


if __name__ == "__main__":
    main()
