"""Hold the confidence that each field states against the truth, a reliability table.

    .venv/bin/python -m benchmarks.confidence CORPUS [--split dev] [--rules]

A field's confidence claims the share of such values that are right. Every value that
the reader gives on a page with truth is judged as CORPUS/score.py judges it: title and
day equal, the set of authors equal, the body's shingle F1 at least 0.9. Printed a field:
bins of stated confidence with the share right, and with `--rules` the same a rule.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from newscrawl.markup import read_document
from newscrawl.normalize import content_text
from newscrawl.page import RawArticle, read_article

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)
FETCHED_AT = datetime(2026, 11, 22, tzinfo=UTC)
GOOD_BODY = 0.9


@dataclass(frozen=True, slots=True)
class Judged:
    """One value: its field, the rule that gave it, what it claimed, and the truth."""

    field: str
    rule: str
    confidence: float
    is_right: bool


def scorer(corpus: Path) -> ModuleType:
    """Load CORPUS/score.py, the judge of what is right."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    if spec is None or spec.loader is None or not (corpus / "score.py").is_file():
        sys.exit(f"benchmarks.confidence: no score.py in {corpus}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judge(
    raw: RawArticle, truth: dict[str, Any], score: ModuleType, plain: bool
) -> Iterator[Judged]:
    """Yield a judgement for each field that has both a value and a truth."""
    right: dict[str, bool] = {}
    if truth.get("title") and raw.title:
        right["title"] = score.norm(raw.title) == score.norm(truth["title"])
    if truth.get("published") and raw.published:
        want = score.days(truth["published"]) | score.days(truth.get("published_alt"))
        got = raw.published.at or raw.published.stated
        right["published"] = bool(want & score.days(got))
    if truth.get("authors") and raw.authors:
        names = score.names([person.name for person in raw.authors])
        right["authors"] = names == score.names(truth["authors"])
    if truth.get("text") and raw.body:
        found = score.body_score(truth, content_text(raw.body), plain)
        right["body"] = found[2] >= GOOD_BODY
    for field, is_right in right.items():
        evidence = raw.evidence[field]
        rule = f"{evidence.from_}: {evidence.rule}"
        yield Judged(field, rule, evidence.confidence, is_right)


def judgements(corpus: Path, split: str) -> Iterator[Judged]:
    """Yield the judgements of a split's pages."""
    score = scorer(corpus)
    for line in (corpus / split / "truth.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        body = gzip.decompress((corpus / split / page["file"]).read_bytes())
        document = read_document(body, page["url"] or "http://localhost/")
        raw = read_article(document, fetched_at=FETCHED_AT)
        if isinstance(raw, RawArticle):
            plain = page["set"] == "scrapinghub"
            yield from judge(raw, page["truth"], score, plain)


def print_table(rows: list[Judged]) -> None:
    """Print a field's bins of confidence: count, claimed, found, and the gap."""
    for low, high in pairwise(BINS):
        inside = [row for row in rows if low <= row.confidence < high]
        if inside:
            claimed = sum(row.confidence for row in inside) / len(inside)
            found = sum(row.is_right for row in inside) / len(inside)
            gap = found - claimed
            bounds = f"{low:.2f}-{min(high, 1):.2f}"
            print(f"  {bounds} {len(inside):5} {claimed:8.3f} {found:8.3f} {gap:+8.3f}")


def print_rules(rows: list[Judged]) -> None:
    """Print the share right a rule, the most used first."""
    by_rule: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        by_rule[row.rule].append(row)
    for rule, used in sorted(by_rule.items(), key=lambda item: -len(item[1])):
        claimed = sum(row.confidence for row in used) / len(used)
        found = sum(row.is_right for row in used) / len(used)
        print(f"    {rule[:48]:48} {len(used):5} {claimed:8.3f} {found:8.3f}")


def main() -> None:
    """Print the reliability table of each field."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    by_field: dict[str, list[Judged]] = defaultdict(list)
    for judged in judgements(options.corpus, options.split):
        by_field[judged.field].append(judged)
    for field, rows in sorted(by_field.items()):
        print(f"{field}\n  bin        pages  claimed    found      gap")
        print_table(rows)
        if options.rules:
            print_rules(rows)


if __name__ == "__main__":
    main()
