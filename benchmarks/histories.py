"""Hold identity and history against the replica's truth: mirrors, edits, withdrawals.

    python -m benchmarks.histories [--sites dev]

Articles are made from the truth of the replica's epochs 0, 1 and 2, a day apart, and
saved without fetching, so that only identity is judged. Printed: what epoch 0's equal
texts propose as mirrors, and whether each mirror group is one record once they are
believed; then, epoch by epoch, which events the edits, withdrawals, redesigns and
untouched articles made beside those that the truth calls for.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.shared import machine, shared_folder
from newscrawl.identity import addresses, identify
from newscrawl.record import Article, Extraction, Fetch, Image, Paragraph, Source
from newscrawl.sites import Site
from newscrawl.store import PageState, Store, open_store

_DAYS = ("2026-11-22", "2026-11-23", "2026-11-24")
_AGAIN = "2026-11-25T09:00:00Z"


@dataclass(frozen=True, slots=True)
class Told:
    """An article as the truth has it, with its site's own."""

    article: Article
    site: Site
    group: str
    edits: frozenset[str]
    is_new: bool
    is_redesigned: bool


def truth(sites: str, epoch: int) -> list[dict[str, Any]]:
    """Return the truth of an epoch, site by site, by the replica's own command."""
    folder = shared_folder() / "replica"
    command = [sys.executable, "replica.py", "truth", "--sites", sites]
    done = subprocess.run(
        [*command, "--epoch", str(epoch)], cwd=folder, capture_output=True, check=True
    )
    told: list[dict[str, Any]] = json.loads(done.stdout)["sites"]
    return told


def articles(told: list[dict[str, Any]], epoch: int) -> Iterator[Told]:
    """Yield the articles of an epoch, each as seen on that day."""
    at = f"{_DAYS[epoch]}T08:00:00Z"
    for of in told:
        site = Site.for_url(of["start"])
        for one in of["articles"]:
            edits = frozenset(e["kind"] for e in one["edits"] if e["epoch"] == epoch)
            yield Told(
                _article(one, site, of, at),
                site,
                one["group"],
                edits,
                one["born"] == epoch,
                bool(of["redesigned"]),
            )


def _article(one: dict[str, Any], site: Site, of: dict[str, Any], at: str) -> Article:
    text = "\n\n".join(one["paragraphs"])
    found = Article(
        id="",
        url=one["url"],
        source=Source(id=site.name, name=of["name"], url=of["start"]),
        title=one["title"],
        body=tuple(map(Paragraph, one["paragraphs"])),
        content_text=text,
        content_html="",
        images=tuple(
            Image(url=i["url"], caption=i.get("caption") or None)
            for i in one["images"]
            if i.get("url")
        ),
        date=one["published"] or at,
        first_seen=at,
        last_seen=at,
        last_changed=at,
        language=of["lang"],
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl", encoding="utf-8", replaced_characters=0, fields={}
        ),
        fetch=Fetch(at=at, status=200, final_url=one["url"]),
    )
    return identify(found, site)


def judge_mirrors(store: Store, told: list[Told]) -> None:
    """Print which hosts are proposed, and what each mirror group is once believed."""
    groups: dict[str, set[str]] = defaultdict(set)
    group_of: dict[str, str] = {}
    for one in told:
        groups[one.group].add(one.article.url)
        group_of[one.article.url] = one.group
    mirrored = [urls for urls in groups.values() if len(urls) > 1]
    print(f"  {len(mirrored)} mirror groups; proposed:")
    for pair in store.mirrors():
        print(f"    {pair.host}, {pair.other}: {pair.same_name} of {pair.same_text}")
        store.say_of_mirrors(
            pair.host, pair.other, f"{_DAYS[0]}T09:00:00Z", is_believed=True
        )
    whole = sum(len({_id(store, url) for url in urls}) == 1 for urls in mirrored)
    members = defaultdict(set)
    clusters = defaultdict(set)
    for article in store.articles():
        for url in (article.url, *article.alternate_urls):
            if url in group_of:
                members[article.id].add(group_of[url])
                if article.cluster_id:
                    clusters[article.cluster_id].add(group_of[url])
    wrong = sum(len(found) > 1 for found in members.values())
    linked = sum(len(found) > 1 for found in clusters.values())
    print(f"  one record each: {whole} of {len(mirrored)}; wrong merges {wrong}")
    print(f"  clusters that link different stories: {linked}")


def _id(store: Store, url: str) -> str | None:
    found = store.find(url)
    return found.id if found else None


def judge_epoch(store: Store, told: list[Told], gone: list[str], epoch: int) -> None:
    """Save an epoch, and print what each kind of article did."""
    did: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        page = _page(one.article.url, one.site.name, one.article.fetch.at, 200)
        keys = addresses(one.article, one.site)
        change = store.save(one.article, keys, page, None)
        kind = ", ".join(sorted(one.edits)) or "untouched"
        kind = "new" if one.is_new else kind
        what = change.op if not change.significant else f"{change.event}, significant"
        did[f"redesigned, {kind}" if one.is_redesigned else kind][what] += 1
    for kind in sorted(did):
        counts = ", ".join(f"{n} {what}" for what, n in sorted(did[kind].items()))
        print(f"  {kind}: {counts}")
    lost: Counter[str] = Counter()
    for at in (f"{_DAYS[epoch]}T08:00:00Z", _AGAIN):
        for url in gone:
            known = store.find(url)
            change_of = (
                store.miss(_page(url, known.source.id, at, 404), None)
                if known
                else None
            )
            if change_of:
                lost[change_of.event] += 1
    print(f"  withdrawn {len(gone)}: {dict(lost)} after two looks")


def _page(url: str, site: str, at: str, status: int) -> PageState:
    return PageState(
        url=url,
        site=site,
        kind="article",
        status=status,
        fetched_at=at,
        outcome="article",
    )


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", default="dev")
    given = parser.parse_args()
    print(machine("rensa"))
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{folder}/newscrawl.db") as store,
    ):
        known: set[str] = set()
        for epoch in range(3):
            sites = truth(given.sites, epoch)
            told = list(articles(sites, epoch))
            fresh = [u for of in sites for u in of["gone"] if u not in known]
            print(f"epoch {epoch}: {len(told)} articles")
            judge_epoch(store, told, fresh, epoch)
            known.update(fresh)
            if epoch == 0:
                judge_mirrors(store, told)


if __name__ == "__main__":
    main()
