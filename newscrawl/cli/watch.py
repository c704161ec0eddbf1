"""`newscrawl watch`: stay, and do what is due whenever it is."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import click

from newscrawl.cli.options import (
    at_once_option,
    base_url_option,
    chosen_sites,
    crawl_settings,
    database_option,
    feeds_option,
    jobs_option,
    own_feeds_option,
    read_sites,
    sites_option,
)
from newscrawl.cli.progress import site_line
from newscrawl.crawl import SiteReport
from newscrawl.middlewares import require_fetchable
from newscrawl.worker import Service, watch_sites


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE]...")
@jobs_option
@at_once_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--log-level", default="WARNING", show_default=True, help="Scrapy's log.")
@database_option
@feeds_option
@sites_option
@base_url_option
@own_feeds_option
def watch(
    names: tuple[str, ...],
    jobs: int,
    at_once: int,
    quiet: bool,
    log_level: str,
    database: str,
    feeds: Path,
    sites_folder: Path,
    base_url: str,
    own_feeds: Path,
) -> None:
    """Crawl the named sites, or all, each whenever it is due, and publish what is new.

    It stays until SIGTERM or Ctrl-C, which let the requests under way end; SIGHUP reads
    the packs anew.

    \b
    newscrawl watch
    newscrawl watch --jobs 2 --feeds /srv/www/feeds
    """
    service = begin(
        names,
        log_level,
        NEWSCRAWL_DATABASE=database,
        NEWSCRAWL_FEEDS=str(feeds),
        NEWSCRAWL_SITES=str(sites_folder),
        NEWSCRAWL_BASE_URL=base_url,
        NEWSCRAWL_OWN_FEEDS=str(own_feeds),
    )
    told = tell_errors if quiet else tell
    asyncio.run(watch_sites(service, jobs=jobs, at_once=at_once, tell=told))


def begin(names: tuple[str, ...], log_level: str, **stated: str) -> Service:
    """Return what a verb that stays works on, as its options state, and begin its log.

    Raises UnknownSiteError, and ConfigError where a site may not be asked.
    """
    settings = crawl_settings(
        **stated,
        NEWSCRAWL_DUE=True,
        NEWSCRAWL_PUBLISH=False,
        LOG_LEVEL=log_level.upper(),
    )
    chosen = chosen_sites(read_sites(Path(settings["NEWSCRAWL_SITES"])), names)
    require_fetchable((site.url for site in chosen), settings)
    logging.basicConfig(
        stream=sys.stderr,
        level=log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    return Service(settings, names)


def tell(report: SiteReport) -> None:
    """Print a line for a crawl that has ended."""
    click.echo(site_line(report), err=report.has_failed)


def tell_errors(report: SiteReport) -> None:
    """Print a line for a crawl that has failed."""
    if report.has_failed:
        tell(report)
