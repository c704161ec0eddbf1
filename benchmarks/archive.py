"""Measure reading archives: pages a CPU-second, beside the bare extractor.

    python -m benchmarks.archive CORPUS [--split dev] [--copies 2] [--jobs 2]

CORPUS is laid out as for `benchmarks.extraction`. Its pages, each so many times under
addresses of its own, are written to one archive, and once more under one host: a
replay of the first would be one of a site a page, of the second it is one site's. The
bare extractor reads them in this
process (decode, parse, extract, normalize, identify, JSON), then the real commands do:
`extract`, `extract --jobs N`, and `crawl --replay` into an empty store with publishing.
CPU is that of every process of a command; starting Python is in it.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.extraction import pages
from benchmarks.shared import machine
from newscrawl.archive import ArchiveWriter, Exchange, responses
from newscrawl.cli.extract import Teller

_AT = datetime(2026, 11, 1, tzinfo=UTC)
_HTML = [(b"Content-Type", b"text/html")]


def write(corpus: Path, folder: Path, copies: int, host: str = "") -> tuple[Path, int]:
    """Write the corpus's pages to one archive; return it and how many they are.

    With `host` all of them have addresses there.
    """
    writer = ArchiveWriter(folder, _AT, "newscrawl/benchmark", 2**40)
    count = 0
    for copy in range(copies):
        for _, url, body in pages(corpus, set()):
            address = f"{url.partition('#')[0]}{'&' if '?' in url else '?'}copy={copy}"
            if host:
                address = f"https://{host}/news/{count}.html"
            marked = body + b"<!-- %d -->" % count
            at = _AT + timedelta(milliseconds=count)
            writer.write(Exchange(address, 200, _HTML, marked, at))
            count += 1
    writer.close()
    (path,) = folder.glob("*.warc.gz")
    return path, count


def bare(path: Path) -> float:
    """Return the CPU seconds of the extractor alone over an archive in this process."""
    tell = Teller(Path("none"), explain=False)
    spent = 0.0
    for response in responses(path):
        started = time.process_time()
        tell(response)
        spent += time.process_time() - started
    return spent


def command(folder: Path, *words: str) -> tuple[float, float]:
    """Run a verb; return its CPU seconds and its peak memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "newscrawl", *words],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, after.ru_maxrss / 1024


def _replay(name: str, path: Path) -> tuple[str, ...]:
    """Return the words of a replay into a store and an output folder of their own."""
    database = f"--database=sqlite:///{name}.db"
    return "crawl", "--quiet", database, f"--feeds={name}", f"--replay={path}"


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    print(machine("scrapy", "fastwarc", "lxml"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, count = write(given.corpus / given.split, folder / "warc", given.copies)
        print(f"{count} pages, {path.stat().st_size / 2**20:.0f} MiB of archive")
        one_host, _ = write(
            given.corpus / given.split, folder / "one", given.copies, "news.example"
        )
        floor = count / bare(path)
        print(f"  bare extractor           {floor:6.0f} pages a CPU-second")
        for title, words in {
            "extract": ("extract", str(path)),
            f"extract --jobs {given.jobs}": (
                "extract",
                f"--jobs={given.jobs}",
                str(path),
            ),
            "crawl --replay, one site": _replay("one-site", one_host),
            "crawl --replay, all": _replay("all", path),
        }.items():
            spent, peak = command(folder, *words)
            rate = count / spent
            print(
                f"  {title:24} {rate:6.0f} pages a CPU-second,"
                f" {rate / floor:.2f} of it; {peak:.0f} MiB"
            )


if __name__ == "__main__":
    main()
