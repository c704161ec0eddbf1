"""`newscrawl worker`: one of many machines that share a store in PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from newscrawl.cli.options import (
    at_once_option,
    base_url_option,
    database_option,
    feeds_option,
    jobs_option,
    log_format_option,
    own_feeds_option,
    sites_option,
)
from newscrawl.cli.watch import begin, tell, tell_errors
from newscrawl.errors import ConfigError


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE]...")
@jobs_option
@at_once_option
@click.option(
    "--publish/--no-publish",
    "publishes",
    default=True,
    help="Whether this machine has the output folder and writes it.",
)
@click.option(
    "--stalled-after",
    "stalled_after_s",
    default=30.0,
    show_default=True,
    type=click.FloatRange(min=0.5),
    metavar="SECONDS",
    help="A worker that gave no sign for so long is dead; others take its jobs.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--log-level", default="WARNING", show_default=True, help="Scrapy's log.")
@log_format_option
@database_option
@feeds_option
@sites_option
@base_url_option
@own_feeds_option
def worker(
    names: tuple[str, ...],
    jobs: int,
    at_once: int,
    publishes: bool,
    stalled_after_s: float,
    quiet: bool,
    log_level: str,
    log_format: str,
    database: str,
    feeds: Path,
    sites_folder: Path,
    base_url: str,
    own_feeds: Path,
) -> None:
    """Take crawls from the queue that all workers share, until SIGTERM or Ctrl-C.

    Sites that are named are all it knows. The store must be PostgreSQL; the queue is in
    the same database.

    \b
    newscrawl worker --database postgresql+psycopg://news@db/news --jobs 2
    newscrawl worker --no-publish
    """
    try:
        from newscrawl.worker.cluster import work
    except ModuleNotFoundError as error:
        raise ConfigError(
            "workers need a queue: pip install 'newscrawl[cluster]'"
        ) from error
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
    asyncio.run(
        work(
            service,
            jobs=jobs,
            at_once=at_once,
            publishes=publishes,
            stalled_after_s=stalled_after_s,
            tell=tell_errors if quiet else tell,
        )
    )
