"""`newscrawl publish`: write the output anew from the store."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl import publish as output
from newscrawl.cli.exits import Exit
from newscrawl.cli.options import (
    base_url_option,
    crawl_settings,
    database_option,
    feeds_option,
    own_feeds_option,
    setting_option,
)
from newscrawl.clock import run_clock
from newscrawl.store import open_store


@click.command()
@click.option("--whole", is_flag=True, help="Make every file again.")
@click.option(
    "--accept", is_flag=True, help="Replace feeds even where they lose their entries."
)
@database_option
@feeds_option
@base_url_option
@own_feeds_option
@setting_option(
    "websub_hub",
    "--hub",
    metavar="URL",
    help="A WebSub hub to tell which feeds changed.",
)
def publish(
    whole: bool,
    accept: bool,
    database: str,
    feeds: Path,
    base_url: str,
    own_feeds: Path,
    hub: str,
) -> None:
    """Write what changed since the folder was last published; the rest stays untouched.

    A feed that would be worse than the one in place is refused: that one stays.

    \b
    newscrawl publish --feeds /srv/www/feeds --base-url https://news.example/feeds/
    """
    own = output.read_own_feeds(own_feeds)
    output.check_hub(hub, base_url)
    with open_store(database, is_there=True) as store, store.publishing():
        published = output.publish(
            store,
            feeds,
            base_url=base_url,
            hub=hub,
            own=own,
            now=run_clock(crawl_settings())(),
            is_whole=whole,
            is_accepted=accept,
        )
    click.echo(
        f"{feeds}/: {published.written} files written, {published.unchanged} unchanged"
    )
    tell_hub(hub, base_url, published)
    tell_refused(published, feeds)
    raise SystemExit(Exit.OUTPUT_REFUSED if published.refused else Exit.FINE)


def tell_hub(hub: str, base_url: str, published: output.Published) -> None:
    """Tell the hub what changed; what goes wrong is said and fails nothing."""
    for problem in output.push(hub, base_url, published.changed):
        click.echo(f"newscrawl: {problem}", err=True)


def tell_refused(published: output.Published, feeds: Path) -> None:
    """Print a line for each file that was not brought up to date."""
    for path, why in published.refused:
        click.echo(
            f"newscrawl: {feeds}/{path}: the last good one stays: {why}", err=True
        )
