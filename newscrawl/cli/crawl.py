"""`newscrawl crawl`: fetch what is new on the sites, store it, publish it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from scrapy.settings import Settings

from newscrawl.archive import timeline_of
from newscrawl.cli.exits import Exit, exit_code
from newscrawl.cli.options import (
    archive_option,
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
    replay_option,
    site_of,
    sites_option,
)
from newscrawl.cli.progress import (
    COLUMNS,
    Style,
    advice,
    change_json,
    change_line,
    choose_style,
    site_json,
    site_line,
    watch,
)
from newscrawl.clock import run_clock
from newscrawl.crawl import STOPPED, Plan, SiteReport, crawl_sites
from newscrawl.middlewares import require_browser, require_fetchable
from newscrawl.publish import Published
from newscrawl.sites import Site
from newscrawl.spiders.reach import MAX_PAGES
from newscrawl.store import open_rehearsal, open_store
from newscrawl.worker import Service, crawl_batch
from newscrawl.worker.due import due_sites


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE|URL]...")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Walk back to this day, over what is known; leave out what is dated before.",
)
@click.option(
    "--max-pages",
    type=click.IntRange(1, MAX_PAGES),
    metavar="N",
    help="Follow each source for so many pages at most.",
)
@click.option(
    "--backfill",
    is_flag=True,
    help="Walk each source to its end, newest first; run again, it goes on.",
)
@click.option(
    "--due", is_flag=True, help="Crawl only the sites and sources that are due."
)
@click.option(
    "--dry-run", is_flag=True, help="Crawl and show, and change nothing on the disk."
)
@replay_option
@archive_option(
    type=click.Path(file_okay=False, path_type=Path),
    help="Write every response to WARC files in this folder.",
)
@at_once_option
@jobs_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site, a line.")
@click.option("--log-level", default="WARNING", show_default=True, help="Scrapy's log.")
@log_format_option
@database_option
@feeds_option
@sites_option
@base_url_option
@own_feeds_option
def crawl(
    names: tuple[str, ...],
    since: datetime | None,
    max_pages: int | None,
    backfill: bool,
    due: bool,
    dry_run: bool,
    replay: tuple[Path, ...],
    archive: Path | None,
    at_once: int,
    jobs: int,
    quiet: bool,
    as_json: bool,
    log_level: str,
    log_format: str,
    database: str,
    feeds: Path,
    sites_folder: Path,
    base_url: str,
    own_feeds: Path,
) -> None:
    """Crawl the named sites, or all of them, and publish what is new.

    A SITE is a pack's name, or the address of a site that needs no pack.

    \b
    newscrawl crawl goinnermongolia
    newscrawl crawl https://valleypost.example/
    newscrawl crawl goinnermongolia --since 2024-03-01
    newscrawl crawl --due
    newscrawl crawl --replay pages.warc.gz
    """
    plans = plan(read_sites(sites_folder), names, replay)
    if due:
        plans = due_plans(plans, database, is_tried=dry_run)
    settings = crawl_settings(
        NEWSCRAWL_DATABASE=database,
        NEWSCRAWL_FEEDS=str(feeds),
        NEWSCRAWL_SITES=str(sites_folder),
        NEWSCRAWL_REPLAY=[str(path) for path in replay] or None,
        NEWSCRAWL_ARCHIVE=str(archive) if archive else None,
        NEWSCRAWL_BASE_URL=base_url,
        NEWSCRAWL_SINCE=since.date().isoformat() if since else None,
        NEWSCRAWL_MAX_PAGES=max_pages,
        NEWSCRAWL_BACKFILL=backfill or None,
        NEWSCRAWL_OWN_FEEDS=str(own_feeds),
        NEWSCRAWL_DUE=due or None,
        NEWSCRAWL_DRY_RUN=dry_run or None,
        NEWSCRAWL_PUBLISH=False,
        NEWSCRAWL_LOG_FORMAT=log_format,
        LOG_LEVEL=log_level.upper(),
    )
    style = choose_style(quiet=quiet, as_json=as_json)
    if jobs > 1 and (dry_run or replay):
        raise click.UsageError("--jobs is for crawls that store what they fetch")
    raise SystemExit(run(plans, settings, style, at_once, jobs))


def run(
    plans: Sequence[Plan], settings: Settings, style: Style, at_once: int, jobs: int = 1
) -> Exit:
    """Crawl, publish and show what came of it; return how it ended."""
    service = Service(settings)
    require_fetchable((one.site.url for one in plans), settings)
    require_browser((one.site for one in plans), settings)
    is_tried = settings.getbool("NEWSCRAWL_DRY_RUN")
    if is_tried:
        open_rehearsal(service.database).close()
    else:
        service.check()
    reports: list[SiteReport] = []
    if plans:
        with watch(reports, style):
            if jobs > 1:
                crawl_batch(plans, settings, reports, jobs=jobs, at_once=at_once)
            else:
                crawl_sites(plans, settings, reports, at_once=at_once)
    ended = ending(reports)
    if is_tried:
        show(reports, None, service.feeds, style)
        return ended
    published, problems = service.publish()
    show(reports, published, service.feeds, style)
    for problem in problems:
        click.echo(f"newscrawl: {problem}", err=True)
    return Exit.OUTPUT_REFUSED if published.refused and not ended else ended


def due_plans(plans: Sequence[Plan], database: str, *, is_tried: bool) -> list[Plan]:
    """Return the plans of the sites that have a source or an article due."""
    now = run_clock(crawl_settings())()
    with open_rehearsal(database) if is_tried else open_store(database) as store:
        sites = [one.site for one in plans]
        due, _ = due_sites(store, sites, now, is_whole=True)
    names = {site.name for site in due}
    return [one for one in plans if one.site.name in names]


def plan(
    known: dict[str, Site], names: tuple[str, ...], replay: tuple[Path, ...]
) -> list[Plan]:
    """Return what to crawl.

    A replay with no site named visits every page of the archive: each under the pack
    whose host it has, else under a site of its own with no rules.
    """
    if names or not replay:
        return [Plan(site) for site in chosen_sites(known, names)]
    lookup = site_of(known)
    addresses: dict[str, list[str]] = {}
    found: dict[str, Site] = {}
    for url in timeline_of(map(str, replay)).addresses:
        site = lookup(url)
        found[site.name] = site
        addresses.setdefault(site.name, []).append(url)
    return [Plan(site, tuple(addresses[name])) for name, site in sorted(found.items())]


def ending(reports: Sequence[SiteReport]) -> Exit:
    """Return the exit code that the reports call for; a broken store comes first."""
    codes = {exit_code(report.error) for report in reports if report.error}
    if Exit.STORE_UNUSABLE in codes:
        return Exit.STORE_UNUSABLE
    if any(report.ended in ("", STOPPED) and not report.failure for report in reports):
        return Exit.INTERRUPTED
    failed = [report for report in reports if report.has_failed]
    if Exit.SITE_BUSY in codes:
        return Exit.SITE_BUSY
    if failed and len(failed) == len(reports):
        return Exit.NOTHING_CRAWLED
    if failed:
        return Exit.SOME_SITES_FAILED
    return Exit.FINE


def show(
    reports: Sequence[SiteReport],
    published: Published | None,
    feeds: Path,
    style: Style,
) -> None:
    """Print a line a site and the summary, or the same as JSON; advice to stderr.

    Without `published`, of a dry run, each article that would have been stored is told.
    """
    for said in filter(None, map(advice, reports)):
        click.echo(f"newscrawl: {said}", err=True)
    if style == "quiet":
        for report in reports:
            if report.has_failed:
                click.echo(f"newscrawl: {site_line(report)}", err=True)
        return
    totals = {name: sum(r.count(key) for r in reports) for name, key in COLUMNS}
    if style == "json":
        for report in reports:
            for change in report.rehearsed:
                click.echo(change_json(change))
            click.echo(site_json(report))
        written, unchanged = (
            (published.written, published.unchanged) if published else (0, 0)
        )
        files = {"written": written, "unchanged": unchanged}
        click.echo(json.dumps({"sites": len(reports), **totals, "files": files}))
        return
    for report in reports:
        for change in report.rehearsed:
            click.echo(change_line(change))
        click.echo(site_line(report))
    counts = ", ".join(f"{count} {name}" for name, count in totals.items())
    click.echo(f"{len(reports)} sites: {counts}")
    if published is None:
        click.echo("A dry run: nothing was stored or published.")
        return
    click.echo(
        f"{feeds}/: {published.written} files written, {published.unchanged} unchanged"
    )
