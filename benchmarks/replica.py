"""Crawl whole replica sites with the real command, and judge what came of it.

    python -m benchmarks.replica SITES OUT.jsonl [--rules none|packs] [--epochs 0,1,2]

SITES is a replica set: a folder, or the name of one in `replica/` of the shared folder
(NEWSCRAWL_SHARED); the server and the judge stand beside it. The set is served as an
HTTP proxy on a free loopback port. `newscrawl crawl` runs in one state folder that
begins empty: with no rules it is given the addresses of the front pages; with packs,
those that a person would write (benchmarks/replica_packs.py).

The clock stands still in a crawl (NEWSCRAWL_NOW). Epoch N is crawled 2 N days after the
first, and an epoch after the first once more a day later, as a site is that is crawled
daily: what is withdrawn is gone at the second look.

OUT holds the records after the last epoch, OUT.epochN.jsonl those after epoch N: the
usable ones, one a line. The truth and the server's log lie beside them for each epoch
(OUT.epochN.truth.json, OUT.epochN.log.json).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.replica_packs import home_pages, write_packs
from benchmarks.shared import machine, output_file, shared_folder

_STARTED = datetime.now(UTC)
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Replica:
    """A set of sites, and the programs that serve and judge it."""

    sites: Path
    server: Path
    judge: Path

    @classmethod
    def named(cls, name: str) -> Replica:
        """Return the set of a folder or of a name; exits where there is none."""
        home = shared_folder() / "replica"
        sites = next((p for p in (Path(name), home / name) if p.is_dir()), None)
        if sites is None:
            sys.exit(f"replica: no set of sites {name}")
        beside = sites.resolve().parent
        tools = beside if (beside / "replica.py").is_file() else home
        return cls(sites.resolve(), tools / "replica.py", tools / "judge.py")


@dataclass(frozen=True, slots=True)
class Server:
    """A running replica server."""

    address: str

    def get(self, path: str) -> Any:
        """Return what the control address says, read from JSON."""
        with _DIRECT.open(f"{self.address}/{path}", timeout=60) as answer:
            return json.load(answer)


@contextlib.contextmanager
def serving(replica: Replica) -> Iterator[Server]:
    """Serve a set on a free loopback port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--sites", str(replica.sites), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, str(replica.server), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(f"http://127.0.0.1:{port}")
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                server.get("_sites.json")
                break
            time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait()


def crawl(
    server: Server, state: Path, given: list[str], now: datetime, logged: Path
) -> float:
    """Run `newscrawl crawl` in the state folder at an instant; return its seconds."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name.lower() not in {"no_proxy", "https_proxy", "all_proxy"}
        and not name.startswith("NEWSCRAWL_")
    }
    environment["http_proxy"] = server.address
    environment["NEWSCRAWL_NOW"] = now.isoformat(timespec="seconds")
    here = [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, here))
    started = time.monotonic()
    with logged.open("a", encoding="utf-8") as log:
        ended = subprocess.run(
            [sys.executable, "-m", "newscrawl", "crawl", "--at-once", "64", *given],
            cwd=state,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if ended.returncode not in {0, 4}:
        print(f"replica: the crawl ended with code {ended.returncode}: see {logged}")
    return time.monotonic() - started


def write_records(state: Path, out: Path) -> None:
    """Write the usable records that were published, one a line."""
    with out.open("w", encoding="utf-8") as lines:
        for file in sorted(state.glob("feeds/articles/*/*.jsonl")):
            for line in file.read_text("utf-8").splitlines():
                if json.loads(line)["status"] == "usable":
                    print(line, file=lines)


def beside(out: Path, epoch: int, ending: str) -> Path:
    """Return the path of an epoch's file beside OUT."""
    return out.with_name(f"{out.name.removesuffix('.jsonl')}.epoch{epoch}.{ending}")


def instants(epoch: int) -> list[datetime]:
    """Return when an epoch is crawled."""
    first = _STARTED + epoch * timedelta(days=2)
    return [first, first + timedelta(days=1)] if epoch else [first]


def run_epoch(
    server: Server, epoch: int, state: Path, given: list[str], out: Path
) -> float:
    """Crawl one epoch and write its files; return the seconds of its crawls."""
    server.get(f"_epoch?n={epoch}")
    server.get("_log.json?clear=1")
    logged = beside(out, epoch, "crawl.txt")
    logged.unlink(missing_ok=True)
    taken = sum(crawl(server, state, given, at, logged) for at in instants(epoch))
    write_records(state, beside(out, epoch, "jsonl"))
    for name in ("truth", "log"):
        told = json.dumps(server.get(f"_{name}.json"), ensure_ascii=False)
        beside(out, epoch, f"{name}.json").write_text(told, encoding="utf-8")
    return taken


def judge(replica: Replica, out: Path, epoch: int) -> None:
    """Print the judge's table and the figures of discovery."""
    scores = beside(out, epoch, "judged.json")
    words = [str(replica.judge), "--truth", beside(out, epoch, "truth.json")]
    words += ["--records", beside(out, epoch, "jsonl"), "--json", scores]
    words += ["--log", beside(out, epoch, "log.json")]
    subprocess.run([sys.executable, *map(str, words)], check=True)
    total = json.loads(scores.read_text("utf-8"))["sites"]["TOTAL"]
    found = total.get("hit", 0)
    reached = found + total.get("merged", 0)
    wrong = total.get("extra", 0) + total.get("multi", 0)
    requests = len(json.loads(beside(out, epoch, "log.json").read_text("utf-8")))
    print(
        f"epoch {epoch}: recall {reached / total['n']:.4f}, precision"
        f" {found / max(1, found + wrong):.4f}, {requests} requests,"
        f" {requests / max(1, found):.3f} an article held"
    )


def main() -> None:
    """Serve, crawl, write and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sites")
    parser.add_argument("out", type=output_file)
    parser.add_argument("--rules", choices=("none", "packs"), default="none")
    parser.add_argument("--epochs", default="0,1,2")
    options = parser.parse_args()
    replica, out = Replica.named(options.sites), options.out.resolve()
    epochs = [int(one) for one in options.epochs.split(",")]
    print(machine("scrapy", "lxml"))
    with serving(replica) as server, tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        for epoch in epochs:
            if options.rules == "packs":
                given = write_packs(replica.sites, state / "sites", epoch)
            else:
                given = home_pages(replica.sites)
            taken = run_epoch(server, epoch, state, given, out)
            print(f"\nepoch {epoch}, rules {options.rules}: {taken:.0f} s", flush=True)
            judge(replica, out, epoch)
    shutil.copyfile(beside(out, epochs[-1], "jsonl"), out)


if __name__ == "__main__":
    main()
