"""`newscrawl identity`: who an article is, and what a person says against it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from newscrawl.cli.options import crawl_settings, database_option
from newscrawl.cli.terminal import shown
from newscrawl.clock import rfc3339, run_clock
from newscrawl.errors import UnknownArticleError
from newscrawl.identity.mirrors import Mirror
from newscrawl.store import Family, open_store


class _Names(click.Group):
    """A group whose verbs may be left out: `identity URL` is `identity show URL`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no verb for the name of an article."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_Names)
def identity() -> None:
    """Show who an article is; part or unite articles, and say which hosts are mirrors.

    \b
    newscrawl identity http://valleypost.example/news/bridge-opens.html
    newscrawl identity split URL URL
    newscrawl identity mirrors
    """


@identity.command()
@click.argument("name", metavar="URL|ID")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@database_option
def show(name: str, as_json: bool, database: str) -> None:
    """Show an article's id, its addresses, what was merged into it, and its copies.

    \b
    newscrawl identity show https://valleypost.example/town/bridge-opens
    """
    with open_store(database, read_only=True) as store:
        found = store.family(name)
        where = store.where
    if found is None:
        raise UnknownArticleError(name, where)
    if as_json:
        click.echo(json.dumps(_told(found), ensure_ascii=False))
        return
    click.echo(shown("\n".join(_lines(found))))


@identity.command()
@click.argument("one", metavar="URL|ID")
@click.argument("other", metavar="URL|ID")
@database_option
def split(one: str, other: str, database: str) -> None:
    """Say that two articles are neither one nor copies: a merge or a link is undone.

    \b
    newscrawl identity split tag:… http://valleypost.example/news/bridge-opens.html
    """
    with open_store(database) as store:
        change = store.split(one, other, _now())
    what = "stands alone" if change.op != "same" else "was no copy of it"
    click.echo(shown(f"{change.article.id} {what}; they are never linked again"))


@identity.command()
@click.argument("one", metavar="URL|ID")
@click.argument("other", metavar="URL|ID")
@database_option
def merge(one: str, other: str, database: str) -> None:
    """Say that two articles are one: the elder survives, both ids lead to it.

    \b
    newscrawl identity merge URL URL
    """
    with open_store(database) as store:
        change = store.merge(one, other, _now())
    click.echo(shown(f"{change.article.id} is both"))


@identity.command()
@click.option("--believe", nargs=2, metavar="HOST HOST", help="They are mirrors.")
@click.option("--refuse", nargs=2, metavar="HOST HOST", help="They are not.")
@database_option
def mirrors(
    believe: tuple[str, str] | None, refuse: tuple[str, str] | None, database: str
) -> None:
    """List the hosts that seem to carry the same articles; believe or refuse a pair.

    A believed pair's articles become one each, those stored and those to come. A pack
    that names `mirrors` says the same for a site, and needs no proof.

    \b
    newscrawl identity mirrors
    newscrawl identity mirrors --believe valleypost.example hillpost.example
    """
    pair = believe or refuse
    if pair is None:
        with open_store(database, read_only=True) as store:
            told, found = store.mirrors_told(), store.mirrors()
        click.echo(
            shown("\n".join(_pairs(told, found)) or "no hosts seem to be mirrors")
        )
        return
    with open_store(database) as store:
        count = store.say_of_mirrors(*pair, _now(), is_believed=believe is not None)
    what = f"believed: {count} articles united" if believe else "refused"
    click.echo(shown(f"{' and '.join(sorted(pair))}: {what}"))


def _now() -> str:
    return rfc3339(run_clock(crawl_settings())())


def _pairs(told: dict[tuple[str, str], bool], found: list[Mirror]) -> Iterator[str]:
    for (host, other), is_believed in sorted(told.items()):
        yield f"{host} and {other}: {'believed' if is_believed else 'refused'}"
    for one in found:
        if (one.host, one.other) in told:
            continue
        yield (
            f"{one.host} and {one.other}: {one.same_name} of {one.same_text} equal"
            " texts under one name, such as"
        )
        yield from (f"  {url}" for url in one.addresses)
        yield f"  newscrawl identity mirrors --believe {one.host} {one.other}"


def _lines(found: Family) -> Iterator[str]:
    article = found.article
    yield f"{article.id}"
    yield f"  title      {article.title}"
    yield f"  status     {article.status}, version {article.version}"
    yield f"  seen       {article.first_seen} to {article.last_seen}"
    yield f"  found at   {article.url}"
    if article.canonical_url:
        yield f"  canonical  {article.canonical_url}"
    yield from (f"  also at    {url}" for url in article.alternate_urls)
    yield from (f"  known by   {key}" for key in found.keys)
    for one in found.merged:
        yield f"  merged     {one.id} of {one.first_seen}: {one.duplicate_reason}"
    if article.duplicate_of:
        yield f"  copy of    {article.duplicate_of}: {article.duplicate_reason}"
    for one in found.copies:
        if one.id != article.duplicate_of:
            why = one.duplicate_reason or "the canonical member"
            yield f"  copy       {one.id} at {one.url}: {why}"
    yield from (f"  parted     {id_}" for id_ in found.parted)


def _told(found: Family) -> dict[str, Any]:
    article = found.article
    return {
        "id": article.id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "alternate_urls": article.alternate_urls,
        "keys": found.keys,
        "status": article.status,
        "version": article.version,
        "first_seen": article.first_seen,
        "last_seen": article.last_seen,
        "cluster_id": article.cluster_id,
        "duplicate_of": article.duplicate_of,
        "duplicate_reason": article.duplicate_reason,
        "merged": [
            {"id": one.id, "url": one.url, "reason": one.duplicate_reason}
            for one in found.merged
        ],
        "copies": [
            {"id": one.id, "url": one.url, "reason": one.duplicate_reason}
            for one in found.copies
        ],
        "parted": found.parted,
    }
