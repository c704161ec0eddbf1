"""Options that several verbs share, and the settings they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from newscrawl.config import Config, below_environment, variable
from newscrawl.crawl import crawl_settings
from newscrawl.errors import ConfigError, UnknownSiteError
from newscrawl.sites import Site, load_sites

__all__ = [
    "at_once_option",
    "base_url_option",
    "chosen_sites",
    "crawl_settings",
    "database_option",
    "feeds_option",
    "jobs_option",
    "own_feeds_option",
    "read_sites",
    "replay_option",
    "site_at",
    "site_of",
    "sites_option",
]

Command = TypeVar("Command", bound=Callable[..., Any])


def setting_option(
    name: str, *flags: str, is_none_when_empty: bool = False, **attributes: Any
) -> Callable[[Command], Command]:
    """Add the option of a setting: over the environment, `newscrawl.toml`, the default."""

    def held() -> Any:
        value = below_environment(name)
        return None if value == "" and is_none_when_empty else value

    default = str(Config.model_fields[name].default)
    attributes = {"show_default": default or False} | attributes
    return click.option(*flags, envvar=variable(name), default=held, **attributes)


def database_option(command: Command) -> Command:
    """Add `--database URL`."""
    return setting_option(
        "database",
        "--database",
        metavar="URL",
        help="The store: sqlite:///FILE or postgresql+psycopg://HOST/NAME.",
    )(command)


def feeds_option(command: Command) -> Command:
    """Add `--feeds FOLDER`."""
    return setting_option(
        "feeds",
        "--feeds",
        type=click.Path(path_type=Path, file_okay=False),
        help="Where the output goes.",
    )(command)


def sites_option(command: Command) -> Command:
    """Add `--sites FOLDER`."""
    return setting_option(
        "sites",
        "--sites",
        "sites_folder",
        type=click.Path(path_type=Path, file_okay=False),
        help="A folder of site packs beside the built-in ones.",
    )(command)


def base_url_option(command: Command) -> Command:
    """Add `--base-url URL`."""
    return setting_option(
        "base_url",
        "--base-url",
        metavar="URL",
        help="The address under which the output is served; feeds link to themselves.",
    )(command)


def archive_option(**attributes: Any) -> Callable[[Command], Command]:
    """Add `--archive FOLDER`."""
    return setting_option(
        "archive",
        "--archive",
        is_none_when_empty=True,
        metavar="FOLDER",
        **attributes,
    )


def log_format_option(command: Command) -> Command:
    """Add `--log-format text|json`."""
    return setting_option(
        "log_format",
        "--log-format",
        type=click.Choice(["text", "json"]),
        help="The log as text, or one JSON object a line.",
    )(command)


def replay_option(command: Command) -> Command:
    """Add `--replay ARCHIVE`, which may be given several times."""
    return click.option(
        "--replay",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="ARCHIVE",
        help="Take every response from this WARC file; nothing touches the network.",
    )(command)


def own_feeds_option(command: Command) -> Command:
    """Add `--own-feeds FILE`."""
    return setting_option(
        "own_feeds",
        "--own-feeds",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Your own feeds, a few lines of TOML each.",
    )(command)


def at_once_option(command: Command) -> Command:
    """Add `--at-once N`."""
    return click.option(
        "--at-once",
        default=16,
        show_default=True,
        type=click.IntRange(min=1),
        metavar="N",
        help="How many sites are crawled at the same time.",
    )(command)


def jobs_option(command: Command) -> Command:
    """Add `--jobs N`."""
    return click.option(
        "--jobs",
        default=1,
        show_default=True,
        type=click.IntRange(min=1),
        metavar="N",
        help="How many processes crawl; each has --at-once sites at the same time.",
    )(command)


def chosen_sites(known: dict[str, Site], names: tuple[str, ...]) -> list[Site]:
    """Return the named sites, all of them where none is named.

    An address stands for the site of its host, with no rules where it has no pack.
    Raises UnknownSiteError for a name that no pack bears, ConfigError for an address
    that is none.
    """
    lookup = site_of(known)
    chosen: dict[str, Site] = {}
    for name in names or sorted(known):
        if name in known:
            site = known[name]
        elif "://" in name:
            site = site_at(name, lookup)
        else:
            raise UnknownSiteError(name, sorted(known))
        chosen[site.name] = site
    return list(chosen.values())


def site_at(url: str, lookup: Callable[[str], Site]) -> Site:
    """Return the site of an address; raises ConfigError for what is none."""
    try:
        return lookup(url)
    except ValueError as error:
        raise ConfigError(str(error)) from error


def read_sites(folder: Path) -> dict[str, Site]:
    """Return the built-in packs with those of `folder`, where it exists."""
    return load_sites(folder)


def site_of(known: dict[str, Site]) -> Callable[[str], Site]:
    """Return what tells the site of an address: a pack's, else one with no rules."""
    by_host = {host: site for site in known.values() for host in site.crawled_hosts}

    def lookup(url: str) -> Site:
        own = Site.for_url(url)
        return by_host.get(urlsplit(own.url).hostname or "", own)

    return lookup
