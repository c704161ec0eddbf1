"""Confidence: what was found right a rule stands in for what its finder claims."""

import json

import pytest

from newscrawl.page.confidence import BINS, FILE, bin_of, calibrated
from newscrawl.record import FieldEvidence


def evidence(origin: str | None, rule: str | None, claimed: float) -> FieldEvidence:
    return FieldEvidence(from_=origin, rule=rule, confidence=claimed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claimed", "number"),
    [(0.0, 0), (0.49, 0), (0.5, 1), (0.94, 5), (0.95, 6), (1.0, len(BINS) - 1)],
)
def test_a_claim_falls_into_its_bin(claimed: float, number: int) -> None:
    assert bin_of(claimed) == number


def test_a_measured_rule_states_its_share() -> None:
    share = json.loads(FILE.read_text("utf-8"))["title"]["rules"]["text: h1"]
    assert calibrated("title", evidence("text", "h1", 0.5)).confidence == share


def test_a_rule_seldom_seen_states_the_fields_share() -> None:
    share = json.loads(FILE.read_text("utf-8"))["title"]["others"]
    assert calibrated("title", evidence("meta", "no such", 0.1)).confidence == share


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(evidence("rule", "h1.big", 0.98), id="the site's own rule"),
        pytest.param(evidence(None, None, 0.0), id="nothing chosen"),
    ],
)
def test_what_was_not_measured_keeps_its_claim(kept: FieldEvidence) -> None:
    assert calibrated("title", kept) == kept


def test_a_surer_body_is_never_less_often_right() -> None:
    shares = json.loads(FILE.read_text("utf-8"))["body"]["bins"]
    assert shares == sorted(shares)
    assert len(shares) == len(BINS)
