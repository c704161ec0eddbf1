"""`newscrawl backup` and `newscrawl restore`: verified copies of the store."""

from __future__ import annotations

from pathlib import Path

import click

from newscrawl.cli.options import database_option
from newscrawl.store import Verified, back_up
from newscrawl.store import restore as put_back

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE where it is there.")
@database_option
def backup(file: Path, force: bool, database: str) -> None:
    """Copy the store to FILE while crawls go on; the copy is looked through.

    Only SQLite: for PostgreSQL there is pg_dump.

    \b
    newscrawl backup /backups/newscrawl-2026-03-25.db
    """
    copied = back_up(database, file, is_forced=force)
    click.echo(f"{file}: sound, {_told(copied)}")


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--force",
    is_flag=True,
    help="Replace the store; it is kept as NAME.before-restore.",
)
@database_option
def restore(file: Path, force: bool, database: str) -> None:
    """Put the copy FILE in the place of the store, when it is sound.

    \b
    newscrawl restore /backups/newscrawl-2026-03-25.db --force
    """
    copied, kept = put_back(file, database, is_forced=force)
    click.echo(f"restored: {_told(copied)}")
    if kept is not None:
        click.echo(f"{kept}: the store as it was")


def _told(copied: Verified) -> str:
    return ", ".join(f"{count} {name}" for name, count in copied.counts.items())
