"""Judge each page with a body model that saw no page of its publisher.

`python -m benchmarks.train_body CORPUS --blind FOLDER` writes one model a fold of
publishers, trained on the other folds; the measures that take `--blind FOLDER` read
each page with the model of its publisher's fold.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from newscrawl.page.text import body, model

FOLDS = 5


def fold_of(publisher: str) -> int:
    """Return the number of a publisher's fold, the same on every machine."""
    digest = hashlib.sha1(publisher.encode(), usedforsecurity=False)
    return int(digest.hexdigest()[:8], 16) % FOLDS


def model_file(folder: Path, fold: int) -> Path:
    """Return the file of the model that is blind to a fold."""
    return folder / f"blind-{fold}.json"


@cache
def _model(file: Path) -> model.Model:
    shipped, model.FILE = model.FILE, file
    model.load_model.cache_clear()
    try:
        return model.load_model()
    finally:
        model.FILE = shipped
        model.load_model.cache_clear()


def judge_blindly(folder: Path, publisher: str) -> None:
    """Let the next pages be judged by the model that is blind to a publisher."""
    chosen = _model(model_file(folder, fold_of(publisher)))
    vars(body)["load_model"] = lambda: chosen
