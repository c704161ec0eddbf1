"""How a crawl is shown while it runs and when it has ended."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Literal

import click
from rich.console import Console
from rich.live import Live
from rich.table import Table

from newscrawl.cli.terminal import shown
from newscrawl.crawl import STOPPED, SiteReport
from newscrawl.identity import Change

Style = Literal["live", "lines", "json", "quiet"]

COLUMNS = (
    ("pages", "pages"),
    ("new", "articles/new"),
    ("changed", "articles/changed"),
    ("same", "articles/same"),
    ("dropped", "dropped"),
    ("errors", "errors"),
)
LINE_EVERY_S = 10.0


def choose_style(*, quiet: bool, as_json: bool) -> Style:
    """Return how to show progress: a terminal gets a live table, a file plain lines."""
    if quiet:
        return "quiet"
    if as_json:
        return "json"
    return "live" if sys.stderr.isatty() else "lines"


def site_line(report: SiteReport) -> str:
    """Return one site's counts in a line, with what went wrong at its end."""
    counts = "  ".join(f"{name} {report.count(key)}" for name, key in COLUMNS)
    return f"{report.site.name}: {counts}{_trouble(report)}"


_NO_ANSWER = "is the address right, and the network there?"
# What to do about an error that is no lack of an answer.
_NEXT = {
    "ForbiddenAddress": "NEWSCRAWL_ALLOW_PRIVATE lets private hosts through",
    "RobotsUnreachable": "without its robots.txt nothing is fetched; a later crawl asks"
    " again",
    "ForbiddenByRobots": "its robots.txt forbids the address, and that is obeyed",
}


def advice(report: SiteReport) -> str:
    """Return what to look at where a site's crawl came to nothing; '' where it did not."""
    site = report.site
    if report.failure or not report.has_failed or report.ended == STOPPED:
        return ""
    if report.is_fruitless:
        return (
            f"{site.name}: no article found in {report.count('sources')} lists, feeds"
            f" and sitemaps: `newscrawl discover {site.url} --explain` tells why"
        )
    if not report.count("sources"):
        errors = report.parts("errors")
        why = ", ".join(errors) or "no answer"
        next_step = next((_NEXT[name] for name in errors if name in _NEXT), _NO_ANSWER)
        return f"{site.name}: {site.url} cannot be had ({why}): {next_step}"
    return ""


def _trouble(report: SiteReport) -> str:
    """Return why pages were dropped or lost, most frequent first; '' where none was."""
    if report.failure:
        return f"  ({report.failure})"
    found = {**report.parts("errors"), **report.parts("dropped")}
    ordered = sorted(found.items(), key=lambda part: (-part[1], part[0]))
    held = report.count("held_back")
    told = [f"{held} missing articles held back: the site's fault?"] * bool(held)
    told += [f"{report.count('articles/gone')} gone"] * bool(
        report.count("articles/gone")
    )
    text = ", ".join(told + [f"{name} {count}" for name, count in ordered[:4]])
    return f"  ({text})" if text else ""


def change_line(change: Change) -> str:
    """Return in a line what a dry run would have done with an article."""
    article = change.article
    what = {"created": "new", "updated": "changed"}.get(change.op, change.op)
    return shown(f"  {what:8}{article.date[:10]}  {article.title}  {article.url}")


def change_json(change: Change) -> str:
    """Return the same as a line of JSON."""
    article = change.article
    told = {"op": change.event, "changed": change.changed, "url": article.url}
    return json.dumps(told | {"title": article.title}, ensure_ascii=False)


def site_json(report: SiteReport) -> str:
    """Return one site's counts and reasons as a line of JSON."""
    return json.dumps(
        {
            "site": report.site.name,
            **{name: report.count(key) for name, key in COLUMNS},
            "gone": report.count("articles/gone"),
            "held_back": report.count("held_back"),
            "dropped_reasons": report.parts("dropped"),
            "error_classes": report.parts("errors"),
            "ended": report.ended,
            "failed": report.has_failed,
            "failure": report.failure or None,
        },
        ensure_ascii=False,
    )


def watch(
    reports: Sequence[SiteReport], style: Style
) -> AbstractContextManager[object]:
    """Show the reports while the context lasts."""
    if style == "live":
        console = Console(stderr=True)
        return Live(get_renderable=lambda: _table(reports), console=console)
    return _Lines(reports) if style == "lines" else nullcontext()


def _table(reports: Sequence[SiteReport]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("site")
    for name, _ in COLUMNS:
        table.add_column(name, justify="right")
    table.add_column("")
    for report in sorted(reports, key=lambda r: (bool(r.ended), -r.count("pages")))[
        :40
    ]:
        counts = [str(report.count(key)) for _, key in COLUMNS]
        state = report.failure or report.ended or "…"
        table.add_row(report.site.name, *counts, state)
    return table


class _Lines:
    """Plain lines: every ten seconds one a site that moved."""

    def __init__(self, reports: Sequence[SiteReport]) -> None:
        self._reports = reports
        self._said: dict[str, str] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *exc_info: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        started = time.monotonic()
        while not self._ended.wait(LINE_EVERY_S):
            elapsed = time.monotonic() - started
            for report in list(self._reports):
                line = site_line(report)
                if self._said.get(report.site.name) != line:
                    self._said[report.site.name] = line
                    click.echo(f"[{elapsed:.0f} s] {line}", err=True)
