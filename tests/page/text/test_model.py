"""The model that ships fits the features of this version."""

import json

from newscrawl.page.text.features import NAMES
from newscrawl.page.text.model import FILE, load_model


def test_model_was_trained_on_these_features() -> None:
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    assert tuple(stored["features"]) == NAMES


def test_probability_is_one_of_0_to_1() -> None:
    model = load_model()
    for value in (-1.0, 0.0, 1.0, 60.0):
        assert 0.0 <= model.probability([value] * len(NAMES)) <= 1.0


def test_trees_hold_only_numbers_and_known_features() -> None:
    def check(node: object) -> None:
        if isinstance(node, list):
            feature, threshold, low, high = node
            assert 0 <= feature < len(NAMES)
            assert isinstance(threshold, float | int)
            check(low)
            check(high)
        else:
            assert isinstance(node, float | int)

    for tree in json.loads(FILE.read_text(encoding="utf-8"))["trees"]:
        check(tree)
