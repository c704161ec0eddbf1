"""Find links and next pages on a corpus of listings, for its scorer to read.

    python -m benchmarks.listing CORPUS OUT.jsonl [--split dev]

CORPUS holds `SPLIT/truth.jsonl`, `SPLIT/truth_feeds.jsonl` and the gzipped pages that
they name. No site rules are used. At the end the cost is told, in CPU time beside the
same run's parse of the same page: of all pages, and of those with about 300 links.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from benchmarks.shared import output_file
from newscrawl.dates.text import read_stamps
from newscrawl.discover import read_feed, read_listing, read_sitemap
from newscrawl.markup import read_document


class Cost(NamedTuple):
    """The links of a page, and the CPU seconds of lxml's parse, of ours, of the rest."""

    links: int
    lxml: float
    read: float
    listing: float


def tell_cost(name: str, costs: list[Cost]) -> None:
    """Print the medians of some pages' costs, in milliseconds and in parses."""
    if not costs:
        return

    def median(part: Callable[[Cost], float]) -> float:
        return statistics.median(part(one) for one in costs)

    print(
        f"{name}, {len(costs)}: listing {1000 * median(lambda c: c.listing):.1f} ms,"
        f" {median(lambda c: c.listing / c.read):.1f} times decoding and parsing,"
        f" {median(lambda c: c.listing / c.lxml):.1f} times lxml's parse alone"
    )


def predict_page(body: bytes, url: str) -> dict[str, Any]:
    """Return the scorer's fields for one listing page, with its CPU milliseconds."""
    started = time.process_time()
    lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(huge_tree=True))
    bare = time.process_time()
    document = read_document(body, url)
    parsed = time.process_time()
    page = read_listing(document)
    done = time.process_time()
    links = sum(1 for _ in document.root.iter("a"))
    articles = [
        {"url": one.url, "title": one.title, "date": shown(one.date), "main": one.main}
        for one in page.links
    ]
    return {
        "articles": articles,
        "next": page.next_page,
        "cost": Cost(links, bare - started, parsed - bare, done - parsed),
    }


def shown(date: str | None) -> str | None:
    """Return a date as the page shows it, with its day by ISO 8601 where it is full."""
    for stamp in read_stamps(date or ""):
        if stamp.month and stamp.day:
            return f"{date} ({stamp.year}-{stamp.month:02d}-{stamp.day:02d})"
    return date


def predict_feed(body: bytes, url: str, kind: str) -> dict[str, Any]:
    """Return the entries of a feed or sitemap."""
    if "sitemap" in kind:
        sitemap = read_sitemap(body, url)
        entries = [
            {"url": one.url, "title": one.title, "date": one.date}
            for one in sitemap.links
        ]
        entries += [{"url": one} for one in sitemap.sitemaps if not sitemap.links]
        return {"entries": entries, "notes": sitemap.notes}
    feed = read_feed(body, url)
    entries = [
        {"url": one.url or None, "title": one.title, "date": one.date}
        for one in feed.entries
    ]
    return {"entries": entries, "notes": feed.notes}


def rows(folder: Path, name: str) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield each row of a truth file with the bytes it tells of."""
    for line in (folder / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row, gzip.decompress((folder / row["file"]).read_bytes())


def main() -> None:
    """Write one line a page and feed, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=output_file)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    folder = options.corpus / options.split
    costs: list[Cost] = []
    with options.out.open("w", encoding="utf-8") as out:
        for row, body in rows(folder, "truth.jsonl"):
            found = predict_page(body, row["url"])
            costs.append(found.pop("cost"))
            print(json.dumps({"id": row["id"], **found}, ensure_ascii=False), file=out)
        for row, body in rows(folder, "truth_feeds.jsonl"):
            url = row.get("url") or f"https://{row['domain']}/"
            found = predict_feed(body, url, row["type"])
            print(json.dumps({"id": row["id"], **found}, ensure_ascii=False), file=out)
    tell_cost("all pages", costs)
    tell_cost("pages of 200 to 450 links", [c for c in costs if 200 <= c.links < 450])


if __name__ == "__main__":
    main()
