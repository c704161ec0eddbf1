"""The learned judgement of blocks: boosted trees over the features of a block.

The trees lie in `body_model.json`, written by `benchmarks/train_body.py` from pages with
known text; a node is [feature, threshold, subtree at most, subtree above], a leaf its
share of the log odds. Trees are added until the sum is beyond doubt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from newscrawl.page.text.features import NAMES

FILE = Path(__file__).with_name("body_model.json")
# No block of the dev pages whose sum was below this rose above the threshold again; what
# speaks for a block is added up further, since the body's confidence rests on it.
_OUT, _BEYOND_DOUBT = -2.0, 3.0
_STEP = 10

Row = Sequence[float]


@dataclass(frozen=True, slots=True)
class Model:
    """Sums of trees, and the probability above which a block is kept."""

    sums: tuple[Callable[[Row], float], ...]
    threshold: float

    def log_odds(self, row: Row) -> float:
        """Return the log odds that a block is the article's text."""
        odds = 0.0
        for part in self.sums:
            odds += part(row)
            if not _OUT <= odds <= _BEYOND_DOUBT:
                break
        return odds

    def probability(self, row: Row) -> float:
        """Return the probability that a block is the article's text."""
        return 1.0 / (1.0 + exp(-self.log_odds(row)))


def _expression(node: Any) -> str:
    """Return a tree as a Python expression over the row `x`; only numbers go in."""
    if isinstance(node, list):
        feature, threshold, low, high = node
        return (
            f"({_expression(low)} if x[{int(feature)}] <= {float(threshold)!r}"
            f" else {_expression(high)})"
        )
    return repr(float(node))


def _sum_of(trees: Sequence[Any]) -> Callable[[Row], float]:
    """Return a function that adds up trees: five times as fast as walking them."""
    terms = "+".join(map(_expression, trees))
    # Of the model's own numbers alone: `_expression` lets nothing else through.
    program = f"lambda x: {terms}"
    function: Callable[[Row], float] = eval(program, {"__builtins__": {}})  # nosec B307
    return function


@cache
def load_model() -> Model:
    """Return the model that ships, read once.

    Raises ValueError when it was trained on other features than this version's.
    """
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    if tuple(stored["features"]) != NAMES:
        raise ValueError(f"{FILE.name}: trained on other features: train it again")
    trees = stored["trees"]
    sums = (_sum_of(trees[i : i + _STEP]) for i in range(0, len(trees), _STEP))
    return Model(tuple(sums), float(stored["threshold"]))
