"""`newscrawl config`: the settings that hold, and where each came from."""

from __future__ import annotations

import json
import os
import re
import sys

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from newscrawl.cli.terminal import shown
from newscrawl.config import FILE_VARIABLE, Config, config_file, held, variable


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
def config(as_json: bool) -> None:
    """Print the settings that hold, and where each came from; secrets are left out.

    An option wins over the environment, that over newscrawl.toml, that over the default.

    \b
    newscrawl config
    NEWSCRAWL_CONFIG=/etc/newscrawl.toml newscrawl config --json
    """
    found = held().values()
    if as_json:
        told = {
            one.name: {"value": one.shown, "origin": one.origin, "place": one.place}
            for one in found
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    file = config_file()
    click.echo(f"{file}: {'read' if file.is_file() else 'not there'}")
    table = Table(box=None, pad_edge=False)
    for name in ("setting", "value", "from"):
        table.add_column(name, overflow="fold")
    for one in found:
        place = one.place or one.origin
        table.add_row(one.name, escape(shown(one.shown)), escape(shown(place)))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    known = {*map(variable, Config.model_fields), FILE_VARIABLE}
    for name in sorted(os.environ.keys() - known):
        if re.fullmatch(r"NEWSCRAWL_[A-Z_]+", name):
            click.echo(f"newscrawl: {name} is set, and no setting", err=True)
