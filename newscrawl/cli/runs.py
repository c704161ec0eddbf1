"""`newscrawl runs`: what each crawl did, with every drop and its reason counted."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from typing import Final

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newscrawl.cli.options import database_option
from newscrawl.cli.progress import COLUMNS
from newscrawl.cli.terminal import shown
from newscrawl.errors import ConfigError
from newscrawl.store import RunReport, open_store

_PARTS: Final = (
    ("dropped", "dropped"),
    ("errors", "errors"),
    ("fields", "fields of new articles"),
)


@click.group(invoke_without_command=True)
@click.option("--site", metavar="SITE", help="Only this site's.")
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1), metavar="N"
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run, a line.")
@database_option
@click.pass_context
def runs(
    context: click.Context, site: str | None, limit: int, as_json: bool, database: str
) -> None:
    """List the newest crawls, newest first; `show` tells one in full.

    \b
    newscrawl runs
    newscrawl runs --site valley_post --limit 5
    newscrawl runs show 17
    """
    context.obj = database
    if context.invoked_subcommand:
        return
    with open_store(database, read_only=True) as store:
        found = store.health.runs(site=site, limit=limit)
    if as_json:
        for report in found:
            click.echo(_json(report))
        return
    table = Table(box=None, pad_edge=False)
    for name in ("run", "began", "took"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("site", overflow="fold")
    for name, _ in COLUMNS:
        table.add_column(name, justify="right")
    for report in found:
        counts = [str(report.counts.get(key, 0)) for _, key in COLUMNS]
        sites = escape(shown(" ".join(report.sites)))
        table.add_row(str(report.id), report.started_at, _took(report), sites, *counts)
    Console(width=None if sys.stdout.isatty() else 160).print(table)


@runs.command()
@click.argument("number", type=click.IntRange(1), metavar="N")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@click.pass_obj
def show(database: str, number: int, as_json: bool) -> None:
    """Show all that run N counted.

    \b
    newscrawl runs show 17
    newscrawl runs show 17 --json
    """
    with open_store(database, read_only=True) as store:
        report = store.health.run(number)
        where = store.where
    if report is None:
        raise ConfigError(f"{where}: no run has the number {number}")
    if as_json:
        click.echo(_json(report))
        return
    sites = shown(" ".join(report.sites))
    click.echo(f"run {report.id} of {sites}: {report.started_at}, {_took(report)}")
    parted = tuple(f"{prefix}/" for prefix, _ in _PARTS)
    for name, count in sorted(report.counts.items()):
        if not name.startswith(parted):
            click.echo(f"  {shown(name)}: {count}")
    for prefix, title in _PARTS:
        if parts := report.parts(prefix):
            click.echo(f"{title}:")
        for name, count in parts.items():
            click.echo(f"  {shown(name)}: {count}")


def _took(report: RunReport) -> str:
    if report.ended_at is None:
        return "no end"
    began, ended = map(datetime.fromisoformat, (report.started_at, report.ended_at))
    return f"{(ended - began).total_seconds():.0f} s"


def _json(report: RunReport) -> str:
    return json.dumps(asdict(report), ensure_ascii=False)
