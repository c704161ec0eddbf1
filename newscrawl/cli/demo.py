"""`newscrawl demo`: crawl the bundled region over real HTTP and show what came out."""

from __future__ import annotations

import os
from pathlib import Path

import click

from newscrawl.cli.crawl import run
from newscrawl.cli.exits import Exit
from newscrawl.cli.options import at_once_option, crawl_settings
from newscrawl.cli.progress import choose_style
from newscrawl.crawl import Plan
from newscrawl.demo import OWN_FEEDS, SITES, RegionServer
from newscrawl.sites import load_sites

NEXT = """
Look at  {feeds}/atom/all.atom        the newest articles of all sites, for a feed reader
         {feeds}/json/all.json        the same as JSON Feed 1.1
         {feeds}/articles/            one JSON record an article, a line each
         {feeds}/manifest.json        every file with its size and checksum
Run it again: nothing is new, and no byte of the output changes."""


@click.command()
@click.argument(
    "folder", default="demo", type=click.Path(path_type=Path, file_okay=False)
)
@at_once_option
def demo(folder: Path, at_once: int) -> None:
    """Crawl four bundled little news sites on a loopback port into FOLDER (demo).

    \b
    newscrawl demo
    """
    folder.mkdir(parents=True, exist_ok=True)
    feeds = folder / "feeds"
    settings = crawl_settings(
        NEWSCRAWL_DATABASE=f"sqlite:///{folder / 'newscrawl.db'}",
        NEWSCRAWL_FEEDS=str(feeds),
        NEWSCRAWL_OWN_FEEDS=str(OWN_FEEDS),
        NEWSCRAWL_CONTACT="https://newscrawl.example/",
        NEWSCRAWL_PUBLISH=False,
        LOG_LEVEL="WARNING",
    )
    known = load_sites(SITES)
    plans = [Plan(known[path.stem]) for path in sorted(SITES.glob("*.toml"))]
    style = choose_style(quiet=False, as_json=False)
    with RegionServer() as region:
        os.environ["http_proxy"] = region.address
        os.environ.pop("no_proxy", None)
        ended = run(plans, settings, style, at_once)
    if ended is Exit.FINE:
        click.echo(NEXT.format(feeds=feeds))
    raise SystemExit(ended)
