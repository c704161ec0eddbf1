"""`newscrawl sources`: what each source of a site brings, and what it may be blind to."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newscrawl.cli.options import database_option
from newscrawl.cli.terminal import shown
from newscrawl.clock import rfc3339
from newscrawl.discover.audit import Audit, audit
from newscrawl.errors import ConfigError
from newscrawl.sites import Site
from newscrawl.store import SourceYield, Store, open_store


@click.command()
@click.argument("site")
@click.option(
    "--days",
    default=30,
    show_default=True,
    type=click.IntRange(1, 90),
    help="Count the articles of so many days before the newest.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a source, a line."
)
@database_option
def sources(site: str, days: int, as_json: bool, database: str) -> None:
    """Show what each source of SITE, a name or an address, told of and missed.

    Recall is estimated from what the sources of other kinds (listings, feeds, sitemaps)
    told of: a source that misses much of it is blind somewhere.

    \b
    newscrawl sources valley_post
    newscrawl sources https://valleypost.example/ --days 7 --json
    """
    name = Site.for_url(site).name if site.startswith("http") else site
    with open_store(database, read_only=True) as store:
        found = store.discovery.yields(name)
        if not found:
            raise ConfigError(
                f"{shown(site)}: the store knows no source of it: crawl it first"
            )
        audits = _audits(store, name, days, found)
    if as_json:
        for one, counts in audits:
            click.echo(json.dumps(asdict(one) | asdict(counts), ensure_ascii=False))
        return
    _show(audits)


def _audits(
    store: Store, site: str, days: int, found: list[SourceYield]
) -> list[tuple[SourceYield, Audit]]:
    visited = max(one.visited for one in found)
    newest = min(visited, store.discovery.newest(site) or visited)
    since = rfc3339(datetime.fromisoformat(newest) - timedelta(days))
    told = store.discovery.articles_told(site, since)
    kinds = {one.url: one.kind for one in found}
    audits = [(one, audit(one.url, told, kinds)) for one in found]
    return sorted(audits, key=lambda pair: (-pair[1].articles, pair[0].url))


def _show(audits: list[tuple[SourceYield, Audit]]) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("source", overflow="fold")
    names = ("kind", "last visit", "links", "new", "idle", "missed")
    for name in (*names, "articles", "alone", "shared", "recall"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    fruitful = [pair for pair in audits if pair[0].links or pair[1].articles]
    for one, counts in fruitful:
        recall = "?" if counts.recall is None else f"{counts.recall:.2f}"
        visit = (one.links, one.new, one.idle, one.missed)
        told = (counts.articles, counts.alone, counts.shared)
        cells = map(str, (*visit, *told))
        table.add_row(escape(shown(one.url)), one.kind, one.visited, *cells, recall)
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    if left_out := len(audits) - len(fruitful):
        click.echo(f"{left_out} more pages were looked at and list nothing")
