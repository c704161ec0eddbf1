"""`newscrawl watch`: stay, and do what is due whenever it is."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

import click

from newscrawl.alerts import metrics as read_metrics
from newscrawl.cli.options import (
    at_once_option,
    base_url_option,
    chosen_sites,
    crawl_settings,
    database_option,
    feeds_option,
    jobs_option,
    log_format_option,
    own_feeds_option,
    read_sites,
    sites_option,
)
from newscrawl.cli.progress import site_line
from newscrawl.clock import run_clock
from newscrawl.crawl import SiteReport
from newscrawl.logs import begin_log
from newscrawl.middlewares import require_browser, require_fetchable
from newscrawl.worker import Service, serve_metrics, watch_sites


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE]...")
@jobs_option
@at_once_option
@click.option(
    "--metrics",
    metavar="HOST:PORT",
    callback=lambda _context, _option, text: text and read_address(text),
    help="Serve OpenMetrics at http://HOST:PORT/metrics.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--log-level", default="WARNING", show_default=True, help="Scrapy's log.")
@log_format_option
@database_option
@feeds_option
@sites_option
@base_url_option
@own_feeds_option
def watch(
    names: tuple[str, ...],
    jobs: int,
    at_once: int,
    metrics: tuple[str, int] | None,
    quiet: bool,
    log_level: str,
    log_format: str,
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
    newscrawl watch --metrics 127.0.0.1:9464
    """
    service = begin(
        names,
        log_level,
        NEWSCRAWL_DATABASE=database,
        NEWSCRAWL_FEEDS=str(feeds),
        NEWSCRAWL_SITES=str(sites_folder),
        NEWSCRAWL_BASE_URL=base_url,
        NEWSCRAWL_OWN_FEEDS=str(own_feeds),
        NEWSCRAWL_LOG_FORMAT=log_format,
    )
    told = tell_errors if quiet else tell
    with contextlib.ExitStack() as stack:
        if metrics:
            stack.enter_context(serve_metrics(*metrics, metrics_of(service)))
        asyncio.run(watch_sites(service, jobs=jobs, at_once=at_once, tell=told))


def read_address(text: str) -> tuple[str, int]:
    """Return the host and port of `HOST:PORT`; raises BadParameter for what is none."""
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise click.BadParameter(f'expected HOST:PORT, got "{text}"')
    return host.strip("[]"), int(port)


def metrics_of(service: Service) -> Callable[[], str]:
    """Return what reads a service's metrics, as OpenMetrics text."""
    clock = run_clock(service.settings)
    folder = Path(service.settings["NEWSCRAWL_SITES"])
    return lambda: read_metrics(service.database, folder, clock())


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
    require_browser(chosen, settings)
    begin_log(settings)
    return Service(settings, names)


def tell(report: SiteReport) -> None:
    """Print a line for a crawl that has ended."""
    click.echo(site_line(report), err=report.has_failed)


def tell_errors(report: SiteReport) -> None:
    """Print a line for a crawl that has failed."""
    if report.has_failed:
        tell(report)
