"""`newscrawl publish`: write the output anew from the store."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl import publish as output
from newscrawl.cli.options import base_url_option, database_option, feeds_option
from newscrawl.store import open_store


@click.command()
@database_option
@feeds_option
@base_url_option
def publish(database: str, feeds: Path, base_url: str) -> None:
    """Write feeds and JSON from the store; files that did not change stay untouched.

    \b
    newscrawl publish --feeds /srv/www/feeds --base-url https://news.example/feeds/
    """
    with open_store(database) as store:
        published = output.publish(store, feeds, base_url=base_url)
    click.echo(
        f"{feeds}/: {published.written} files written, {published.unchanged} unchanged"
    )
