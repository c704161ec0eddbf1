"""The weights are data that the code can read, and no more."""

import json
from importlib.resources import files
from typing import Any

from newscrawl.discover.score import Model, models
from newscrawl.discover.signals import NAMES


def leaves(node: Any) -> list[float]:
    if isinstance(node, list):
        assert node[0] in NAMES
        return [*leaves(node[2]), *leaves(node[3])]
    return [float(node)]


def test_the_weights_name_known_signals_and_small_leaves() -> None:
    text = files("newscrawl.discover").joinpath("weights.json").read_text("utf-8")
    table = json.loads(text)
    for name in ("article", "main"):
        for tree in table[name]["trees"]:
            assert max(map(abs, leaves(tree))) < 3.0


def test_a_tree_asks_at_or_below() -> None:
    tree = (0, 1.0, 1, 1.0, -50.0, 0.0, 1, 1.0, 0.0, 50.0)
    model = Model(0.0, (tree,))
    assert model.probability([1.0, 1.0]) < 0.01
    assert model.probability([1.0, 1.1]) == 0.5
    assert model.probability([1.1, 1.1]) > 0.99


def test_the_models_are_read_once() -> None:
    assert models() is models()
