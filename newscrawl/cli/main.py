"""The `newscrawl` command: its verbs, and how every error of ours ends it."""

from __future__ import annotations

import sys

import click

from newscrawl import __version__
from newscrawl.cli.backup import backup, restore
from newscrawl.cli.check import check
from newscrawl.cli.completion import completion
from newscrawl.cli.config import config
from newscrawl.cli.crawl import crawl
from newscrawl.cli.demo import demo
from newscrawl.cli.discover import discover
from newscrawl.cli.exits import exit_code
from newscrawl.cli.explain import explain
from newscrawl.cli.export import export
from newscrawl.cli.extract import extract
from newscrawl.cli.history import history
from newscrawl.cli.identity import identity
from newscrawl.cli.index import index
from newscrawl.cli.migrate import migrate
from newscrawl.cli.prune import prune
from newscrawl.cli.publish import publish
from newscrawl.cli.reextract import reextract
from newscrawl.cli.runs import runs
from newscrawl.cli.serve import serve
from newscrawl.cli.sites import sites
from newscrawl.cli.sources import sources
from newscrawl.cli.status import status
from newscrawl.cli.watch import watch
from newscrawl.cli.worker import worker
from newscrawl.errors import NewscrawlError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def newscrawl() -> None:
    """Crawl regional news sites into article records, JSON and Atom feeds."""


_VERBS = (
    backup,
    check,
    completion,
    config,
    prune,
    restore,
    runs,
    status,
    crawl,
    demo,
    discover,
    explain,
    export,
    extract,
    history,
    identity,
    index,
    migrate,
    publish,
    reextract,
    serve,
    sites,
    sources,
    watch,
    worker,
)

for _verb in _VERBS:
    newscrawl.add_command(_verb)


def main() -> None:
    """Run the command line; an error of ours is one clear line and a documented code."""
    try:
        newscrawl()
    except NewscrawlError as error:
        click.echo(f"newscrawl: {error}", err=True)
        sys.exit(exit_code(error))
