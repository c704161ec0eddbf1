"""`newscrawl publish`: write the output anew from the store."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl import publish as output
from newscrawl.cli.crawl import tell_hub
from newscrawl.cli.options import base_url_option, database_option, feeds_option
from newscrawl.store import open_store


@click.command()
@database_option
@feeds_option
@base_url_option
@click.option(
    "--hub",
    envvar="NEWSCRAWL_WEBSUB_HUB",
    default="",
    metavar="URL",
    help="A WebSub hub to tell which feeds changed.",
)
def publish(database: str, feeds: Path, base_url: str, hub: str) -> None:
    """Write feeds and JSON from the store; files that did not change stay untouched.

    \b
    newscrawl publish --feeds /srv/www/feeds --base-url https://news.example/feeds/
    """
    output.check_hub(hub, base_url)
    with open_store(database) as store:
        published = output.publish(store, feeds, base_url=base_url, hub=hub)
    click.echo(
        f"{feeds}/: {published.written} files written, {published.unchanged} unchanged"
    )
    tell_hub(hub, base_url, published)
