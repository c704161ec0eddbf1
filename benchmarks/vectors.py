"""Run public test cases: what passed, what failed, what is excused and why.

    python -m benchmarks.vectors FOLDER [--split NAME] [--set NAME]… [--show]

FOLDER holds `SET/SPLIT/cases.jsonl`, one case a line, of which all splits are run
unless one is named; a set that no part of newscrawl
answers is named and skipped. `--show` prints every case that failed or is excused. The exit
code is 1 when a case failed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.vectors_feed import feed_case
from benchmarks.vectors_fetch import (
    address_case,
    google_robots_case,
    robots_case,
)
from benchmarks.vectors_page import (
    attack_case,
    date_case,
    encoding_case,
    json_case,
    markup_case,
    page_of_string,
    tree_case,
)
from benchmarks.vectors_publish import naughty_string, published_markup
from benchmarks.vectors_url import canonical_case, whatwg_case
from benchmarks.verdict import PASSED, Verdict


def _string_case(case: dict[str, Any]) -> Verdict:
    read = page_of_string(case)
    return naughty_string(case) if read == PASSED else read


def _payload_case(case: dict[str, Any]) -> Verdict:
    read = markup_case(case)
    return published_markup(case) if read == PASSED else read


SETS: dict[str, Callable[[dict[str, Any]], Verdict]] = {
    "dates": date_case,
    "encoding": encoding_case,
    "feeds": feed_case,
    "html-tree": tree_case,
    "json": json_case,
    "naughty-strings": _string_case,
    "robots-google": google_robots_case,
    "robots-protego": robots_case,
    "ssrf": address_case,
    "url-canonical": canonical_case,
    "url-whatwg": whatwg_case,
    "xml-attacks": attack_case,
    "xss": _payload_case,
}


def files_of(folder: Path, split: str | None) -> list[Path]:
    """Return the files of cases of a set's folder: those of one split, or of all."""
    return sorted(folder.glob(f"{split or '*'}/cases.jsonl"))


def run_set(
    folder: Path, split: str | None, name: str
) -> Iterator[tuple[str, Verdict]]:
    """Yield the id and the verdict of each case of a set; an exception fails it."""
    for file in files_of(folder / name, split):
        for line in file.open(encoding="utf-8"):
            case = json.loads(line)
            try:
                verdict = SETS[name](case)
            except Exception as error:  # noqa: BLE001 -- whatever breaks is the finding
                verdict = Verdict("failed", f"{type(error).__name__}: {error}")
            yield case["id"], verdict


def report(folder: Path, split: str | None, names: Sequence[str], *, show: bool) -> int:
    """Print a line a set; return the number of cases that failed."""
    failed = 0
    for name in names:
        counts: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for case, verdict in run_set(folder, split, name):
            counts[verdict.outcome] += 1
            if verdict.outcome == "excused":
                reasons[verdict.why] += 1
            if show and verdict.outcome != "passed":
                print(f"  {verdict.outcome} {name}/{case}: {verdict.why}")
        failed += counts["failed"]
        share = counts["passed"] / max(1, counts["passed"] + counts["failed"])
        print(
            f"{name}: {counts['passed']} passed, {counts['failed']} failed"
            f" ({share:.1%}), {counts['excused']} excused"
        )
        for why, count in reasons.most_common():
            print(f"    {count} excused: {why}")
    return failed


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split")
    parser.add_argument("--set", action="append", choices=sorted(SETS))
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    here = [
        folder.name
        for folder in sorted(given.folder.iterdir())
        if files_of(folder, given.split)
    ]
    names = given.set or [name for name in here if name in SETS]
    for name in here:
        if name not in SETS:
            print(f"{name}: skipped, no part of newscrawl answers it")
    if not names:
        sys.exit(f"vectors: no set of cases below {given.folder}")
    sys.exit(1 if report(given.folder, given.split, names, show=given.show) else 0)


if __name__ == "__main__":
    main()
