"""`newscrawl sites add`: the smallest pack of a site, from its address alone."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import click

from newscrawl.archive import ArchivedResponse
from newscrawl.cli.exits import Exit
from newscrawl.cli.fetch import fetch
from newscrawl.cli.options import read_sites, site_at, sites_option
from newscrawl.cli.terminal import shown
from newscrawl.errors import ConfigError
from newscrawl.markup import read_document
from newscrawl.page.facts.language import find_language
from newscrawl.page.read import read_page
from newscrawl.sites import Site, load_sites

# Between the parts of a home page's title.
_PARTS = re.compile(r"\s+[|–—-]\s+|\s*[|_»]\s*")
_MAX_TITLE = 60


@click.command()
@click.argument("url")
@sites_option
def add(url: str, sites_folder: Path) -> None:
    """Write the smallest pack for the site at URL: its name, title and language.

    \b
    newscrawl sites add https://valleypost.example/
    """
    known = read_sites(sites_folder)
    _refuse_known(site_at(url, Site.for_url), known, sites_folder)
    answers = fetch([url])
    if not answers:
        raise SystemExit(Exit.NOTHING_CRAWLED)
    answer = answers[0]
    if answer.status != 200:
        raise ConfigError(f"{url}: the server answered {answer.status}: no pack made")
    site = site_at(answer.url, Site.for_url)
    path = _refuse_known(site, known, sites_folder)
    text = pack_text(site, answer)
    write_pack(path, text)
    click.echo(f"{path} is written. Next: newscrawl crawl {site.name}")


def _refuse_known(site: Site, known: dict[str, Site], folder: Path) -> Path:
    """Return where the pack goes; raises ConfigError where the site has one."""
    path = folder / f"{site.name}.toml"
    if path.exists():
        raise ConfigError(f"{path}: there already; remove it to make it anew")
    for other in known.values():
        if other.name == site.name or site.crawled_hosts & other.crawled_hosts:
            raise ConfigError(
                f'{site.url}: has the pack "{other.name}": `newscrawl crawl'
                f" {other.name}` crawls it"
            )
    return path


def pack_text(site: Site, answer: ArchivedResponse) -> str:
    """Return the pack of a site in TOML, with what its page says of itself."""
    document = read_document(answer.body, answer.url, answer.content_type)
    page = read_page(document, fetched_at=answer.at)
    language = find_language(page).value
    stated = page.metadata.first("og:site_name", "application-name")
    title = _name(stated or "") or _name(" ".join(page.metadata.titles[:1]))
    (source,) = site.sources
    lines = [
        f"name = {_quoted(site.name)}",
        f"title = {_quoted(title or site.title)}",
        f"url = {_quoted(site.url)}",
        *([f"language = {_quoted(language)}"] if language else []),
        "",
        "[[sources]]",
        f"url = {_quoted(source.url)}",
        "explore = true",
        f"max_pages = {source.max_pages}",
    ]
    return "\n".join(lines) + "\n"


def _name(text: str) -> str:
    """Return the shortest telling part of a title: the name of the paper."""
    clean = " ".join(shown(text).split())
    parts = [part for part in _PARTS.split(clean) if len(part) > 2]
    return min(parts, key=len)[:_MAX_TITLE] if parts else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_pack(path: Path, text: str) -> None:
    """Write a pack and read it again; raises ConfigError, and leaves none, if it fails."""
    try:
        Site.model_validate(tomllib.loads(text), strict=False)
    except ValueError as error:
        raise ConfigError(f"{path}: the pack would not be sound: {error}") from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
    try:
        load_sites(path.parent)
    except ConfigError:
        path.unlink()
        raise
