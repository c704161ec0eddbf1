"""How sure a field is: the share of such values that were found right.

The finders claim a confidence a rule, and the body's model one a page; both are held
against pages with known truth, and `confidence.json` says what was found there: a share
a rule, or one a bin of what was claimed. `benchmarks/confidence.py --write` makes it. A
site's own rules were not measured and keep their claim.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from newscrawl.record import FieldEvidence

FILE = Path(__file__).with_name("confidence.json")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)


def bin_of(claimed: float) -> int:
    """Return the number of the bin that a claimed confidence falls into."""
    return bisect_right(BINS, claimed) - 1


def rule_name(evidence: FieldEvidence) -> str:
    """Return the name under which a rule's share is kept: `json-ld: headline`."""
    return f"{evidence.from_}: {evidence.rule}"


def calibrated(field: str, evidence: FieldEvidence) -> FieldEvidence:
    """Return the evidence with the confidence that such values were found to have."""
    found = _table().get(field)
    if found is None or evidence.from_ in (None, "rule", "site"):
        return evidence
    if "bins" in found:
        share = found["bins"][bin_of(evidence.confidence)]
    else:
        share = found["rules"].get(rule_name(evidence), found["others"])
    return replace(evidence, confidence=share)


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return table
