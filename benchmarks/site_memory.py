"""Measure what a site's other pages add to the reading of one.

Usage: python -m benchmarks.site_memory CORPUS [--split dev] [--sets a,b] [--model FILE]

CORPUS is laid out as in benchmarks/extraction.py and holds `score.py`, whose functions
score the text. Of each publisher with at least four pages in the sets, each page is
read without a memory and with one learnt from the publisher's other pages, in the
corpus' order. The truth is used to score and for nothing else. `--model` names another
body model, such as one trained without these publishers: the one that ships has seen
the dev pages. Printed: body precision, recall and F1 of both ways, the pages on which
they differ, CPU milliseconds a page (least of three) for the whole record, decode and
parse included, and for what a memory can change, the walk of the tree and the body, and
how often each way decided.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.extraction import FETCHED_AT, pages
from newscrawl.markup import read_document
from newscrawl.normalize import content_text
from newscrawl.page import (
    Reading,
    Refusal,
    SiteMemory,
    learn,
    read_closely,
    read_page,
)
from newscrawl.page.memory.remembered import Recollection, find_remembered, recollect
from newscrawl.page.page import Page
from newscrawl.page.pictures.photos import find_pictures
from newscrawl.page.read import find_fields
from newscrawl.page.text import model
from newscrawl.page.text.body import find_body
from newscrawl.page.tree.walk import read_tree

_LEAST_PAGES = 4
_TIMES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One page read one way: its score, CPU milliseconds and what decided."""

    precision: float | None
    recall: float
    f1: float
    cpu_ms: float
    body_ms: float
    rule: str | None


def load_scorer(corpus: Path) -> ModuleType:
    """Return the corpus' scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_timed(
    url: str, body: bytes, memory: SiteMemory | None
) -> tuple[Reading, float]:
    """Read a page some times; return the reading and the least milliseconds."""
    times = []
    for _ in range(_TIMES):
        start = time.process_time()
        document = read_document(body, url)
        reading = read_closely(document, fetched_at=FETCHED_AT, memory=memory)
        times.append((time.process_time() - start) * 1000)
    return reading, min(times)


def body_cpu(url: str, body: bytes, memory: SiteMemory | None) -> float:
    """Return the milliseconds of walking a page's tree and of finding its text."""
    document = read_document(body, url)
    page = read_page(document, fetched_at=FETCHED_AT)
    fields, pictures = find_fields(page), find_pictures(page)
    start = time.process_time()
    found: Recollection | str = "no memory"
    if memory is not None and memory.is_ripe:
        blocks, hints = read_tree(document.root, memory.idle_paths())
        found = recollect(blocks, memory)
    spent = time.process_time() - start
    if isinstance(found, Recollection):
        page = Page(document, page.metadata, hints, blocks, None, FETCHED_AT)
        fields, pictures = find_fields(page), find_pictures(page)
        start = time.process_time()
        find_remembered(page, fields, pictures, found)
    else:
        start = time.process_time()
        read_tree(document.root)
        find_body(page, fields, pictures)
    return (spent + time.process_time() - start) * 1000


def scored(
    scorer: ModuleType, row: dict[str, Any], body: bytes, memory: SiteMemory | None
) -> Row:
    """Return one page's reading, scored."""
    reading, cpu_ms = read_timed(row["url"], body, memory)
    article = reading.article
    text = "" if isinstance(article, Refusal) else content_text(article.body)
    body_ms = min(body_cpu(row["url"], body, memory) for _ in range(_TIMES))
    plain = row["set"] == "scrapinghub"
    precision, recall, f1, _ = scorer.body_score(row["truth"], text, plain)
    return Row(precision, recall, f1, cpu_ms, body_ms, reading.body.evidence.rule)


def learnt(others: list[tuple[dict[str, Any], bytes]]) -> SiteMemory:
    """Return what some pages of a site teach, as a store keeps it."""
    memory = SiteMemory()
    for row, body in others:
        document = read_document(body, row["url"])
        reading = read_closely(document, fetched_at=FETCHED_AT, memory=memory)
        memory = learn(memory, reading)
    return SiteMemory.from_bytes(memory.to_bytes())


def compare(
    scorer: ModuleType, publishers: dict[str, list[tuple[dict[str, Any], bytes]]]
) -> Iterator[tuple[str, Row, Row, int]]:
    """Yield each page's id, its reading without and with memory, the memory's size."""
    for site in publishers.values():
        for row, body in site:
            memory = learnt([other for other in site if other[0] is not row])
            without = scored(scorer, row, body, None)
            remembered = scored(scorer, row, body, memory)
            yield row["id"], without, remembered, len(memory.to_bytes())


def summary(rows: list[Row]) -> str:
    """Return body scores over pages, as the corpus' scorer adds them up."""
    precision = statistics.fmean(r.precision for r in rows if r.precision is not None)
    recall = statistics.fmean(r.recall for r in rows)
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.4f} R {recall:.4f} F1 {f1:.4f}"


def report(found: list[tuple[str, Row, Row, int]]) -> None:
    """Print what was found."""
    without, remembered = [f[1] for f in found], [f[2] for f in found]
    for name, before, after, _ in found:
        if abs(before.f1 - after.f1) > 0.002:
            print(f"{name}: F1 {before.f1:.3f} -> {after.f1:.3f} ({after.rule})")
    print(f"{len(found)} pages; without memory {summary(without)}")
    print(f"{len(found)} pages; with memory    {summary(remembered)}")
    for label, part in (("whole record", "cpu_ms"), ("walk and body", "body_ms")):
        before_ms = [getattr(row, part) for row in without]
        after_ms = [getattr(row, part) for row in remembered]
        print(
            f"{label}: CPU ms a page, median {statistics.median(before_ms):.2f} ->"
            f" {statistics.median(after_ms):.2f}; ratio of sums"
            f" {sum(after_ms) / sum(before_ms):.2f}"
        )
    for rule, count in Counter(row.rule for row in remembered).most_common():
        print(f"{count:4} {rule}")
    print(f"largest memory: {max(f[3] for f in found)} bytes")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--sets", default="fundus-eval")
    parser.add_argument("--model", type=Path)
    options = parser.parse_args()
    if options.model:
        model.FILE = options.model
    folder = options.corpus / options.split
    sets = set(filter(None, options.sets.split(",")))
    with (folder / "truth.jsonl").open(encoding="utf-8") as index:
        truths = {row["id"]: row for row in map(json.loads, index)}
    publishers: dict[str, list[tuple[dict[str, Any], bytes]]] = {}
    for name, url, body in pages(folder, sets):
        row = {**truths[name], "url": url}
        publishers.setdefault(row["publisher"], []).append((row, body))
    several = {k: v for k, v in publishers.items() if len(v) >= _LEAST_PAGES}
    report(list(compare(load_scorer(options.corpus), several)))


if __name__ == "__main__":
    main()
