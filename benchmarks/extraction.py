"""Run the extractor over a corpus of saved pages, without site rules.

Usage: python -m benchmarks.extraction CORPUS OUT.jsonl [--split dev] [--sets a,b]
    [--blind FOLDER]

CORPUS holds `<split>/truth.jsonl`, one page a line, of which `id`, `url` and `file` are
read and nothing else (with `--blind`, see benchmarks/blind.py, the publisher too), and the pages gzipped under `<split>/`. OUT gets one prediction a
line, as the corpus' scorer reads them. Printed at the end: CPU milliseconds a page (decode
and parse included), median, 95th percentile and mean, the same for the parse alone, and
the process's peak memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.blind import judge_blindly
from benchmarks.shared import output_file
from newscrawl.markup import read_document
from newscrawl.normalize import content_text
from newscrawl.page import RawArticle, Refusal, read_article
from newscrawl.page.heads.crumbs import read_path

FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


def pages(
    folder: Path, sets: set[str], blind: Path | None = None
) -> Iterator[tuple[str, str, bytes]]:
    """Yield id, address and bytes of each page of a split, in the index's order."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as index:
        for line in index:
            row = json.loads(line)
            name = row["id"]
            if sets and name.partition("/")[0] not in sets:
                continue
            url = row["url"] or "https://page.example/article"
            if blind is not None:
                judge_blindly(blind, row["publisher"])
            yield name, url, gzip.decompress((folder / row["file"]).read_bytes())


def prediction(name: str, article: RawArticle | Refusal) -> dict[str, Any]:
    """Return an article as the scorer reads it; a refusal is an empty one.

    The scorer asks for the article's one date, and counts agencies among authors.
    """
    if isinstance(article, Refusal):
        return {"id": name, "refused": f"{article.reason}: {article.detail}"}
    authors = [person.name for person in article.authors]
    agency = article.evidence.get("agency")
    if article.agency and agency and agency.rule in ("byline", "author"):
        authors.append(article.agency)
    return {
        "id": name,
        "title": article.title,
        "published": _date(article),
        "authors": authors,
        "text": content_text(article.body),
        "images": [
            {"url": image.url, "caption": image.caption, "credit": image.credit}
            for image in article.images
        ],
        "breadcrumbs": [{"name": c.name, "url": c.url} for c in article.breadcrumbs],
        "topics": list(article.tags),
        "lang": article.language,
        "status": article.content_status,
    }


def _date(article: RawArticle) -> str | None:
    """Return the date published, else modified, else the one in the address."""
    for statement in (article.published, article.modified):
        if statement is not None:
            return statement.at or statement.stated
    evidence = article.evidence.get("published")
    rivals = evidence.rivals if evidence else ()
    return next((rival.value for rival in rivals if rival.from_ == "url"), None)


def predict(name: str, url: str, body: bytes) -> tuple[dict[str, Any], float]:
    """Return the prediction for one page, and the seconds of CPU its parse took.

    The breadcrumb set's files are one breadcrumb element each, and are read as such.
    """
    start = time.process_time()
    document = read_document(body, url)
    parsed = time.process_time() - start
    if name.startswith("zyte-breadcrumbs/"):
        crumbs = read_path(document.root, document.base)
        found = [{"name": crumb.name, "url": crumb.url} for crumb in crumbs]
        return {"id": name, "breadcrumbs": found}, parsed
    return prediction(name, read_article(document, fetched_at=FETCHED_AT)), parsed


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=output_file)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--sets", default="")
    parser.add_argument("--blind", type=Path)
    options = parser.parse_args()
    folder, sets = (
        options.corpus / options.split,
        set(filter(None, options.sets.split(","))),
    )
    whole: list[float] = []
    parse: list[float] = []
    with options.out.open("w", encoding="utf-8") as out:
        for name, url, body in pages(folder, sets, options.blind):
            start = time.process_time()
            predicted, parsed = predict(name, url, body)
            whole.append((time.process_time() - start) * 1000)
            parse.append(parsed * 1000)
            out.write(json.dumps(predicted, ensure_ascii=False) + "\n")
    report(whole, parse)


def report(whole: list[float], parse: list[float]) -> None:
    """Print times and peak memory."""
    for label, times in (("whole record", whole), ("decode and parse", parse)):
        times.sort()
        print(
            f"{label}: {len(times)} pages, CPU ms a page: median"
            f" {statistics.median(times):.2f}, p95 {times[int(len(times) * 0.95)]:.2f},"
            f" mean {statistics.fmean(times):.2f}, most {times[-1]:.1f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mib = peak / 1024 if sys.platform != "darwin" else peak / 1024**2
    print(f"peak memory: {mib:.0f} MiB")


if __name__ == "__main__":
    main()
