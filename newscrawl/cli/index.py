"""`newscrawl index`: make the full-text index, or remove it."""

from __future__ import annotations

import click

from newscrawl.cli.options import database_option
from newscrawl.store import open_store


@click.command()
@click.option("--drop", is_flag=True, help="Remove the index.")
@database_option
def index(drop: bool, database: str) -> None:
    """Make the full-text index of the store; each crawl keeps it from then on.

    \b
    newscrawl index
    newscrawl index --drop
    """
    with open_store(database, is_there=True) as store:
        if drop:
            store.drop_index()
            click.echo("the full-text index is removed")
            return
        count = sum(store.index())
    click.echo(f"{count} articles indexed")
