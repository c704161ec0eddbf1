"""Measure how copies are found, and what is taken for one wrongly.

    python -m benchmarks.duplicates CORPUS [--split dev] [--seed 7]

CORPUS holds `SPLIT/truth.jsonl` with a `text` a page. Its texts are edited as editors
do it and looked up in a store that holds the originals; forms are filled in (forms.toml)
and stored one after the other. Peers see the same texts: datasketch and simhash where
they are installed, and the equality of normalised texts.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from benchmarks.copies import Editor, cut, filled_forms, new_lead, rewrite, trim
from benchmarks.duplicates_peers import peers
from benchmarks.shared import machine
from newscrawl.identity import addresses, identify
from newscrawl.identity.resemblance import is_long
from newscrawl.record import Article, Extraction, Fetch, Source
from newscrawl.sites.site import Site
from newscrawl.store import Store, open_store

_AT = "2024-03-25T08:00:00Z"
_SETS = ("fundus-tests", "fundus-eval", "scrapinghub", "readability", "newspaper4k")
_LEAST = 3
_FORMS = 30


def _same(text: str, _pool: list[str], _chance: random.Random) -> str:
    return text


EDITS: dict[str, Editor] = {
    "another headline": _same,
    "cut 10 %": cut(0.1),
    "cut 20 %": cut(0.2),
    "cut 30 %": cut(0.3),
    "new lead": new_lead,
    "every fifth sentence gone": trim,
    "5 % of the words": rewrite(0.05),
    "10 % of the words": rewrite(0.1),
    "20 % of the words": rewrite(0.2),
    "30 % of the words": rewrite(0.3),
}


class Finder(Protocol):
    """What keeps texts and finds the copies of another."""

    def add(self, key: str, title: str, text: str) -> bool:
        """Keep a text; say whether it was taken for a copy."""

    def find(self, title: str, text: str) -> str | None:
        """Return the key of the text that this one is a copy of."""


class StoreFinder:
    """The store itself, as crawls use it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[str, str] = {}

    def add(self, key: str, title: str, text: str) -> bool:
        """Save an article of that text, each from a site of its own."""
        article, site = _article(len(self._keys), title, text)
        saved = self._store.save(article, addresses(article, site), None, None).article
        self._keys[saved.id] = key
        return saved.cluster_id is not None

    def find(self, title: str, text: str) -> str | None:
        """Return the key of the article that heads the cluster a text belongs to."""
        article, _ = _article(10**6, title, text)
        found = self._store.find_copy(article)
        return self._keys[found.id] if found else None


@dataclass(frozen=True, slots=True)
class Page:
    """A real text."""

    key: str
    language: str
    title: str
    text: str


def real_pages(corpus: Path, split: str) -> list[Page]:
    """Return the distinct texts of languages that have at least three."""
    found: dict[str, list[Page]] = defaultdict(list)
    seen = set()
    for line in (corpus / split / "truth.jsonl").open(encoding="utf-8"):
        page = json.loads(line)
        text, language = page["truth"].get("text"), page.get("lang")
        text = "\n".join(text) if isinstance(text, list) else text or ""
        if page["set"] in _SETS and language and is_long(text) and text not in seen:
            seen.add(text)
            title = page["truth"].get("title") or text[:60]
            found[language].append(Page(page["id"], language, title, text))
    return [page for some in found.values() if len(some) >= _LEAST for page in some]


def recall(
    finder: Finder, pages: list[Page], edit: Editor, chance: random.Random
) -> tuple[float, dict[str, float]]:
    """Return the share of edited copies that are found, of all and a language."""
    pools: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        sentences = page.text.replace("\u3002", "\u3002\n").replace(". ", ".\n")
        pools[page.language] += [one for one in sentences.split("\n") if len(one) > 20]
    found: Counter[str] = Counter()
    total = Counter(page.language for page in pages)
    for page in pages:
        pool = pools[page.language]
        title = chance.choice(pool)[:80] if edit in (_same, new_lead) else page.title
        copy = finder.find(title, edit(page.text, pool, chance))
        found[page.language] += copy is not None
    shares = {language: found[language] / total[language] for language in total}
    return found.total() / total.total(), shares


def measure(
    name: str, make: Callable[[], Finder], pages: list[Page], seed: int
) -> None:
    """Print what one way of finding copies finds."""
    started = time.process_time()
    finder = make()
    merged = [page.key for page in pages if finder.add(page.key, page.title, page.text)]
    each = 1000 * (time.process_time() - started) / len(pages)
    print(f"\n{name}: {each:.2f} ms CPU a text added")
    print(f"  unrelated pages taken for copies: {len(merged)} {merged}")
    for edit_name, edit in EDITS.items():
        share, shares = recall(finder, pages, edit, random.Random(seed))
        told = " ".join(f"{language} {one:.2f}" for language, one in shares.items())
        print(f"  found, {edit_name}: {share:.3f}   ({told})")
    forms = make()
    wrong = Counter(form for form in _stored_forms(forms, seed))
    print(f"  filled forms taken for copies: {wrong.total()} of {20 * _FORMS}")


def _stored_forms(finder: Finder, seed: int) -> Iterator[str]:
    filled = filled_forms(_FORMS, random.Random(seed))
    for number, (form, title, text) in enumerate(filled):
        if finder.add(f"{form}/{number}", title, text):
            yield form


def _article(number: int, title: str, text: str) -> tuple[Article, Site]:
    site = Site(name=f"site_{number}", title="Site", url=f"http://s{number}.example/")
    url = f"http://s{number}.example/a-b-c"
    article = Article(
        id="",
        url=url,
        source=Source(id=site.name, name=site.title, url=site.url),
        title=title.strip() or "Title",
        content_text=text,
        date=_AT,
        first_seen=_AT,
        last_seen=_AT,
        last_changed=_AT,
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl", encoding="utf-8", replaced_characters=0, fields={}
        ),
        fetch=Fetch(at=_AT, status=200, final_url=url),
    )
    return identify(article, site), site


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    pages = real_pages(given.corpus, given.split)
    languages = Counter(page.language for page in pages)
    print(machine("rensa", "sqlalchemy"))
    print(f"{len(pages)} texts: {dict(languages)}")
    with tempfile.TemporaryDirectory() as folder:
        numbers = count()

        def ours() -> Finder:
            file = Path(folder) / f"{next(numbers)}.db"
            return StoreFinder(open_store(f"sqlite:///{file}"))

        measure("newscrawl's store", ours, pages, given.seed)
    for name, make in peers().items():
        measure(name, make, pages, given.seed)


if __name__ == "__main__":
    main()
