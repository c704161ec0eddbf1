"""Measure publishing at size: anew, and after a run that brought a hundred articles.

    python -m benchmarks.publish [--articles 10000] [--folder FOLDER] [--stand-ins]

A store of that many articles of 150 words, of 200 sites in 20 regions over five years,
is filled past the crawler (its rows are written as `save` would leave them). Then:
JSON Lines streamed from it, a whole publishing, one that finds nothing to do, and one
after 100 new articles of 25 sites; the wall time, CPU and peak memory of each, in a
process of its own. feedgen's share is told beside. `--folder` keeps the store, so that
it is filled once. `--stand-ins` puts a few bytes in the place of each full page of an
archive, for stores whose whole publishing takes hours: publishing further names and
counts such pages, and never reads them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.shared import cpu_s, machine, peak_mib
from newscrawl.identity import addresses, identify
from newscrawl.publish import publish
from newscrawl.publish.archives import page_of, page_path
from newscrawl.publish.atom import atom
from newscrawl.publish.feed_files import ATOM, FeedFiles
from newscrawl.publish.feeds import Feeds
from newscrawl.publish.output import File
from newscrawl.publish.own import OwnFeeds
from newscrawl.record import (
    Article,
    Extraction,
    Fetch,
    FieldEvidence,
    Image,
    ImageBlock,
    Paragraph,
    Source,
)
from newscrawl.sites.site import Site
from newscrawl.store import FeedState, open_store
from newscrawl.store.rows import article_row, source_row

_START = datetime(2019, 1, 1, 8, tzinfo=UTC)
_SITES, _REGIONS, _DAYS = 200, 20, 5 * 365
_NEW, _NEW_SITES = 100, 25
_BASE = "https://feeds.example/"


def _words() -> list[str]:
    chance = random.Random(5)
    letters = "etaoinshrdlucmfw"
    sizes = (chance.randint(2, 10) for _ in range(8000))
    return ["".join(chance.choices(letters, k=size)) for size in sizes]


def article(number: int, day: float, words: list[str]) -> tuple[Article, Site]:
    """Return an article of its own text, found that day, and its site."""
    chance = random.Random(number)
    at = (_START + timedelta(days=day)).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = f"site{number % _SITES}"
    site = Site(name=name, title=name.title(), url=f"http://www.{name}.example/")
    region = f"XA-{number % _REGIONS}"
    texts = [" ".join(chance.choices(words, k=50)) for _ in range(3)]
    url = f"{site.url}town/bridge-opens-{number}.html"
    photo = Image(url=f"{site.url}{number}.jpg", caption=texts[0][:60], credit="A. B.")
    evidence = FieldEvidence(from_="text", rule="headline", confidence=0.9)
    found = Article(
        id="",
        url=url,
        source=Source(id=name, name=site.title, url=site.url, region=region),
        title=texts[0][:60],
        body=(ImageBlock(0), *map(Paragraph, texts)),
        content_text="\n\n".join(texts),
        content_html="\n".join(f"<p>{text}</p>" for text in texts),
        images=(photo,),
        section=chance.choice(["News", "Sport", "Culture"]),
        tags=(f"Tag {number % 40}",),
        date=at,
        first_seen=at,
        last_seen=at,
        last_changed=at,
        language="en",
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl",
            encoding="utf-8",
            replaced_characters=0,
            fields={"title": evidence, "body": evidence, "images": evidence},
        ),
        fetch=Fetch(at=at, status=200, final_url=url),
    )
    return identify(found, site), site


def fill(file: Path, count: int) -> None:
    """Write a store of so many articles, each with its event, past the crawler."""
    with open_store(f"sqlite:///{file}"):
        pass
    words = _words()
    database = sqlite3.connect(file)
    database.execute("PRAGMA synchronous = OFF")
    for start in range(0, count, 5000):
        rows, events = [], []
        for number in range(start, min(count, start + 5000)):
            found, _ = article(number, number * _DAYS / count, words)
            row = article_row(found, number + 1) | {"entry": None, "born": number + 1}
            rows.append(row)
            events.append((number + 1, found.id, found.last_seen))
            if number < _SITES:
                source = source_row(found.source, None)
                _insert(database, "sources", [source])
        _insert(database, "articles", rows)
        database.executemany(
            "INSERT INTO events VALUES (?, 'created', ?, 1, ?, 1, '[]', NULL)", events
        )
        database.commit()
    database.close()


def _insert(
    database: sqlite3.Connection, table: str, rows: list[dict[str, object]]
) -> None:
    names = list(rows[0])
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    database.executemany(
        statement, [tuple(row[name] for name in names) for row in rows]
    )


def stream(folder: Path) -> str:
    """Stream every record as JSON Lines."""
    with open_store(f"sqlite:///{folder / 'store.db'}", read_only=True) as store:
        count = sum(1 for _ in store.changed())
    return f"{count} records"


def again(folder: Path) -> str:
    """Publish what is new."""
    own = OwnFeeds.model_validate({"feed": {"own": {"include": ["eta*"]}}})
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        done = publish(store, folder / "feeds", base_url=_BASE, own=own)
    assert not done.refused, done.refused
    count = done.written + done.unchanged
    return f"{done.written} of {count} files written"


def stood_in(folder: Path) -> str:
    """Publish, with a few bytes for each full page of an archive."""

    def put(files: FeedFiles, state: FeedState, number: int, **_: bool) -> File | None:
        if number == page_of(state.archived):
            return write(files, state, number, is_listed=True)
        path = page_path(state.name, number)
        output = files._output
        return output.write(path, ATOM, path.encode(), records=50, is_listed=False)

    write = FeedFiles._write_page
    FeedFiles._write_page = put  # type: ignore[method-assign, assignment]
    return again(folder)


def add(folder: Path, count: int) -> None:
    """Save a hundred new articles of 25 sites."""
    words = _words()
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        seq = store.last_seq()
        for n in range(_NEW):
            number = (seq + 1 + n // _NEW_SITES) * _SITES + n % _NEW_SITES
            found, site = article(number, _DAYS + n / 1000, words)
            store.save(found, addresses(found, site), None, None)


def feedgen(folder: Path) -> str:
    """Write the feed of all news a hundred times."""
    with open_store(f"sqlite:///{folder / 'store.db'}") as store, store.snapshot():
        feeds = Feeds(store, _BASE, OwnFeeds())
        state = next(one for one in feeds.names() if one.name == "all")
        feed = replace(feeds.live(state))
        began = time.process_time()
        for _ in range(100):
            document = atom(feed)
        each = (time.process_time() - began) / 100 / max(1, len(feed.entries))
    return f"{each * 1e6:.0f} µs of CPU an entry, {len(document)} bytes a feed"


def measured(name: str, work: Callable[[Path], str], folder: Path) -> float:
    """Run some work in a process of its own; print and return its CPU seconds."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_report, args=(theirs, work, folder)
    )
    process.start()
    wall, cpu, peak, told = ours.recv()
    process.join()
    print(
        f"  {name}: {wall:.2f} s, CPU {cpu:.2f} s, peak {peak:.0f} MiB; {told}",
        flush=True,
    )
    return float(cpu)


def _report(pipe: object, work: Callable[[Path], str], folder: Path) -> None:
    began, cpu = time.perf_counter(), cpu_s()
    told = work(folder)
    wall = time.perf_counter() - began
    pipe.send((wall, cpu_s() - cpu, peak_mib(), told))  # type: ignore[attr-defined]


def run(folder: Path, count: int, whole: Callable[[Path], str]) -> None:
    """Fill a store where there is none, and measure."""
    if not (folder / "store.db").exists():
        began = time.perf_counter()
        fill(folder / "store.db", count)
        print(f"  filled in {time.perf_counter() - began:.0f} s", flush=True)
    cpu = measured("JSON Lines", stream, folder)
    print(f"    {count / cpu:.0f} articles a CPU-second")
    measured("published, whole", whole, folder)
    measured("nothing new", again, folder)
    add(folder, count)
    measured(f"{_NEW} new", again, folder)
    measured("feedgen", feedgen, folder)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--stand-ins", action="store_true")
    given = parser.parse_args()
    print(machine("sqlalchemy", "pydantic", "feedgen"))
    print(f"{given.articles} articles:")
    whole = stood_in if given.stand_ins else again
    if given.folder:
        given.folder.mkdir(parents=True, exist_ok=True)
        run(given.folder, given.articles, whole)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(Path(folder), given.articles, whole)


if __name__ == "__main__":
    main()
