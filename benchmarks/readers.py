"""Let real feed readers read simulated days, and count what they show.

    python -m benchmarks.readers [--days 30] [--sites DEMO or a replica set]

`--sites demo` (the default): the bundled region, of which each day shows a few articles more in its
lists and feeds; some days a comma moves in an article, on others a fact is corrected. A
replica set's name: a fifth of its sites is crawled a day, so that each is every fifth
day, ten days in each of its epochs 0, 1 and 2. Each day is one `newscrawl crawl` into the same folder, which is served on
loopback; then each reader that is installed looks, and all it shows is marked as read.
Told are the articles of the feed, what each reader showed as new, what it showed twice,
and what it showed again: newsboat with `reset-unread-on-update`, rss2email with
`reply-changes` show again what was corrected, sfeed and `reader` nothing.
"""

from __future__ import annotations

import argparse
import email
import functools
import http.server
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from benchmarks.replica import Replica, serving
from benchmarks.replica_packs import write_packs
from newscrawl.demo.server import PAGES

_FEED = "atom/all.atom"
_TURNS = 5
_RAN = frozenset({0, 3, 4})  # a site may show no article yet
_START = datetime(2024, 3, 27, 6, tzinfo=UTC)
_LOOK = """
import sys, warnings; warnings.simplefilter("ignore")
from reader import make_reader
reader = make_reader(sys.argv[1])
reader.add_feed(sys.argv[2], exist_ok=True)
reader.update_feed(sys.argv[2])
for entry in reader.get_entries(read=False):
    print(entry.id)
    reader.mark_entry_as_read(entry)
"""


@dataclass
class Reader:
    """A reader that looks at a feed, and what it has shown: keys of articles."""

    name: str
    look: Callable[[Path, str], Counter[str]]
    shown: Counter[str] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    twice: int = 0


def newsboat(state: Path, feed: str) -> Counter[str]:
    """Reload, and take what is unread; an update of a text is unread again."""
    cache, urls, config = (state / name for name in ("cache.db", "urls", "config"))
    urls.write_text(f"{feed}\n")
    config.write_text(f'reset-unread-on-update "{feed}"\n')
    words = ["newsboat", "-u", urls, "-c", cache, "-C", config, "-x", "reload"]
    _run(words, {"HOME": str(state), "TERM": "dumb"})
    with closing(sqlite3.connect(cache)) as database:
        found = database.execute("SELECT guid FROM rss_item WHERE unread = 1")
        unread = Counter(guid for (guid,) in found)
        database.execute("UPDATE rss_item SET unread = 0")
        database.commit()
    return unread


def sfeed(state: Path, feed: str) -> Counter[str]:
    """Update, and take the lines that were not there."""
    (state / "feeds").mkdir(exist_ok=True)
    file = state / "feeds/all"
    before = Counter(_lines(file))
    rules = f'sfeedpath="{state}/feeds"\nfeeds() {{\n\tfeed "all" "{feed}"\n}}\n'
    (state / "sfeedrc").write_text(rules)
    _run(["sfeed_update", state / "sfeedrc"], {"HOME": str(state)})
    return Counter(row.split("\t")[5] for row in (Counter(_lines(file)) - before))


def rss2email(state: Path, feed: str) -> Counter[str]:
    """Deliver to a folder, and take what was delivered; a changed text is sent again."""
    inbox, config = state / "mail/INBOX", state / "r2e.cfg"
    words = ["r2e", "-c", str(config), "-d", str(state / "r2e.json")]
    if not config.exists():
        for name in ("cur", "new", "tmp"):
            (inbox / name).mkdir(parents=True)
        _run([*words, "new", "me@localhost"], {"HOME": str(state)})
        config.write_text(
            "[DEFAULT]\nfrom = r2e@localhost\nto = me@localhost\nemail-protocol ="
            f" maildir\nmaildir-path = {state}/mail\nmaildir-mailbox = INBOX\n"
            "html-mail = True\nreply-changes = True\nverbose = warning\n"
        )
        _run([*words, "add", "all", feed], {"HOME": str(state)})
    _run([*words, "run"], {"HOME": str(state)})
    found: Counter[str] = Counter()
    for mail in (inbox / "new").iterdir():
        found[email.message_from_bytes(mail.read_bytes())["X-RSS-ID"]] += 1
        mail.unlink()
    return found


def reader(state: Path, feed: str) -> Counter[str]:
    """Update, and take what is unread."""
    words = [sys.executable, "-c", _LOOK, str(state / "reader.db"), feed]
    return Counter(_run(words, {}).splitlines())


def installed() -> list[Reader]:
    """Return the readers that this machine has."""
    known = {
        "newsboat": ("newsboat", newsboat),
        "sfeed": ("sfeed_update", sfeed),
        "rss2email": ("r2e", rss2email),
    }
    found = [
        Reader(name, look) for name, (tool, look) in known.items() if shutil.which(tool)
    ]
    words = [sys.executable, "-W", "ignore", "-c", "import reader"]
    if subprocess.run(words, capture_output=True, check=False).returncode == 0:
        found.append(Reader("reader", reader))
    return found


def demo_days(days: int, state: Path) -> Iterator[int]:
    """Crawl a growing copy of the bundled region, day after day."""
    pages = state / "pages"
    articles = [path for path in sorted(PAGES.rglob("*.htm*")) if _is_article(path)]
    each = -(-len(articles) // max(1, days - 8))
    run = [sys.executable, "-c", _DEMO, str(pages), str(state)]
    for day in range(days):
        shutil.rmtree(pages, ignore_errors=True)
        shutil.copytree(PAGES, pages)
        for hidden in articles[(day + 1) * each :]:
            _hide(pages, hidden.relative_to(PAGES))
        for number, path in enumerate(articles[: (day + 1) * each]):
            _edit(pages / path.relative_to(PAGES), number, day)
        now = _START + timedelta(days=day)
        _run(run, {"NEWSCRAWL_NOW": f"{now:%Y-%m-%dT%H:%M:%SZ}"}, codes=_RAN)
        yield day


def replica_days(name: str, days: int, state: Path) -> Iterator[int]:
    """Crawl a replica set with packs, a fifth of its sites a day, in three epochs."""
    replica = Replica.named(name)
    with serving(replica) as server:
        for day in range(days):
            epoch = min(3 * day // days, 2)
            server.get(f"_epoch?n={epoch}")
            sites = write_packs(replica.sites, state / "sites", epoch)
            now = _START + timedelta(days=day)
            words = [sys.executable, "-m", "newscrawl", "crawl", "--at-once", "64"]
            given = {"NEWSCRAWL_NOW": f"{now:%Y-%m-%dT%H:%M:%SZ}"}
            given["http_proxy"] = server.address
            today = sites[day % _TURNS :: _TURNS]
            _run([*words, *today], given, cwd=state, codes=_RAN)
            yield day


_DEMO = """
import pathlib, sys
from newscrawl.demo import server
server.PAGES = pathlib.Path(sys.argv[1])
from newscrawl.cli import main
sys.argv = ["newscrawl", "demo", "--at-once", "1", sys.argv[2]]
main()
"""


def _is_article(path: Path) -> bool:
    text = path.relative_to(PAGES).as_posix()
    is_named = any(f"/{year}" in text for year in ("2024", "202403")) or "art10" in text
    return is_named and not path.stem.endswith("_2")


def _hide(pages: Path, article: Path) -> None:
    """Take an article out of the region: its page, and what leads to it."""
    (pages / article).unlink()
    name = article.name if article.name != "index.html" else article.parent.name
    for path in pages.rglob("*"):
        if path.suffix in (".html", ".htm", ".xml") and path.is_file():
            found = path.read_bytes()
            if name.encode() in found:
                path.write_bytes(found.replace(name.encode(), b"not-yet"))


def _edit(page: Path, number: int, day: int) -> None:
    """Move a comma of every third article from day 12, correct every fifth from 20."""
    found = page.read_bytes()
    if day >= 12 and number % 3 == 0:
        found = found.replace(b" and ", b", and ", 1)
    if day >= 20 and number % 5 == 0:
        found = found.replace(
            b"</p>", b" Nobody was hurt, the police said on day 20.</p>", 1
        )
    page.write_bytes(found)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free loopback port, without times of change."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def send_header(self, keyword: str, value: str) -> None:
        """Leave out Last-Modified: these days are shorter than its second."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def look(one: Reader, state: Path, feed: str, corrected: set[str]) -> None:
    """Let a reader look once, and count what it shows."""
    home = state / one.name
    home.mkdir(parents=True, exist_ok=True)
    for key, count in one.look(home, feed).items():
        one.twice += count - 1
        if key in one.shown and key not in corrected:
            one.again[key] += 1
        one.shown[key] += 1


def events(feeds: Path) -> list[dict[str, object]]:
    """Return the change log of a published folder."""
    files = sorted(feeds.glob("changes/*.jsonl"))
    return [json.loads(row) for file in files for row in _lines(file)]


def _run(
    words: list[object] | list[str],
    given: dict[str, str],
    *,
    cwd: Path | None = None,
    codes: frozenset[int] = frozenset({0}),
) -> str:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("NEWSCRAWL_")
    }
    done = subprocess.run(
        [str(word) for word in words],
        env=clean | given,
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    if done.returncode not in codes:
        sys.exit(f"readers: {words[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def main() -> None:
    """Crawl the days, let the readers look, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--sites", default="demo")
    given = parser.parse_args()
    readers = installed()
    with tempfile.TemporaryDirectory() as temporary:
        state = Path(temporary)
        feeds = state / "feeds"
        made = (
            demo_days(given.days, state)
            if given.sites == "demo"
            else replica_days(given.sites, given.days, state)
        )
        in_feed: set[str] = set()
        with served(feeds) as address:
            seen = 0
            for _ in made:
                log = events(feeds)
                new = [e for e in log[seen:] if e["significant"]]
                corrected = {str(e["id"]) for e in new if e["op"] != "created"}
                seen = len(log)
                in_feed |= _ids(feeds / _FEED)
                for one in readers:
                    look(one, state, f"{address}/{_FEED}", corrected)
        ops = Counter(
            f"{e['op']}{'' if e['significant'] else ' (small)'}" for e in events(feeds)
        )
    told = ", ".join(f"{count} {op}" for op, count in sorted(ops.items()))
    print(f"{given.sites}, {given.days} days: {told}; {len(in_feed)} in {_FEED}")
    print(
        "| reader | articles shown | not shown | twice at once | again: corrected | again: not |"
    )
    print("|---|---|---|---|---|---|")
    for one in readers:
        missed = len(in_feed - one.shown.keys())
        again = sum(one.shown.values()) - len(one.shown) - one.twice
        wrong = sum(one.again.values())
        print(
            f"| {one.name} | {len(one.shown)} | {missed} | {one.twice} |"
            f" {again - wrong} | {wrong} |"
        )


def _ids(file: Path) -> set[str]:
    root = etree.parse(str(file))
    return {
        str(found)
        for found in root.xpath(
            "//a:entry/a:id/text()", namespaces={"a": "http://www.w3.org/2005/Atom"}
        )
    }


if __name__ == "__main__":
    main()
