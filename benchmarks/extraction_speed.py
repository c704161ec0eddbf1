"""Measure the CPU time of a whole record, beside the parse alone and a peer.

Usage: python -m benchmarks.extraction_speed CORPUS [--pages N] [--rounds N]

CORPUS is that of `benchmarks.extraction`; N pages of its three sets with whole bodies
are read, spread evenly, else all. A whole record is bytes made into an article with its
id: decoded, parsed, read, normalized, identified, without site rules. Each page is done
by all contenders in turn, round by round, in one process, and the least time of a page
counts. trafilatura, with metadata and in the mode that scores best on these pages, takes
part where it is installed. Printed: median, 95th percentile and mean of CPU
milliseconds, their ratios, and the peak memory of two passes of our own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import lxml.html

from benchmarks.extraction import FETCHED_AT
from benchmarks.shared import machine, peak_mib
from newscrawl.identity import identify
from newscrawl.markup import read_document
from newscrawl.normalize import normalize
from newscrawl.page import RawArticle, read_article
from newscrawl.record import Fetch
from newscrawl.sites import Site

SETS = {"scrapinghub", "fundus-eval", "fundus-tests"}
PARSE, RECORD = "lxml parse alone", "newscrawl, whole record"

Contender = Callable[[bytes, str], object]


def parse(body: bytes, url: str) -> object:
    """Return the tree of a page's bytes, as lxml reads them."""
    return lxml.html.document_fromstring(body)


def record(body: bytes, url: str) -> object:
    """Return the identified article of a page, or why it is none."""
    raw = read_article(read_document(body, url), fetched_at=FETCHED_AT)
    if not isinstance(raw, RawArticle):
        return raw
    site = Site.for_url(url)
    fetch = Fetch(at=FETCHED_AT.isoformat(), status=200, final_url=url)
    return identify(normalize(raw, site=site, fetch=fetch), site)


def peers() -> Iterator[tuple[str, Contender]]:
    """Yield the names and functions of the peers that are installed."""
    try:
        name = f"trafilatura {version('trafilatura')}, metadata"
    except PackageNotFoundError:
        return
    from trafilatura import bare_extraction

    def extract(body: bytes, url: str) -> object:
        return bare_extraction(
            body,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
        )

    yield name, extract


def chosen_pages(corpus: Path, most: int | None) -> list[tuple[Path, str]]:
    """Return file and address of the pages to read, spread evenly over the sets."""
    found = []
    with (corpus / "dev" / "truth.jsonl").open(encoding="utf-8") as index:
        for row in map(json.loads, index):
            if row["id"].partition("/")[0] in SETS:
                url = row["url"] or "https://page.example/article"
                found.append((corpus / "dev" / row["file"], url))
    step = max(1, len(found) // most) if most else 1
    return found[::step][:most]


def least_times(
    contenders: dict[str, Contender], chosen: list[tuple[Path, str]], rounds: int
) -> dict[str, list[float]]:
    """Return each contender's CPU milliseconds a page, sorted, the least of rounds."""
    least: dict[str, list[float]] = {
        name: [float("inf")] * len(chosen) for name in contenders
    }
    for _ in range(rounds):
        for number, (file, url) in enumerate(chosen):
            body = gzip.decompress(file.read_bytes())
            for name, contender in contenders.items():
                start = time.process_time()
                contender(body, url)
                took = (time.process_time() - start) * 1000
                least[name][number] = min(least[name][number], took)
    return {name: sorted(times) for name, times in least.items()}


def report(times: dict[str, list[float]]) -> None:
    """Print each contender's times, and ours as a share of the others'."""
    figures = {
        name: (
            statistics.median(all_),
            all_[int(len(all_) * 0.95)],
            statistics.fmean(all_),
        )
        for name, all_ in times.items()
    }
    own = figures[RECORD]
    print(f"{'CPU ms a page':34}   median      p95     mean")
    for name, figure in figures.items():
        print(f"{name:34}" + "".join(f"{value:9.2f}" for value in figure))
        if name != RECORD:
            shares = (mine / value for mine, value in zip(own, figure, strict=True))
            ratio = "  newscrawl, times this"
            print(f"{ratio:34}" + "".join(f"{share:9.2f}" for share in shares))


def main() -> None:
    """Read the arguments, run, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    chosen = chosen_pages(options.corpus, options.pages)
    peaks = []
    for _ in range(2):
        for file, url in chosen:
            record(gzip.decompress(file.read_bytes()), url)
        peaks.append(peak_mib())
    contenders = {RECORD: record, PARSE: parse, **dict(peers())}
    times = least_times(contenders, chosen, options.rounds)
    print(f"{len(chosen)} pages, {machine('lxml')}")
    report(times)
    print(f"peak memory, first and second pass: {peaks[0]:.0f} and {peaks[1]:.0f} MiB")


if __name__ == "__main__":
    main()
