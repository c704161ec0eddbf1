"""`newscrawl export`: what changed, in the form another program wants."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime
from typing import IO

import click

from newscrawl.cli.options import database_option
from newscrawl.errors import ConfigError
from newscrawl.publish.export import FORMS
from newscrawl.publish.export import export as write
from newscrawl.store import Store, open_store

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?")


@click.command()
@click.option(
    "--since",
    default="0",
    metavar="SEQ|DATE",
    help="Only what changed after an event's seq, or from a day or instant (UTC) on.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMS)),
    default="jsonl",
    show_default=True,
)
@click.option(
    "--output",
    "-o",
    type=click.File("wb", lazy=False),
    default="-",
    help="Where to write; standard output without it.",
)
@database_option
def export(since: str, form: str, output: IO[bytes], database: str) -> None:
    """Stream the articles that changed since an event or a day.

    \b
    newscrawl export --since 2026-03-25 --format csv > changed.csv
    """
    with open_store(database, read_only=True) as store:
        write(store, _seq(store, since), form, output)


def _seq(store: Store, since: str) -> int:
    if since.isdecimal():
        return int(since)
    if not _is_instant(since):
        raise ConfigError(
            f'--since: expected a seq or a date such as "2026-03-25", got "{since}"'
        )
    return store.seq_before(since)


def _is_instant(text: str) -> bool:
    """Say whether a text is a day, or an instant of UTC, that there is."""
    with contextlib.suppress(ValueError):
        return bool(_DAY.fullmatch(text) and datetime.fromisoformat(text))
    return False
