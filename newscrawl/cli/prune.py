"""`newscrawl prune`: drop what is too old to be of use."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from newscrawl.archive.prune import finished, surplus
from newscrawl.cli.options import archive_option, crawl_settings, database_option
from newscrawl.clock import run_clock
from newscrawl.errors import ArchiveError, ConfigError
from newscrawl.store import Ages, open_store

_GB = 10**9
_DAYS = click.IntRange(min=1)


@click.command()
@click.option("--sketches-days", default=14, show_default=True, type=_DAYS, metavar="N")
@click.option("--pages-days", default=180, show_default=True, type=_DAYS, metavar="N")
@click.option("--runs-days", default=90, show_default=True, type=_DAYS, metavar="N")
@click.option("--waiting-days", default=90, show_default=True, type=_DAYS, metavar="N")
@click.option("--archives-days", type=_DAYS, metavar="N", help="Drop older WARC files.")
@click.option(
    "--archives-gb",
    type=click.FloatRange(min=0),
    metavar="N",
    help="Drop the oldest WARC files above so many GB in all.",
)
@click.option("--vacuum", is_flag=True, help="Give free space back to the disk.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@archive_option(
    type=click.Path(file_okay=False, path_type=Path), help="Where the WARC files are."
)
@database_option
def prune(
    sketches_days: int,
    pages_days: int,
    runs_days: int,
    waiting_days: int,
    archives_days: int | None,
    archives_gb: float | None,
    vacuum: bool,
    dry_run: bool,
    archive: Path | None,
    database: str,
) -> None:
    """Drop old sketches, page states, run reports and, where asked, archives.

    Articles, their versions, events and addresses are never dropped. Archives stay
    unless --archives-days or --archives-gb is given.

    \b
    newscrawl prune --dry-run
    newscrawl prune --vacuum
    newscrawl prune --archive archives --archives-days 90 --archives-gb 200
    """
    now = run_clock(crawl_settings())()
    ages = Ages(sketches_days, pages_days, runs_days, waiting_days)
    with open_store(database, read_only=dry_run, is_there=True) as store:
        for name, count in store.upkeep.prune(ages, now, is_tried=dry_run).items():
            click.echo(f"{name}: {count}{' would go' if dry_run else ' dropped'}")
        if vacuum and not dry_run:
            store.upkeep.vacuum()
        space = store.upkeep.space()
    if space is not None:
        click.echo(f"store: {space.file / 1e6:.1f} MB, {space.free / 1e6:.1f} MB free")
        if space.is_worth_vacuum:
            click.echo("`newscrawl prune --vacuum` gives the free space back")
    if archives_days is not None or archives_gb is not None:
        if archive is None:
            raise ConfigError("--archive: name the folder of the archives")
        _prune_archives(archive, now, archives_days, archives_gb, is_tried=dry_run)


def _prune_archives(
    folder: Path,
    now: datetime,
    days: int | None,
    gigabytes: float | None,
    *,
    is_tried: bool,
) -> None:
    most = None if gigabytes is None else round(gigabytes * _GB)
    gone = surplus(finished(folder), now, days=days, max_bytes=most)
    for one in gone:
        try:
            if not is_tried:
                one.path.unlink(missing_ok=True)
        except OSError as error:
            raise ArchiveError(str(one.path), f"{error.strerror}") from error
    size = sum(one.bytes for one in gone) / 1e6
    click.echo(
        f"archives: {len(gone)}{' would go' if is_tried else ' dropped'}, {size:.1f} MB"
    )
