"""Judge which candidates of a page are articles, and which stand in its main list.

Two boosted tree models over the signals, held in `weights.json` as data that a person
can read: each tree is `[signal, threshold, at or below, above]`, a leaf is a number,
and the sum of all leaves is the log odds. benchmarks/train_links.py made them on the
listings of 42 sites; judged by the other sites alone (8 folds by site, parted five
times) the links had macro F1 .989, the main list was told in 90 of 100 cases.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.signals import NAMES, THRESHOLD, measure
from newscrawl.markup import Document

_MAX_EXPONENT: Final = 60.0

# A tree of two questions: (signal, threshold) of the first, of the second where the
# first is at or below its threshold, with two leaves, and of the second where above.
Tree = tuple[int, float, int, float, float, float, int, float, float, float]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate taken for an article: how sure, in the main list or not, and why."""

    candidate: Candidate
    confidence: float
    main: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Model:
    """Boosted trees: a bias and the trees whose leaves are added to it."""

    bias: float
    trees: tuple[Tree, ...]

    def probability(self, signals: Sequence[float]) -> float:
        """Return how sure the model is, 0.0 to 1.0."""
        total = self.bias
        for at, cut, low, low_cut, a, b, high, high_cut, c, d in self.trees:
            if signals[at] <= cut:
                total += a if signals[low] <= low_cut else b
            else:
                total += c if signals[high] <= high_cut else d
        return 1 / (1 + math.exp(-max(min(total, _MAX_EXPONENT), -_MAX_EXPONENT)))


@cache
def models() -> tuple[Model, Model]:
    """Return the model of articles and that of the main list."""
    text = files("newscrawl.discover").joinpath("weights.json").read_text("utf-8")
    table = json.loads(text)
    return _model(table["article"]), _model(table["main"])


def _model(table: dict[str, Any]) -> Model:
    return Model(table["bias"], tuple(_tree(tree) for tree in table["trees"]))


def _tree(node: Any) -> Tree:
    if not isinstance(node, list):
        node = [NAMES[0], 0.0, node, node]
    name, cut, below, above = node
    return (NAMES.index(name), float(cut), *_question(below), *_question(above))


def _question(node: Any) -> tuple[int, float, float, float]:
    """Return a second question with its leaves; a leaf asks for nothing."""
    if isinstance(node, list):
        name, cut, below, above = node
        return NAMES.index(name), float(cut), float(below), float(above)
    return 0, 0.0, float(node), float(node)


def judge(candidates: Sequence[Candidate], document: Document) -> list[Judged]:
    """Return the candidates that are articles, each with its confidence and reason."""
    article, main = models()
    judged = []
    for candidate, signals in zip(
        candidates, measure(candidates, document), strict=True
    ):
        confidence = article.probability(signals)
        if confidence >= THRESHOLD:
            is_main = main.probability(signals) >= 0.5
            told = Judged(candidate, round(confidence, 3), is_main, _reason(signals))
            judged.append(told)
    return judged


def _reason(signals: Sequence[float]) -> str:
    """Say what the groups of a link have in common."""
    told = dict(zip(NAMES, signals, strict=True))
    shape, markup = (
        f"{math.expm1(told[f'{name}_size']):.0f} links of {told[f'{name}_words']:.1f}"
        " words"
        for name in ("shape", "markup")
    )
    return f"{shape} have such an address, {markup} such markup"
