"""`newscrawl status`: how each site is, at a glance."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newscrawl.alerts import verdicts
from newscrawl.cli.exits import Exit
from newscrawl.cli.options import (
    crawl_settings,
    database_option,
    read_sites,
    sites_option,
)
from newscrawl.cli.terminal import shown
from newscrawl.clock import run_clock
from newscrawl.errors import ConfigError, PublishError, UnknownSiteError
from newscrawl.status import Verdict, openmetrics
from newscrawl.store import open_store

_STYLES: Final = {"broken": "red", "late": "red", "degraded": "yellow", "new": "dim"}
_WORST: Final = ("broken", "late", "degraded", "quiet", "fine", "new")


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE]...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site, a line.")
@click.option(
    "--openmetrics",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write metrics to FILE, all at once, and print nothing: for node_exporter.",
)
@database_option
@sites_option
def status(
    names: tuple[str, ...],
    as_json: bool,
    file: Path | None,
    database: str,
    sites_folder: Path,
) -> None:
    """Show how each crawled site is, the worst first; of one named, all that is known.

    Ends with 9 when a site is broken, late or degraded, and with 0 when all are fine,
    quiet or new: a quiet site has no news, a broken one should have.

    \b
    newscrawl status
    newscrawl status valley_post
    newscrawl status --openmetrics /var/lib/node_exporter/newscrawl.prom
    """
    now = run_clock(crawl_settings())()
    with open_store(database, read_only=True) as store:
        crawled, packs = store.health.sites(), read_sites(sites_folder)
        for name in names:
            if name not in crawled and name not in packs:
                raise UnknownSiteError(name, sorted(packs))
        found = verdicts(store, packs, now, names=names)
    found.sort(key=lambda one: (_WORST.index(one.state), one.figures.site))
    if file is not None:
        write_whole(file, openmetrics(found))
    elif as_json:
        for verdict in found:
            click.echo(json.dumps(as_told(verdict), ensure_ascii=False))
    else:
        _show(found)
        if never := len(packs.keys() - set(crawled)) if not names else 0:
            click.echo(f"{never} site packs were never crawled")
        if len(names) == 1:
            _show_one(found[0])
    is_trouble = any(verdict.is_trouble for verdict in found)
    raise SystemExit(Exit.TROUBLE_FOUND if is_trouble else Exit.FINE)


def as_told(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as the object that `--json` prints."""
    figures = verdict.figures
    return {
        "site": figures.site,
        "state": verdict.state,
        "reason": verdict.reason,
        "last_good": figures.last_good,
        "last_crawl": figures.last_crawl,
        "failing": figures.failing,
        "next_due": figures.next_due,
        "new_24h": figures.new_24h,
        "usual_24h": _rounded(verdict.usual_24h),
        "new_7d": verdict.new_7d,
        "usual_7d": _rounded(verdict.usual_7d),
        "fields": {
            name: {"filled": _rounded(share), "usual": _rounded(known)}
            for name, (share, known) in verdict.fields.items()
        },
        "errors_24h": figures.errors,
        "dropped_24h": figures.dropped,
        "sources": [asdict(source) for source in figures.sources],
        "alarms": [asdict(alarm) for alarm in verdict.alarms],
    }


def write_whole(file: Path, text: str) -> None:
    """Put a text file in place at once; raises PublishError when it cannot be."""
    if not file.parent.is_dir():
        raise ConfigError(f"{file}: there is no such folder")
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise PublishError(str(file), f"cannot be written: {reason}") from error


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _show(found: Sequence[Verdict]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in ("site", "state", "last good", "next due"):
        table.add_column(name, no_wrap=True)
    table.add_column("24 h", justify="right")
    table.add_column("7 d", justify="right")
    table.add_column("why", overflow="fold")
    for verdict in found:
        figures = verdict.figures
        table.add_row(
            escape(shown(figures.site)),
            verdict.state,
            figures.last_good or "never",
            figures.next_due or "now",
            _against(figures.new_24h, verdict.usual_24h),
            _against(verdict.new_7d, verdict.usual_7d),
            escape(shown(verdict.reason)),
            style=_STYLES.get(verdict.state),
        )
    _console().print(table)
    counts = [(s, sum(one.state == s for one in found)) for s in _WORST]
    told = ", ".join(f"{count} {state}" for state, count in counts if count)
    click.echo(
        f"{len(found)} {'site' if len(found) == 1 else 'sites'}: {told or 'none'}"
    )


def _show_one(verdict: Verdict) -> None:
    figures = verdict.figures
    for what, counts in (("errors", figures.errors), ("dropped", figures.dropped)):
        told = ", ".join(f"{name} {count}" for name, count in counts.items())
        click.echo(f"{what}, 24 h: {shown(told) or 'none'}")
    for name, (share, known) in verdict.fields.items():
        usual = "?" if known is None else f"{known:.0%}"
        click.echo(f"{name}: in {share:.0%} of new articles, usually {usual}")
    for alarm in verdict.alarms:
        click.echo(f"alarm {alarm.kind}: {shown(alarm.text)}")
    for source in sorted(figures.sources, key=lambda one: (-one.links, one.url)):
        click.echo(
            f"{source.kind} {shown(source.url)}: {source.links} links, {source.new} new"
            f" at {source.visited}, {source.idle} visits without"
        )


def _against(count: int, usual: float | None) -> str:
    return str(count) if usual is None else f"{count} of {usual:.0f}"


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else 160)
