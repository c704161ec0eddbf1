"""Train the scorer of listing links, and measure it across sites.

    python -m benchmarks.train_links CORPUS [--write]

Two small boosted trees models over the signals of newscrawl/discover/signals.py: which
links are articles, and which articles stand in the main list. Each page weighs the
same. Folds are by registered domain, so a site never judges itself; since a site more
or less in a fold moves the figures by a point, the sites are parted five times and the
means told, with a line a script. `--write` trains on all pages and replaces
newscrawl/discover/weights.json. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from newscrawl.discover.anchors import candidates_of, read_anchors
from newscrawl.discover.signals import NAMES, THRESHOLD, measure
from newscrawl.markup import read_document

Maker = Callable[[], GradientBoostingClassifier]
FOLDS = 8
PARTITIONS = 5
LATIN = frozenset(
    [
        "en",
        "es",
        "it",
        "da",
        "id",
        "pt",
        "pl",
        "tr",
        "cs",
        "lt",
        "de",
        "no",
        "nl",
        "sk",
        "fr",
    ]
)
OUT = Path(__file__).parent.parent / "newscrawl" / "discover" / "weights.json"
_TRACKING = re.compile(
    r"^(utm_|fbclid|gclid|ns_|ic_id|hpt$|source$|ref$|cid$|cmp$|icid$|mbid$)"
)


@dataclass
class Rows:
    """Signals, labels and weights of all links of the corpus."""

    signals: Any
    labels: Any
    mains: Any
    pages: Any
    domains: Any
    languages: dict[str, str]


def truth_key(url: str) -> str:
    """Return the corpus's identity of an address, as its README defines it."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().removeprefix("www.")
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(p for p in pairs if not _TRACKING.match(p[0])))
    return f"{host}{unquote(parts.path).rstrip('/')}{'?' + query if query else ''}"


def read_pages(folder: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the labelled listings with their bytes."""
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["news"]:
            yield row, gzip.decompress((folder / row["file"]).read_bytes())


def read_rows(folder: Path) -> Rows:
    """Return one row a link; links that the truth leaves open are left out."""
    signals, labels, mains, pages, domains = [], [], [], [], []
    languages: dict[str, str] = {}
    for row, body in read_pages(folder):
        document = read_document(body, row["url"])
        candidates = candidates_of(read_anchors(document), document)
        languages[row["id"]] = row["lang"]
        truth = {truth_key(a["url"]): a["main"] for a in row["articles"]}
        open_keys = {truth_key(url) for url in row["ignore"]}
        measured = measure(candidates, document)
        for candidate, values in zip(candidates, measured, strict=True):
            key = truth_key(candidate.url)
            if key in open_keys and key not in truth:
                continue
            signals.append(values)
            labels.append(key in truth)
            mains.append(truth.get(key, False))
            pages.append(row["id"])
            domains.append(row["domain"])
    return Rows(
        np.array(signals),
        np.array(labels),
        np.array(mains),
        np.array(pages),
        np.array(domains),
        languages,
    )


def weights_of(pages: Any) -> Any:
    """Return a weight a row by which each page counts about the same."""
    names, counts = np.unique(pages, return_counts=True)
    size = dict(zip(names, counts, strict=True))
    raw = np.array([1.0 / size[page] ** 0.7 for page in pages])
    return raw / raw.mean()


def article_model() -> GradientBoostingClassifier:
    """Return the untrained model of articles: trees of two questions."""
    return GradientBoostingClassifier(
        n_estimators=60,
        max_depth=2,
        learning_rate=0.15,
        subsample=0.7,
        max_features=0.2,
        min_samples_leaf=20,
        random_state=7,
    )


def main_model() -> GradientBoostingClassifier:
    """Return the untrained model of main lists: one question a tree.

    Whether an article stands in the main list is much the same for all of a page's
    lists, so there are few cases to learn from, and deeper trees learn the pages.
    """
    return GradientBoostingClassifier(
        n_estimators=120,
        max_depth=1,
        learning_rate=0.15,
        subsample=0.7,
        max_features=0.2,
        min_samples_leaf=80,
        random_state=1,
    )


def parted(domains: Any, seed: int) -> Iterator[tuple[Any, Any]]:
    """Yield the rows to learn from and those to judge, parted by site."""
    names = np.unique(domains)
    np.random.RandomState(seed).shuffle(names)
    fold_of = {name: at % FOLDS for at, name in enumerate(names)}
    folds = np.array([fold_of[name] for name in domains])
    for fold in range(FOLDS):
        yield np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)


def cross_validate(
    x: Any, y: Any, pages: Any, domains: Any, make_model: Maker, seed: int
) -> Any:
    """Return each row's probability as judged by the other sites."""
    out = np.zeros(len(y))
    for fit, test in parted(domains, seed):
        model = make_model()
        model.fit(x[fit], y[fit], sample_weight=weights_of(pages[fit]))
        out[test] = model.predict_proba(x[test])[:, 1]
    return out


def page_scores(rows: Rows, judged: Any, threshold: float) -> Any:
    """Return precision, recall on main items and F1 a page, as the corpus scores."""
    found = []
    for page in np.unique(rows.pages):
        at = rows.pages == page
        taken = judged[at] >= threshold
        label, main = rows.labels[at], rows.mains[at]
        good, bad = (taken & label).sum(), (taken & ~label).sum()
        hit, wanted = (taken & main).sum(), main.sum()
        precision = good / (good + bad) if good + bad else 0.0
        recall = hit / wanted if wanted else 1.0
        total = precision + recall
        found.append(
            (precision, recall, 2 * precision * recall / total if total else 0.0)
        )
    return np.array(found)


def exported(model: GradientBoostingClassifier, x: Any, names: Any) -> dict[str, Any]:
    """Return the model as data: a tree is nested lists, a leaf a number."""
    start = float(model.init_.class_prior_[1])
    bias = float(np.log(start / (1 - start)))
    trees = [
        _tree(one[0].tree_, 0, model.learning_rate, names) for one in model.estimators_
    ]
    return {"bias": round(bias, 4), "trees": trees}


def _laid_out(weights: dict[str, Any]) -> str:
    """Return the data file's text: a tree a line."""
    parts = [f' "about": {json.dumps(weights["about"])}']
    for name in ("article", "main"):
        model = weights[name]
        trees = ",\n".join(f"   {json.dumps(tree)}" for tree in model["trees"])
        parts.append(f' "{name}": {{"bias": {model["bias"]}, "trees": [\n{trees}\n ]}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _tree(tree: Any, node: int, rate: float, names: Any) -> Any:
    if tree.children_left[node] < 0:
        return round(float(tree.value[node][0][0]) * rate, 4)
    return [
        names[tree.feature[node]],
        round(float(tree.threshold[node]), 4),
        _tree(tree, tree.children_left[node], rate, names),
        _tree(tree, tree.children_right[node], rate, names),
    ]


def report(rows: Rows) -> None:
    """Print what came of judging each site by the others."""
    scores = []
    sides = []
    chosen = rows.labels
    x, y = rows.signals[chosen], rows.mains[chosen]
    pages, domains = rows.pages[chosen], rows.domains[chosen]
    for seed in range(PARTITIONS):
        judged = cross_validate(
            rows.signals, rows.labels, rows.pages, rows.domains, article_model, seed
        )
        scores.append(page_scores(rows, judged, THRESHOLD))
        side = cross_validate(x, y, pages, domains, main_model, seed)
        sides.append(((side >= 0.5) == y).mean())
    each = np.array(scores)
    latin = np.array([rows.languages[page] in LATIN for page in np.unique(rows.pages)])
    for name, at in (("all", latin | True), ("Latin", latin), ("other", ~latin)):
        p, r, f = each[:, at].mean(axis=(0, 1))
        near, low = (each[:, at, 2] >= 0.95).mean(), (each[:, at, 2] < 0.5).mean()
        print(
            f"{name} scripts, {at.sum()} pages: P {p:.3f} R {r:.3f} F1 {f:.3f},"
            f" {near:.3f} of pages >= .95, {low * at.sum():.1f} pages < .5"
        )
    print(f"F1 a partition: {', '.join(f'{one:.3f}' for one in each[:, :, 2].mean(1))}")
    print(f"main or side: {np.mean(sides):.3f}, {min(sides):.3f} to {max(sides):.3f}")


def main() -> None:
    """Cross-validate, say what came out, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = read_rows(options.corpus / options.split)
    print(f"{len(rows.labels)} links, {rows.labels.sum()} articles")
    report(rows)
    if options.write:
        write(rows)


def write(rows: Rows) -> None:
    """Train both models on all rows and replace the data file."""
    chosen = rows.labels
    x, y = rows.signals[chosen], rows.mains[chosen]
    article, main_list = article_model(), main_model()
    article.fit(rows.signals, rows.labels, sample_weight=weights_of(rows.pages))
    main_list.fit(x, y, sample_weight=weights_of(rows.pages[chosen]))
    weights = {
        "about": "made by benchmarks/train_links.py: boosted trees, each a list of"
        " signal, threshold, the branch at or below it, the branch above it",
        "article": exported(article, rows.signals, NAMES),
        "main": exported(main_list, x, NAMES),
    }
    OUT.write_text(_laid_out(weights), encoding="utf-8")
    print(f"wrote {OUT.name}, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
