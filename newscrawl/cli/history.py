"""`newscrawl history`: what became of an article, event by event."""

from __future__ import annotations

import json

import click

from newscrawl.cli.options import database_option
from newscrawl.cli.terminal import shown
from newscrawl.errors import UnknownArticleError
from newscrawl.identity import readable_diff
from newscrawl.record import from_json
from newscrawl.store import Event, open_store


@click.command()
@click.argument("name", metavar="URL|ID")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object an event, a line."
)
@database_option
def history(name: str, as_json: bool, database: str) -> None:
    """Show every event of an article with what it changed, the newest first.

    \b
    newscrawl history http://valleypost.example/news/bridge-opens.html
    newscrawl history tag:valleypost.example,2024-03-25:valleypost/4398 --json
    """
    with open_store(database, read_only=True) as store:
        events = store.history(name)
        where = store.where
    if not events:
        raise UnknownArticleError(name, where)
    if as_json:
        for event in events:
            click.echo(_json(event))
        return
    befores = [None, *events[:-1]]
    texts = map(_text, reversed(events), reversed(befores))
    click.echo_via_pager("\n".join(texts))


def _text(event: Event, before: Event | None) -> str:
    """Return an event as `git log -p` shows a commit."""
    article = from_json(event.record)
    head = f"event {event.seq}  {event.op}"
    lines = [
        click.style(head, fg="yellow"),
        f"Article: {article.id}",
        f"Address: {article.url}",
        f"Version: {event.version}" + ("" if event.significant else " (as before)"),
        f"Date:    {event.at}" + (f"  run {event.run}" if event.run else ""),
        "",
    ]
    if before is None:
        lines += [f"    {article.title}", f"    {_size(event)}", ""]
        return _shown_lines(lines)
    diff = readable_diff(from_json(before.record), article)
    changed = diff or f"({', '.join(event.changed)})"
    return _shown_lines([*lines, *(f"    {line}" for line in changed.split("\n")), ""])


def _shown_lines(lines: list[str]) -> str:
    """Return lines fit for a terminal: the first keeps its style, diffs are coloured."""
    return "\n".join([lines[0], *(_coloured(shown(line)) for line in lines[1:])])


def _coloured(line: str) -> str:
    mark = line.strip()[:2]
    colours = {"+ ": "green", "- ": "red"}
    return click.style(line, fg=colours[mark]) if mark in colours else line


def _size(event: Event) -> str:
    article = from_json(event.record)
    words, characters = article.word_count, article.char_count
    return f"{words} words" if words else f"{characters or 0} characters"


def _json(event: Event) -> str:
    told = event.head() | {"run": event.run, "record": json.loads(event.record)}
    return json.dumps(told, ensure_ascii=False)
