"""`newscrawl sites`: the site packs there are, and what each was proved against."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from newscrawl.cli.add import add
from newscrawl.cli.options import read_sites, sites_option
from newscrawl.sites import Site


@click.group(invoke_without_command=True)
@sites_option
@click.pass_context
def sites(context: click.Context, sites_folder: Path) -> None:
    """List the site packs: region, language, sources, family, and how each is proved.

    \b
    newscrawl sites --sites my-packs
    newscrawl sites add https://valleypost.example/
    """
    if context.invoked_subcommand is None:
        _list(sites_folder)


def _list(sites_folder: Path) -> None:
    table = Table(box=None, pad_edge=False)
    for column in (
        "site",
        "title",
        "region",
        "language",
        "family",
        "sources",
        "proved",
    ):
        table.add_column(column, overflow="fold")
    for site in read_sites(sites_folder).values():
        table.add_row(
            site.name,
            site.title,
            site.region or site.country or "",
            site.language or "",
            site.family or "",
            str(len(site.sources)),
            _proof(site),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _proof(site: Site) -> str:
    if site.proved == "not yet":
        return "not yet"
    return f"{site.proved.on}: {site.proved.against}"


sites.add_command(add)
