"""Hold the confidence that each field states against the truth, a reliability table.

    .venv/bin/python -m benchmarks.confidence CORPUS [--split dev] [--rules]
        [--blind FOLDER] [--write]

A field's confidence claims the share of such values that are right. Every value that
the reader gives on a page with truth is judged as CORPUS/score.py judges it: title, day
and breadcrumbs equal, the set of authors equal, the body's shingle F1 at least 0.9.
Printed a field: bins of stated confidence with the share right, and with `--rules` the
same a rule. `--write` makes the package's confidence.json anew from what the finders
claim and what was found; a rule seldom seen leans on its field's share. `--blind` reads
each page with a body model that saw none of its publisher (benchmarks/blind.py), as
pages out in the world are read.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.blind import judge_blindly
from newscrawl.markup import read_document
from newscrawl.normalize import content_text
from newscrawl.page import RawArticle
from newscrawl.page.confidence import BINS, FILE, bin_of, rule_name
from newscrawl.page.read import Reading, read_closely

FETCHED_AT = datetime(2026, 11, 22, tzinfo=UTC)
GOOD_BODY = 0.9
SELDOM = 5  # a rule used less often has no share of its own
PRIOR = 3  # pages' worth of the field's own share that each rule begins with


@dataclass(frozen=True, slots=True)
class Judged:
    """One value: field and rule, the finder's claim, what the record states, truth."""

    field: str
    rule: str
    claimed: float
    stated: float
    is_right: bool


def scorer(corpus: Path) -> ModuleType:
    """Load CORPUS/score.py, the judge of what is right."""
    spec = importlib.util.spec_from_file_location("score", corpus / "score.py")
    if spec is None or spec.loader is None or not (corpus / "score.py").is_file():
        sys.exit(f"benchmarks.confidence: no score.py in {corpus}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truths(
    raw: RawArticle, truth: dict[str, Any], score: ModuleType, plain: bool
) -> dict[str, bool]:
    """Return whether each field that has a value and a truth is right."""
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
    return right


def judge(reading: Reading, right: dict[str, bool]) -> Iterator[Judged]:
    """Yield a judgement for each judged field of a reading."""
    assert isinstance(reading.article, RawArticle)
    for field, is_right in right.items():
        stated = reading.article.evidence[field]
        claim = reading.body if field == "body" else reading.fields[field]
        claimed = claim.evidence.confidence
        yield Judged(field, rule_name(stated), claimed, stated.confidence, is_right)


def judgements(corpus: Path, split: str, blind: Path | None = None) -> Iterator[Judged]:
    """Yield the judgements of a split's pages."""
    score = scorer(corpus)
    for line in (corpus / split / "truth.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        body = gzip.decompress((corpus / split / page["file"]).read_bytes())
        document = read_document(body, page["url"] or "http://localhost/")
        if blind is not None:
            judge_blindly(blind, page["publisher"])
        reading = read_closely(document, fetched_at=FETCHED_AT)
        if isinstance(reading.article, RawArticle):
            plain = page["set"] == "scrapinghub"
            right = truths(reading.article, page["truth"], score, plain)
            yield from judge(reading, right)


def share(rows: Iterable[Judged]) -> float:
    """Return the share right."""
    right = [row.is_right for row in rows]
    return sum(right) / len(right)


def print_table(rows: list[Judged]) -> None:
    """Print a field's bins of stated confidence: count, stated, found, and the gap."""
    for number, low in enumerate(BINS):
        inside = [row for row in rows if bin_of(row.stated) == number]
        if inside:
            stated = sum(row.stated for row in inside) / len(inside)
            found = share(inside)
            gap = found - stated
            print(
                f"  {low:5.3f}… {len(inside):5} {stated:8.3f} {found:8.3f} {gap:+8.3f}"
            )


def grouped(rows: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return the judgements by rule, the most used first."""
    by_rule: dict[str, list[Judged]] = defaultdict(list)
    for row in rows:
        by_rule[row.rule].append(row)
    return dict(sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])))


def leaning(rows: list[Judged], whole: float) -> float:
    """Return a group's share right, leaning on the field's the more the fewer it is."""
    right = sum(row.is_right for row in rows)
    return round((right + PRIOR * whole) / (len(rows) + PRIOR), 3)


def measured(field: str, rows: list[Judged]) -> dict[str, Any]:
    """Return what confidence.json says of a field."""
    whole = share(rows)
    if field != "body":
        rules = {
            rule: leaning(used, whole)
            for rule, used in grouped(rows).items()
            if len(used) >= SELDOM
        }
        return {"others": round(whole, 3), "rules": rules}
    pools: list[tuple[list[Judged], int]] = []
    for number in range(len(BINS)):
        pools.append(([row for row in rows if bin_of(row.claimed) == number], 1))
        while len(pools) > 1 and _is_out_of_order(pools[-2][0], pools[-1][0], whole):
            (last, size), (before, width) = pools.pop(), pools.pop()
            pools.append((before + last, width + size))
    shares = [leaning(pool, whole) for pool, width in pools for _ in range(width)]
    return {"bins": shares}


def _is_out_of_order(low: list[Judged], high: list[Judged], whole: float) -> bool:
    """Say whether a bin must be pooled with the one below, so that shares rise."""
    few = min(len(low), len(high)) < SELDOM
    return few or leaning(low, whole) >= leaning(high, whole)


def main() -> None:
    """Print the reliability table of each field, or write what was found."""
    parser = argparse.ArgumentParser(prog="benchmarks.confidence")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--blind", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    by_field: dict[str, list[Judged]] = defaultdict(list)
    for judged in judgements(options.corpus, options.split, options.blind):
        by_field[judged.field].append(judged)
    if options.write:
        table = {field: measured(field, rows) for field, rows in by_field.items()}
        text = json.dumps(table, indent=1, sort_keys=True, ensure_ascii=False)
        FILE.write_text(f"{text}\n", encoding="utf-8")
        return
    for field, rows in sorted(by_field.items()):
        print(f"{field}\n  bin     values   stated    found      gap")
        print_table(rows)
        for rule, used in grouped(rows).items() if options.rules else ():
            stated = sum(row.stated for row in used) / len(used)
            found = share(used)
            print(f"    {rule[:48]:48} {len(used):5} {stated:8.3f} {found:8.3f}")


if __name__ == "__main__":
    main()
