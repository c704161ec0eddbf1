"""Kill crawls at every moment and see that nothing is lost, doubled or torn.

    .venv/bin/python -m benchmarks.kills [--random 200] [--calls 60] [--seed 1]

A little site on loopback is crawled with the real command into a throw-away folder. The
random kills come in campaigns of ten: after one whole crawl, kill -9 at a uniformly
random moment of the next, while the site grows between them. The kills at calls, a campaign each, strike at one exact
system call of the crawl (strace's fault injection): every second one kills, the others
make the call fail as a full disk or a broken one would. Then the site is crawled to the
end, and each of its articles must be there once, with its text. Meanwhile a reader
parses every published file over and over: none may ever be torn.

Without strace (Debian's package of that name) the kills at calls are left out, and the
measure says so and fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from lxml import etree

from benchmarks.shared import machine, served
from newscrawl.errors import NewscrawlError
from newscrawl.store import open_store

A_CAMPAIGN = 10
A_PAGE = 8
FIRST, GROWTH = 16, 4
# What a crawl calls to write: SQLite's log and file, and the published files.
KILLED = ("pwrite64", "fsync", "fdatasync", "rename", "ftruncate", "unlink", "write")
FAILED = (
    ("pwrite64", "ENOSPC"),
    ("fsync", "EIO"),
    ("rename", "EIO"),
    ("fdatasync", "EIO"),
    ("pwrite64", "EIO"),
)
PACK = """name = "kills"
title = "Kills"
url = "{home}/"
delay_s = 0.0
sources = [{{ url = "{home}/news/", max_pages = 20 }}]
[article]
url = '/report/\\d+/$'
"""


def text_of(number: int) -> list[str]:
    """Return the paragraphs of an article, unlike those of any other."""
    town = f"Upper Marl {number}"
    return [
        f"The council of {town} voted on Monday to repair bridge {part * 100 + number}"
        f" before winter, and said that the work of crew {number * 7 + part} will take"
        f" {part + 3} weeks and cost less than was feared in district {number}."
        for part in range(4)
    ]


class Site:
    """A news site of `count` articles, eight a page, the newest first."""

    def __init__(self) -> None:
        self.count = FIRST

    def page(self, path: str) -> str | None:
        """Return the page at a path, None where there is none."""
        parts = [part for part in path.split("/") if part]
        if parts[:1] == ["news"]:
            return self._listing(int(parts[2]) if len(parts) == 3 else 1)
        if len(parts) == 2 and parts[0] == "report" and int(parts[1]) <= self.count:
            return _article(int(parts[1]))
        return None

    def _listing(self, page: int) -> str:
        newest = self.count - (page - 1) * A_PAGE
        numbers = range(newest, max(newest - A_PAGE, 0), -1)
        items = "".join(
            f"<li><h3><a href=/report/{n}/>Bridge {n} of the town is to be repaired"
            f"</a></h3><span>2024-03-{n % 28 + 1:02}</span></li>"
            for n in numbers
        )
        more = f"<a rel=next href=/news/page/{page + 1}/>Next</a>"
        more = more if newest > A_PAGE else ""
        return f"<html><body><ul class=list>{items}</ul>{more}</body></html>"


def _article(number: int) -> str:
    body = "".join(f"<p>{text}</p>" for text in text_of(number))
    title = f"Bridge {number} of the town is to be repaired"
    return (
        f"<html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{body}</article></body></html>"
    )


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """Serve a site on loopback with validators; yield its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            page = site.page(self.path)
            tag = f'"{site.count}"' if self.path.startswith("/news") else '"same"'
            is_same = page is not None and self.headers["If-None-Match"] == tag
            body = (page or "not here").encode() if not is_same else b""
            self.send_response(304 if is_same else 200 if page else 404)
            if page:
                self.send_header("ETag", tag)
            if not is_same:
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of clients that were killed."""

    server = Server(("127.0.0.1", 0), Handler)
    with served(server) as address:
        yield address


@dataclass
class Count:
    """What the campaigns came to."""

    kills: int = 0
    calls: int = 0
    campaigns: int = 0
    reads: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    torn: int = 0
    damaged: int = 0
    unfinished: int = 0
    exits: Counter[int] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        """Say whether nothing went wrong."""
        bad = (self.lost, self.doubled, self.wrong, self.torn)
        return not any((*bad, self.damaged, self.unfinished))


class Reader(threading.Thread):
    """Parses every published file below a folder until it is told to stop."""

    def __init__(self, folder: Path, count: Count) -> None:
        super().__init__(daemon=True)
        self._folder, self._count = folder, count
        self._stopped = threading.Event()

    def run(self) -> None:
        """Read round after round."""
        while not self._stopped.wait(0.02):
            read_all(self._folder, self._count)

    def stop(self) -> None:
        """Stop after the round under way."""
        self._stopped.set()
        self.join()


def read_all(folder: Path, count: Count) -> None:
    """Parse every published file once."""
    for path in sorted(folder.rglob("[!.]*.*")):
        try:
            body = path.read_bytes()
        except FileNotFoundError:
            continue
        count.reads += 1
        try:
            _parse(path.suffix, body)
        except (ValueError, etree.XMLSyntaxError) as error:
            count.torn += 1
            print(f"    torn: {path.name}: {error}", flush=True)


def _parse(suffix: str, body: bytes) -> None:
    if suffix in (".atom", ".opml"):
        etree.fromstring(body)
    elif suffix == ".json":
        json.loads(body)
    elif suffix == ".jsonl":
        if not body.endswith(b"\n"):
            raise ValueError("the last line is cut")
        for line in body.splitlines():
            json.loads(line)


class Campaign:
    """One throw-away folder: crawls that are killed, then one that is not."""

    def __init__(self, home: str, site: Site, count: Count) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="newscrawl-kills-"))
        self._home, self._site, self._count = home, site, count
        (self._folder / "sites").mkdir()
        pack = PACK.format(home=home)
        (self._folder / "sites/kills.toml").write_text(pack, "utf-8")
        site.count = FIRST

    def command(self) -> list[str]:
        """Return the crawl's command line."""
        return [sys.executable, "-m", "newscrawl", "crawl", "kills", "--quiet"]

    def start(self, *before: str) -> subprocess.Popen[bytes]:
        """Start a crawl, `before` its command line."""
        here = Path(__file__).parents[1]
        return subprocess.Popen(
            [*before, *self.command()],
            cwd=self._folder,
            env={
                **os.environ,
                "PYTHONPATH": str(here),
                "NEWSCRAWL_ALLOW_PRIVATE": "127.0.0.1",
                "NEWSCRAWL_STATE": str(self._folder / "state"),
                "NEWSCRAWL_CONTACT": "https://newscrawl.example/",
                "no_proxy": "127.0.0.1",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill_after(self, wait_s: float) -> None:
        """Start a crawl and kill it after a time."""
        crawl = self.start()
        try:
            self._count.exits[crawl.wait(wait_s)] += 1
        except subprocess.TimeoutExpired:
            os.killpg(crawl.pid, signal.SIGKILL)
            self._count.exits[crawl.wait()] += 1
        self._site.count += GROWTH

    def inject(self, call: str, fault: str, at: int) -> None:
        """Start a crawl whose system call number `at` of a name kills it or fails."""
        inject = f"inject={call}:{fault}:when={at}"
        crawl = self.start(
            *STRACE, "-o", "/dev/null", "-e", f"trace={call}", "-e", inject
        )
        self._count.exits[crawl.wait()] += 1
        self._site.count += GROWTH

    def crawl(self) -> float:
        """Crawl to the end; return how long that took, in seconds."""
        began = time.monotonic()
        if self.start().wait() != 0:
            self._count.unfinished += 1
            print(f"    a crawl that nobody killed failed: {self._folder}", flush=True)
        return time.monotonic() - began

    def finish(self) -> None:
        """Compare what there is with the truth, and throw the folder away."""
        self._count.campaigns += 1
        if self._count.campaigns % 5 == 0:
            show(self._count)
        read_all(self._folder / "feeds", self._count)
        if self._judge():
            shutil.rmtree(self._folder)
        else:
            print(f"    kept: {self._folder}", flush=True)

    def _judge(self) -> bool:
        """Count what is amiss; say whether nothing is."""
        wrong = damaged = 0
        found: Counter[str] = Counter()
        for file in (self._folder / "feeds/articles").rglob("*.jsonl"):
            for line in file.read_bytes().splitlines():
                record: dict[str, Any] = json.loads(line)
                number = int(record["url"].rstrip("/").rpartition("/")[2])
                found[record["url"]] += 1
                wrong += record["content_text"] != "\n\n".join(text_of(number))
        due = {f"{self._home}/report/{n}/" for n in range(1, self._site.count + 1)}
        lost = len(due - found.keys())
        doubled = sum(found.values()) - len(found)
        wrong += len(found.keys() - due)
        try:
            with open_store(f"sqlite:///{self._folder / 'newscrawl.db'}") as store:
                store.check()
        except NewscrawlError as error:
            damaged = 1
            print(f"    {error}", flush=True)
        self._count.lost += lost
        self._count.wrong += wrong
        self._count.doubled += doubled
        self._count.damaged += damaged
        return not any((lost, wrong, doubled, damaged))

    @contextmanager
    def read(self) -> Iterator[None]:
        """Read what is published while the context lasts."""
        reader = Reader(self._folder / "feeds", self._count)
        reader.start()
        try:
            yield
        finally:
            reader.stop()


# Without --seccomp-bpf: under it an injected KILL does not strike (strace 6.1).
STRACE = ("strace", "-f", "-qq")


def clean_crawl(home: str, site: Site, count: Count) -> tuple[float, dict[str, int]]:
    """Return how long a whole crawl takes, in seconds, and its calls by name."""
    campaign = Campaign(home, site, count)
    took = campaign.crawl()
    campaign.finish()
    if not count.is_clean:
        sys.exit("benchmarks.kills: a crawl that nobody kills does not give the truth")
    count.reads = count.campaigns = 0
    calls: dict[str, int] = {}
    if shutil.which("strace"):
        campaign = Campaign(home, site, count)
        log = campaign._folder / "calls"
        names = ",".join(KILLED)
        campaign.start(*STRACE, "-o", str(log), "-e", f"trace={names}").wait()
        count.campaigns -= 1
        lines = log.read_text("utf-8", "replace").splitlines()
        calls = Counter(line.split()[1].partition("(")[0] for line in lines)
        campaign.finish()
    return took, {name: calls[name] for name in KILLED if calls.get(name)}


def shots(
    calls: dict[str, int], number: int, chance: random.Random
) -> Iterator[tuple[str, str, int]]:
    """Yield call, fault and which of its calls, kills and failures in turn."""
    for at in range(number):
        if at % 2 == 0:
            names = [name for name in KILLED if name in calls]
            name, fault = names[at // 2 % len(names)], "signal=KILL"
        else:
            faults = [one for one in FAILED if one[0] in calls]
            name, error = faults[at // 2 % len(faults)]
            fault = f"error={error}"
        yield name, fault, chance.randint(1, calls[name])


def main() -> int:
    """Run the campaigns and print what they came to; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.kills")
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--calls", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    site, count = Site(), Count()
    has_strace = shutil.which("strace") is not None
    with serving(site) as home:
        took, calls = clean_crawl(home, site, count)
        print(machine("scrapy", "sqlalchemy"))
        print(f"a whole crawl: {took:.1f} s; calls: {calls}", flush=True)
        for _ in range(0, options.random, A_CAMPAIGN):
            campaign = Campaign(home, site, count)
            with campaign.read():
                took = campaign.crawl()
                for _ in range(min(A_CAMPAIGN, options.random - count.kills)):
                    campaign.kill_after(chance.uniform(0.0, took))
                    count.kills += 1
                campaign.crawl()
            campaign.finish()
        for shot in shots(calls, options.calls if has_strace else 0, chance):
            campaign = Campaign(home, site, count)
            with campaign.read():
                campaign.inject(*shot)
                count.calls += 1
                campaign.crawl()
            campaign.finish()
    show(count)
    if options.calls and not has_strace:
        print("strace is missing (Debian: apt install strace): no kills at exact calls")
        return 1
    return 0 if count.is_clean else 1


def show(count: Count) -> None:
    """Print the counts."""
    print(
        f"{count.kills} random kills, {count.calls} at exact calls,"
        f" {count.campaigns} campaigns, {count.reads} reads of published files"
    )
    print("ends of the killed crawls:", dict(sorted(count.exits.items())))
    print(
        f"lost {count.lost}, doubled {count.doubled}, wrong {count.wrong},"
        f" torn {count.torn}, damaged stores {count.damaged},"
        f" crawls that did not finish {count.unfinished}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
