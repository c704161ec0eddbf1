"""Measure the store at size: what a save costs, and what it leaves on disk.

    python -m benchmarks.store [--articles 10000] [--day 5000] [--url URL] [--search]

Articles of 400 words, each its own text, arrive in runs of `--day`, a day apart; after
each run old sketches are forgotten. CPU is of `save` alone (look-up, copies, article,
addresses, page state, event). One in twenty is then saved again unchanged, one in
twenty changed; at the end all is published, twice.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.shared import machine, peak_mib
from newscrawl.identity import addresses, identify
from newscrawl.publish import publish
from newscrawl.record import Article, Extraction, Fetch, Paragraph, Source
from newscrawl.sites.site import Site
from newscrawl.store import PageState, Store, open_store

_SITE = Site(name="hillside", title="Hillside News", url="http://www.example.org/")
_START = datetime(2024, 1, 1, 8, tzinfo=UTC)
_WORDS = 400


def article(number: int, day: int, text: str) -> Article:
    """Return an identified article of that text, found on that day."""
    at = (_START + timedelta(days=day, seconds=number % 80_000)).isoformat()
    url = f"http://www.example.org/town/bridge-opens-{number}.html"
    source = Source(id=_SITE.name, name=_SITE.title, url=_SITE.url, region="CN-NM")
    found = Article(
        id="",
        url=url,
        source=source,
        title=text[:60],
        body=tuple(Paragraph(text[at : at + 400]) for at in range(0, len(text), 400)),
        content_text=text,
        content_html=f"<p>{text}</p>",
        date=at,
        first_seen=at,
        last_seen=at,
        last_changed=at,
        language="en",
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl", encoding="utf-8", replaced_characters=0, fields={}
        ),
        fetch=Fetch(at=at, status=200, final_url=url),
    )
    return identify(found, _SITE)


def texts(count: int) -> Iterator[str]:
    """Yield texts of random words, the same on any machine."""
    chance = random.Random(5)
    letters = "etaoinshrdlucmfw"
    words = [
        "".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(8000)
    ]
    for _ in range(count):
        yield " ".join(chance.choices(words, k=_WORDS))


def save(store: Store, found: Article, run: int) -> float:
    """Save an article with its page; return the CPU microseconds it took."""
    page = PageState(
        url=found.url,
        site=_SITE.name,
        kind="article",
        status=200,
        fetched_at=found.fetch.at,
        outcome="article",
    )
    keys = addresses(found, _SITE)
    started = time.process_time()
    store.save(found, keys, page, run)
    return 1e6 * (time.process_time() - started)


def fill(store: Store, count: int, day_size: int) -> None:
    """Save that many articles, and print what a save cost in the first and last run."""
    new: list[float] = []
    same: list[float] = []
    changed: list[float] = []
    day, run = 0, store.begin_run([_SITE.name], _START.isoformat())
    for number, text in enumerate(texts(count)):
        if number and number % day_size == 0:
            store.end_run(run, (_START + timedelta(days=day)).isoformat(), {})
            day += 1
            run = store.begin_run([_SITE.name], _START.isoformat())
        new.append(save(store, article(number, day, text), run))
        if number % 20 == 1:
            same.append(save(store, article(number, day, text), run))
            changed.append(save(store, article(number, day, f"{text} more"), run))
    size = min(day_size, count)
    print(f"  new, first {size}: median {statistics.median(new[:size]):.0f} µs CPU")
    print(f"  new, last {size}: median {statistics.median(new[-size:]):.0f} µs CPU")
    print(f"  unchanged: median {statistics.median(same):.0f} µs CPU")
    print(f"  changed: median {statistics.median(changed):.0f} µs CPU")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--day", type=int, default=5_000)
    parser.add_argument("--url")
    parser.add_argument("--search", action="store_true", help="with full-text index")
    given = parser.parse_args()
    print(machine("sqlalchemy", "pydantic", "rensa"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "newscrawl.db"
        with open_store(given.url or f"sqlite:///{file}") as store:
            if given.search:
                list(store.index())
            print(f"{given.articles} articles of {_WORDS} words:")
            fill(store, given.articles, given.day)
            print(f"  peak memory {peak_mib():.0f} MiB")
            for word in ("whole", "again"):
                started = time.process_time()
                publish(store, Path(folder) / "feeds")
                spent = time.process_time() - started
                each = given.articles / spent
                print(
                    f"  published, {word}: {spent:.1f} s, {each:.0f} articles a CPU-s"
                )
        if file.exists():
            records = sum(len(a.content_text.encode()) for a in _all(file))
            size = file.stat().st_size
            each = (size - records) / given.articles
            print(f"  disk: {size / given.articles:.0f} bytes an article,")
            print(f"    {each:.0f} beyond its text once")


def _all(file: Path) -> Iterator[Article]:
    with open_store(f"sqlite:///{file}", read_only=True) as store:
        yield from store.articles()


if __name__ == "__main__":
    main()
