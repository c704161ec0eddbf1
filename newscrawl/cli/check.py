"""`newscrawl check`: see that the store is sound, the folder as it says, and packs load."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl.cli.exits import Exit
from newscrawl.cli.options import (
    database_option,
    feeds_option,
    own_feeds_option,
    read_sites,
    sites_option,
)
from newscrawl.errors import ConfigError, StoreError
from newscrawl.publish import compare, read_own_feeds
from newscrawl.store import look_through, open_store, store_file


@click.command()
@database_option
@feeds_option
@sites_option
@own_feeds_option
def check(database: str, feeds: Path, sites_folder: Path, own_feeds: Path) -> None:
    """Look through the store, the published files and the packs; change nothing.

    Ends with 9 when something is wrong; each finding is a line.

    \b
    newscrawl check
    newscrawl check --database sqlite:///newscrawl.db --feeds /srv/www/feeds
    """
    findings = [
        *_of_store(database),
        *_of_feeds(database, feeds),
        *_of_packs(sites_folder, own_feeds),
    ]
    for finding in findings:
        click.echo(f"newscrawl: {finding}", err=True)
    raise SystemExit(Exit.TROUBLE_FOUND if findings else Exit.FINE)


def _of_store(database: str) -> list[str]:
    try:
        file = store_file(database)
        if file is not None:
            counts = look_through(file)
            told = ", ".join(f"{count} {name}" for name, count in counts.items())
            click.echo(f"{file}: sound, {told}")
        with open_store(database, read_only=True) as store:
            if file is None:
                click.echo(f"{store.where}: answers, last event {store.last_seq()}")
    except StoreError as error:
        return [str(error)]
    return []


def _of_feeds(database: str, feeds: Path) -> list[str]:
    try:
        with open_store(database, read_only=True) as store:
            count, findings = compare(store, feeds)
    except StoreError:
        return []  # told already
    if not findings:
        click.echo(f"{feeds}/: {count} files as the manifest says")
    return [f"{feeds}/{finding}" for finding in findings]


def _of_packs(folder: Path, own_feeds: Path) -> list[str]:
    try:
        sites = read_sites(folder)
        read_own_feeds(own_feeds)
    except ConfigError as error:
        return str(error).splitlines()
    click.echo(f"{len(sites)} site packs load")
    return []
