"""The learned judgement of blocks: boosted trees over the features of a block.

The trees lie in `body_model.json`, written by `benchmarks/train_body.py` from pages with
known text; a node is [feature, threshold, subtree at most, subtree above], a leaf its
share of the log odds. Trees are added until the sum is beyond doubt.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from newscrawl.page.features import NAMES

FILE = Path(__file__).with_name("body_model.json")
_BEYOND_DOUBT = 5.0
_STEP = 10

Node = float | tuple[int, float, Any, Any]


@dataclass(frozen=True, slots=True)
class Model:
    """Trees, and the probability above which a block is kept."""

    trees: tuple[Node, ...]
    threshold: float

    def log_odds(self, row: Sequence[float]) -> float:
        """Return the log odds that a block is the article's text."""
        odds = 0.0
        for number, tree in enumerate(self.trees, 1):
            node = tree
            while type(node) is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            odds += node  # type: ignore[operator]
            if number % _STEP == 0 and abs(odds) > _BEYOND_DOUBT:
                break
        return odds

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability that a block is the article's text."""
        return 1.0 / (1.0 + exp(-self.log_odds(row)))


def _node(value: Any) -> Node:
    if isinstance(value, list):
        feature, threshold, low, high = value
        return feature, float(threshold), _node(low), _node(high)
    return float(value)


@cache
def load_model() -> Model:
    """Return the model that ships, read once.

    Raises ValueError when it was trained on other features than this version's.
    """
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    if tuple(stored["features"]) != NAMES:
        raise ValueError(f"{FILE.name}: trained on other features: train it again")
    return Model(tuple(map(_node, stored["trees"])), float(stored["threshold"]))
