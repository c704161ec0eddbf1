"""`newscrawl migrate`: move a store to another database."""

from __future__ import annotations

import click

from newscrawl.store import Copied, transfer


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def migrate(source: str, target: str) -> None:
    """Copy the store FROM into the empty database TO, and compare every row.

    From SQLite to PostgreSQL or back; FROM stays as it is. End all crawls before. The
    full-text index, where there was one, is made by `newscrawl index`.

    \b
    newscrawl migrate sqlite:///newscrawl.db postgresql+psycopg://news@db/news
    """

    def tell(copied: Copied) -> None:
        click.echo(f"{copied.table:14}{copied.rows:>10} rows  {copied.checksum}")

    tables = transfer(source, target, tell)
    rows = sum(table.rows for table in tables)
    click.echo(f"{len(tables)} tables, {rows} rows: the same on both sides")
