"""`newscrawl explain`: all that is known of an address, and what is due next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from newscrawl.cli.options import database_option, read_sites, sites_option
from newscrawl.cli.terminal import shown
from newscrawl.identity import canonical_url
from newscrawl.looks import found_link
from newscrawl.sites import Site
from newscrawl.store import PageState, Store, open_rehearsal

Told = dict[str, Any]

_LABELS = {
    "found": "found",
    "fetched": "fetched",
    "came": "came",
    "decided": "decided",
    "article": "article",
    "copy_of": "copy of",
    "events": "events",
    "waits": "waits",
    "due": "due next",
    "rules": "rules",
}


@click.command()
@click.argument("url", metavar="URL")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@database_option
@sites_option
def explain(url: str, as_json: bool, database: str, sites_folder: Path) -> None:
    """Tell all that is known of an address, of an article, a source or none.

    How it was found, when it was fetched, what came, what was decided and why, the
    article it gave, and when it is looked at again.

    \b
    newscrawl explain https://valleypost.example/2024/03/22/maple-season-ends-early/
    """
    sites = read_sites(sites_folder)
    with open_rehearsal(database) as store:
        told = account_of(url, store, sites)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(shown(url))
    for key, label in _LABELS.items():
        for line in _lines(told.get(key)):
            click.echo(shown(f"  {label:9} {line}"))


def account_of(url: str, store: Store, sites: dict[str, Site]) -> Told:
    """Return what is known of an address; what is not known is left out."""
    told: Told = {"url": url}
    page = store.page(url)
    if page is not None and page.outcome == "moved" and page.reason:
        told["moved_to"] = page.reason
        page = store.page(page.reason) or page
    if page is not None:
        told |= _page(page)
    told |= _article(told.get("moved_to", url), store)
    told |= _waiting(url, store, sites)
    told["rules"] = _rules(url, sites)
    if page is None and "article" not in told and "waits" not in told:
        told["decided"] = "nothing: no source led to it, or it was never asked for"
    return told


def _page(page: PageState) -> Told:
    told: Told = {"site": page.site, "kind": page.kind, "outcome": page.outcome}
    link, source = found_link(page)
    if link is not None:
        named = f', "{link.title}"' if link.title else ""
        told["found"] = f"in the {link.origin} {source or 'of an earlier crawl'}{named}"
    told["fetched"] = page.fetched_at
    if page.first_at and page.first_at != page.fetched_at:
        told["fetched"] += f", first {page.first_at}"
    told["came"] = f"status {page.status}" if page.status else "no answer"
    if page.body_hash:
        told["came"] += f", {page.body_hash}"
    stated = ["ETag"] * bool(page.etag) + ["Last-Modified"] * bool(page.last_modified)
    if stated:
        told["came"] += f", with {' and '.join(stated)}"
    if page.unproved:
        told["came"] += f", {page.unproved} times in a row 304"
    if page.distrusted:
        told["came"] += "; its 304s proved false, so it is asked for whole"
    told["decided"] = page.outcome + (f": {page.reason}" if page.reason else "")
    if page.failures:
        told["decided"] += f" ({page.failures} times in a row)"
    told["due"] = page.due_at or "never again by itself"
    return told


def _article(url: str, store: Store) -> Told:
    article = store.find(url)
    if article is None:
        return {}
    said = f"{article.id}, version {article.version}, {article.status}"
    told: Told = {"article": f'{said}, "{article.title}"', "id": article.id}
    if article.duplicate_of:
        told["copy_of"] = f"{article.duplicate_of}: {article.duplicate_reason}"
    told["events"] = [
        f"{event.at} {event.op}: {', '.join(event.changed) or 'first seen'}"
        for event in store.history(article.id)
    ]
    return told


def _waiting(url: str, store: Store, sites: dict[str, Site]) -> Told:
    wanted = canonical_url(url)
    for name in [name for name, site in sites.items() if site.covers(url)]:
        for one in store.discovery.waiting(name):
            if canonical_url(one.url) == wanted:
                return {"waits": f"since {one.at}, for the next crawl of {name}"}
    return {}


def _rules(url: str, sites: dict[str, Site]) -> list[str]:
    """Return what the packs say of an address."""
    said = []
    for name, site in sites.items():
        if not site.covers(url):
            continue
        verdict = {True: "an article page", False: "no article page", None: "no rule"}
        said.append(f"{name}: {verdict[site.is_article_url(url)]}")
        if url in {source.url for source in site.sources}:
            said.append(f"{name}: one of its sources")
    return said or ["no pack has its host: it is never followed"]


def _lines(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
