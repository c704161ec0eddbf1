"""`newscrawl reextract`: read archived pages with today's rules, and compare."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newscrawl.archive import ArchivedResponse, Position, index, response_at
from newscrawl.cli.options import (
    archive_option,
    crawl_settings,
    database_option,
    read_sites,
    sites_option,
)
from newscrawl.cli.terminal import shown
from newscrawl.clock import rfc3339, run_clock
from newscrawl.errors import ConfigError
from newscrawl.identity import Change, identify, revise
from newscrawl.markup import read_document
from newscrawl.normalize import normalize
from newscrawl.page import RawArticle
from newscrawl.record import Article
from newscrawl.sites import Site
from newscrawl.spiders.continued import MAX_PAGES, joined
from newscrawl.spiders.remembering import PageReader
from newscrawl.store import Store, open_store

_WIDTH = 60


@click.command()
@click.option("--site", "name", metavar="SITE", help="Only this site's articles.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only articles first seen on this day or later.",
)
@click.option("--apply", "is_applied", is_flag=True, help="Store what changed.")
@archive_option(
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the crawl's WARC files are; archives where none is named.",
)
@database_option
@sites_option
def reextract(
    name: str | None,
    since: datetime | None,
    is_applied: bool,
    archive: Path | None,
    database: str,
    sites_folder: Path,
) -> None:
    """Read archived pages with today's rules; show field by field what would change.

    With --apply what changed becomes new versions; ids stay what they are.

    \b
    newscrawl reextract --site valley_post --since 2026-11-01
    newscrawl reextract --site valley_post --apply
    """
    folder = archive or Path("archives")
    paths = sorted(folder.glob("*.warc.gz"))
    if not paths:
        raise ConfigError(f"{folder}: holds no archive: crawl with --archive {folder}")
    positions = index(paths)
    table = Table(box=None, pad_edge=False)
    for column in ("article", "field", "stored", "read anew"):
        table.add_column(column, overflow="fold")
    counts: Counter[str] = Counter()
    with open_store(database, read_only=not is_applied) as store:
        pages = _Pages(positions, read_sites(sites_folder), store)
        for known in _articles(store, name, since.date() if since else None):
            counts["articles"] += 1
            read = pages.read(known)
            if read is None:
                counts["not in the archive, or no article by today's rules"] += 1
                continue
            at = rfc3339(run_clock(crawl_settings())())
            change = store.revise(read, at) if is_applied else revise(known, read, at)
            counts["changed" if change.op != "same" else "unchanged"] += 1
            counts["significantly"] += change.significant
            _add(table, known, change)
    if table.row_count:
        Console(width=None if sys.stdout.isatty() else 200).print(table)
    click.echo(", ".join(f"{count} {what}" for what, count in counts.items()))
    if counts["changed"] and not is_applied:
        click.echo("Nothing was stored: --apply does it.")


class _Pages:
    """Reads the archived pages of stored articles."""

    def __init__(
        self, positions: dict[str, list[Position]], known: dict[str, Site], store: Store
    ) -> None:
        self._positions = positions
        self._known = known
        self._store = store
        self._readers: dict[str, PageReader] = {}

    def read(self, known: Article) -> Article | None:
        """Return an article as today's rules read it, None where there is no page."""
        response = self._response(known)
        if response is None:
            return None
        site = self._known.get(known.source.id) or Site.for_url(known.source.url)
        raw = self._whole(response, site)
        if raw is None:
            return None
        article = normalize(raw, site=site, fetch=known.fetch)
        return _from_elsewhere(known, identify(article, site), known.id)

    def _response(self, known: Article) -> ArchivedResponse | None:
        seconds = datetime.fromisoformat(known.fetch.at)
        for position in self._positions.get(known.fetch.final_url, ()):
            if abs((position.at - seconds).total_seconds()) > 1:
                continue
            found = response_at(position)
            if found.record_id == known.fetch.archive:
                return found
        return None

    def _whole(self, first: ArchivedResponse, site: Site) -> RawArticle | None:
        """Return the raw article of a page with those it goes on on."""
        raw = self._raw(first, site, is_continued=False)
        left, seen = list(raw.continued) if raw else [], {first.url}
        while raw and left and len(seen) < MAX_PAGES:
            url = left.pop(0)
            later = [p for p in self._positions.get(url, ()) if p.at >= first.at]
            if url in seen or not later:
                continue
            seen.add(url)
            part = self._raw(response_at(later[0]), site, is_continued=True)
            if part:
                raw = joined(raw, part)
                left.extend(part.continued)
        return raw

    def _raw(
        self, response: ArchivedResponse, site: Site, *, is_continued: bool
    ) -> RawArticle | None:
        document = read_document(response.body, response.url, response.content_type)
        if site.name not in self._readers:
            self._readers[site.name] = PageReader(site, self._store)
        reader = self._readers[site.name]
        read = reader.read(document, response.at, is_continued=is_continued)
        return read if isinstance(read, RawArticle) else None


def _articles(store: Store, name: str | None, since: date | None) -> Iterator[Article]:
    for article in store.articles(name):
        is_late = since is None or article.first_seen[:10] >= since.isoformat()
        if is_late and article.status == "usable" and article.fetch.archive:
            yield article


def _from_elsewhere(known: Article, read: Article, id_: str) -> Article:
    """Return what was read, with what a listing or feed told and the page does not."""
    told = {
        name: getattr(known, name)
        for name, evidence in known.extraction.fields.items()
        if evidence.from_ in ("listing", "feed")
        and hasattr(read, name)
        and not getattr(read, name)
    }
    return replace(read, id=id_, **told)


def _add(table: Table, known: Article, change: Change) -> None:
    for name in change.changed:
        before, after = getattr(known, name), getattr(change.article, name)
        if before != after:
            cells = (known.url, name, _short(before, after), _short(after, before))
            table.add_row(*(Text(shown(cell)) for cell in cells))


def _short(value: object, other: object) -> str:
    """Return a value in short, from where it differs from another on."""
    text, beside = str(value), str(other)
    if len(text) <= _WIDTH:
        return text
    same = next(
        (at for at, (a, b) in enumerate(zip(text, beside, strict=False)) if a != b), 0
    )
    start = max(0, same - 12)
    return f"{'…' if start else ''}{text[start : start + _WIDTH]}…"
