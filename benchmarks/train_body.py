"""Train the model that tells an article's text blocks from the rest.

Usage: python -m benchmarks.train_body CORPUS [--write | --blind FOLDER]

Reads the dev split of a corpus with true texts (layout as in benchmarks/extraction.py),
labels each text block by the words that page and truth share in the same order, and boosts
shallow trees (lightgbm, needed here alone), three times with other samples: their mean
varies less with chance than one alone does. Prints body F1 cross-validated by
publisher: every page is judged by trees that saw no page of its publisher. `--write`
trains on all pages and writes the package's `body_model.json`; `--blind` writes the
models of the folds (benchmarks/blind.py). A lead that the truth may
have or lack counts neither way; pages with snippets of text and of boilerplate
only are labelled where those stand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log2, sqrt
from pathlib import Path
from typing import Any

import lightgbm
import numpy

from benchmarks.blind import FOLDS, fold_of, model_file
from benchmarks.extraction import FETCHED_AT
from newscrawl.markup import read_document
from newscrawl.page.read import find_fields, read_page
from newscrawl.page.text.body import describe
from newscrawl.page.text.features import NAMES
from newscrawl.page.text.model import FILE

MIN_RUN = 3
THRESHOLD = 0.45
TREES = 70
SEEDS = (7, 8, 9)
SETTINGS = {
    "objective": "binary",
    "verbose": -1,
    "num_leaves": 31,
    "max_depth": 8,
    "learning_rate": 0.09,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}
WEIGHTS = {"scrapinghub": 1.5, "postlight": 0.5, "readability": 0.3}
SETS = frozenset(
    (
        "scrapinghub",
        "fundus-eval",
        "fundus-tests",
        "trafilatura-eval",
        "postlight",
        "readability",
    )
)
_SEGMENTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
)
_TOKEN = re.compile(rf"[{_SEGMENTED}]|[^\W{_SEGMENTED}]+")


@dataclass(slots=True)
class Sample:
    """One page: its blocks' features, labels and weights."""

    group: str
    fold: int
    texts: list[str]
    rows: list[list[float]]
    labels: list[float]
    weights: list[float]
    truths: list[str]


def tokens(text: str) -> list[str]:
    """Return words, and single characters of scripts without spaces."""
    return _TOKEN.findall(text)


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Return the multiset of four-word shingles."""
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def shares(texts: Sequence[str], truth: str) -> list[float]:
    """Return how much of each block stands in the truth in its turn, 0.0 to 1.0.

    Page and truth are aligned word by word, so that the cells of a table count and a
    headline in a teaser or a caption that only cites the text does not.
    """
    own: list[str] = []
    numbers: list[int] = []
    for index, text in enumerate(texts):
        words = tokens(text)
        own += words
        numbers += [index] * len(words)
    matcher = SequenceMatcher(None, own, tokens(truth), autojunk=False)
    matched: Counter[int] = Counter()
    for start, _, size in matcher.get_matching_blocks():
        if size >= MIN_RUN:
            matched.update(numbers[start : start + size])
    sizes = Counter(numbers)
    return [matched[i] / sizes[i] if sizes[i] else 0.0 for i in range(len(texts))]


def label(row: dict[str, Any], texts: list[str]) -> tuple[list[float], list[float]]:
    """Return labels and weights of a page's blocks."""
    truth = row["truth"]
    size = len(texts)
    labels, weights = [0.0] * size, [0.0] * size
    if truth.get("text"):
        first = shares(texts, truth["text"])
        second = shares(texts, truth["text_alt"]) if truth.get("text_alt") else first
        for i, (a, b) in enumerate(zip(first, second, strict=True)):
            labels[i] = float(a >= 0.5)
            weights[i] = 0.0 if (a >= 0.5) != (b >= 0.5) else 1.0
            if 0.2 < a < 0.8:
                weights[i] *= 0.3
        return labels, weights
    wanted = list(truth.get("with") or ())
    if truth.get("excerpt"):
        wanted.append(truth["excerpt"][:60])
    for value, snippets in ((0.0, truth.get("without") or ()), (1.0, wanted)):
        for snippet in (" ".join(s.split()) for s in snippets):
            for i, text in enumerate(texts):
                if snippet and (
                    snippet in text or (len(text) > 20 and text in snippet)
                ):
                    labels[i], weights[i] = value, 1.0
    return labels, weights


def spread(
    sample_words: list[int], labels: list[float], weights: list[float]
) -> list[float]:
    """Return weights that mix the blocks' length with their share of their page."""
    roots = [sqrt(words) for words in sample_words]
    text = sum(r for r, y, w in zip(roots, labels, weights, strict=True) if y and w)
    whole = text or sum(roots) or 1.0
    return [
        weight * (min(30.0, 100 * root / whole) + 1 + log2(1 + words)) / 2
        for root, words, weight in zip(roots, sample_words, weights, strict=True)
    ]


def samples(folder: Path) -> Iterator[Sample]:
    """Yield the pages of a split that have labels."""
    with (folder / "truth.jsonl").open(encoding="utf-8") as index:
        rows = [json.loads(line) for line in index]
    for row in rows:
        if row["set"] not in SETS:
            continue
        body = gzip.decompress((folder / row["file"]).read_bytes())
        document = read_document(body, row["url"] or "https://page.example/article")
        page = read_page(document, fetched_at=FETCHED_AT)
        features = describe(page, find_fields(page))
        blocks = page.blocks.texts
        texts = [block.text for block in blocks]
        labels, weights = label(row, texts)
        weights = spread([block.words for block in blocks], labels, weights)
        factor = WEIGHTS.get(row["set"], 1.0)
        yield Sample(
            group=row["set"],
            fold=fold_of(row["publisher"]),
            texts=texts,
            rows=[features.row(i) for i in range(len(texts))],
            labels=labels,
            weights=[weight * factor for weight in weights],
            truths=[
                row["truth"][k] for k in ("text", "text_alt") if row["truth"].get(k)
            ],
        )


def train(pages: Sequence[Sample]) -> list[lightgbm.Booster]:
    """Return trees boosted on the labelled blocks of some pages, a model a seed."""
    keep = [(s, i) for s in pages for i, weight in enumerate(s.weights) if weight]
    rows = numpy.array([s.rows[i] for s, i in keep], dtype=numpy.float64)
    labels = [s.labels[i] for s, i in keep]
    weights = [s.weights[i] for s, i in keep]
    names = [name.replace(" ", "_") for name in NAMES]
    return [
        lightgbm.train(
            {**SETTINGS, "seed": seed},
            lightgbm.Dataset(rows, labels, weight=weights, feature_name=names),
            TREES,
        )
        for seed in SEEDS
    ]


def chances(boosters: Sequence[lightgbm.Booster], rows: Sequence[Any]) -> Any:
    """Return the probability of each row, by the mean of the models' log odds."""
    odds = [one.predict(numpy.array(rows), raw_score=True) for one in boosters]
    return 1 / (1 + numpy.exp(-numpy.mean(odds, axis=0)))


def body_f1(text: str, truths: Sequence[str]) -> float:
    """Return the best F1 of four-word shingles against the truths."""
    own, best = shingles(tokens(text)), 0.0
    for truth in truths:
        known = shingles(tokens(truth))
        best = max(best, 2 * (own & known).total() / (own.total() + known.total()))
    return best


def cross_validate(pages: Sequence[Sample]) -> None:
    """Print mean page F1 of each set, each page judged by trees blind to its site."""
    results: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        boosters = train([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold and page.truths and page.rows:
                pairs = zip(page.texts, chances(boosters, page.rows), strict=True)
                kept = (text for text, chance in pairs if chance > THRESHOLD)
                f1 = body_f1("\n".join(kept), page.truths)
                results.setdefault(page.group, []).append(f1)
    for group, values in sorted(results.items()):
        bad = sum(value < 0.8 for value in values)
        print(f"{group}: mean page F1 {sum(values) / len(values):.4f}, under .8: {bad}")


def compact(node: dict[str, Any], share: float) -> Any:
    """Return lightgbm's node as [feature, threshold, at most, above] or a leaf.

    A leaf counts by a share of its value.
    """
    if "leaf_value" in node:
        return float(f"{node['leaf_value'] * share:.4g}")
    threshold = float(f"{node['threshold']:.5g}")
    below, above = node["left_child"], node["right_child"]
    return [
        node["split_feature"],
        threshold,
        compact(below, share),
        compact(above, share),
    ]


def write(boosters: Sequence[lightgbm.Booster], file: Path = FILE) -> None:
    """Write a model file, one tree a line, the models' trees in turn."""
    dumps = [booster.dump_model()["tree_info"] for booster in boosters]
    share = 1 / len(boosters)
    trees = [
        compact(tree["tree_structure"], share)
        for turn in zip(*dumps, strict=True)
        for tree in turn
    ]
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    names = json.dumps(NAMES)
    file.write_text(
        f'{{"features": {names},\n"threshold": {THRESHOLD},\n"trees": [\n{lines}\n]}}\n',
        encoding="utf-8",
    )


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--blind", type=Path)
    options = parser.parse_args()
    pages = list(samples(options.corpus / "dev"))
    if options.write:
        write(train(pages))
    elif options.blind:
        options.blind.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            others = [page for page in pages if page.fold != fold]
            write(train(others), model_file(options.blind, fold))
    else:
        cross_validate(pages)


if __name__ == "__main__":
    main()
