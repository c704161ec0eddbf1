"""`newscrawl extract`: the record of a page, or an account of how it was read."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from newscrawl.archive import ArchivedResponse, responses
from newscrawl.cli.exits import Exit
from newscrawl.cli.explain import account
from newscrawl.cli.fetch import fetch
from newscrawl.cli.jobs import in_order
from newscrawl.cli.options import read_sites, site_of, sites_option
from newscrawl.errors import ConfigError
from newscrawl.identity import identify
from newscrawl.markup import read_document
from newscrawl.normalize import normalize
from newscrawl.page import RawArticle, Refusal, read_article
from newscrawl.record import Fetch, to_json
from newscrawl.sites import Site

GZIP = b"\x1f\x8b"


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL|ARCHIVE...")
@click.option("--url", help="The address that an HTML FILE was saved from.")
@click.option(
    "--explain", is_flag=True, help="Tell each field's candidates and choice."
)
@click.option(
    "--jobs",
    default=1,
    show_default=True,
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes read the pages; the order stays.",
)
@sites_option
def extract(
    pages: tuple[str, ...],
    url: str | None,
    explain: bool,
    jobs: int,
    sites_folder: Path,
) -> None:
    """Print a record a line for each page; a page that is no article says why.

    \b
    newscrawl extract page.html --url https://news.example/2024/03/25/bridge/
    newscrawl extract pages.warc.gz
    newscrawl extract --jobs 4 CC-NEWS-20260301000000-00001.warc.gz
    newscrawl extract --explain https://news.example/2024/03/25/bridge/
    """
    found = _read(pages, url)
    for told in in_order(found, Teller(sites_folder, explain), jobs):
        sys.stdout.buffer.write(told.out)
        click.echo(told.error, err=True, nl=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page gives on standard output, and on standard error; either is empty."""

    out: bytes
    error: str = ""


class Teller:
    """Tells of one response; each process makes its own of what is pickled."""

    def __init__(self, sites_folder: Path, explain: bool) -> None:
        self._given = sites_folder, explain
        self._explain = explain
        self._lookup = site_of(read_sites(sites_folder))

    def __reduce__(self) -> tuple[type[Teller], tuple[Path, bool]]:
        return Teller, self._given

    def __call__(self, response: ArchivedResponse) -> Told:
        """Return the record of a page, its account, or why it is no article."""
        site = self._lookup(response.url)
        raw = _article(response, site)
        if isinstance(raw, Refusal):
            line = f"{raw.url}: no article: {raw.reason}: {raw.detail}\n"
            return Told(line.encode()) if self._explain else Told(b"", line)
        if self._explain:
            return Told(f"{account(raw)}\n".encode())
        article = identify(normalize(raw, site=site, fetch=_fetched(response)), site)
        return Told(to_json(article) + b"\n")


def _article(response: ArchivedResponse, site: Site) -> RawArticle | Refusal:
    if response.status != 200:
        detail = f"answered with status {response.status}"
        return Refusal(response.url, "error-page", detail)
    document = read_document(response.body, response.url, response.content_type)
    return read_article(document, site=site, fetched_at=response.at)


def _fetched(response: ArchivedResponse) -> Fetch:
    headers = {name.lower(): value for name, value in response.headers}
    return Fetch(
        at=response.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        status=response.status,
        final_url=response.url,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        archive=response.record_id or None,
    )


def _read(pages: Iterable[str], url: str | None) -> Iterator[ArchivedResponse]:
    """Yield the responses of the arguments in their order; addresses come last."""
    addresses = [page for page in pages if page.startswith(("http://", "https://"))]
    for page in pages:
        if page in addresses:
            continue
        path = Path(page)
        if not path.is_file():
            raise ConfigError(f"{page}: neither a file nor an http(s) address")
        if _is_archive(path):
            yield from responses(path)
        else:
            yield _saved_page(path, url)
    if addresses:
        answers = fetch(addresses)
        yield from answers
        if len(answers) < len(addresses):
            raise SystemExit(Exit.NOTHING_CRAWLED)


def _head(path: Path) -> bytes:
    with path.open("rb") as plain:
        if plain.read(2) != GZIP:
            plain.seek(0)
            return plain.read(5)
    with gzip.open(path) as packed:
        return packed.read(5)


def _is_archive(path: Path) -> bool:
    try:
        return _head(path) == b"WARC/"
    except (OSError, EOFError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error


def _saved_page(path: Path, url: str | None) -> ArchivedResponse:
    body = path.read_bytes()
    if body.startswith(GZIP):
        body = gzip.decompress(body)
    return ArchivedResponse(
        url=url or f"http://localhost/{path.name}",
        status=200,
        headers=(),
        body=body,
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        record_id="",
    )
