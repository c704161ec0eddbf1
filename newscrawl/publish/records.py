"""The records: months of `articles/` and the files of the change log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from newscrawl.identity import sort_key
from newscrawl.publish import changes
from newscrawl.publish.manifest import Manifest
from newscrawl.publish.membership import site_name
from newscrawl.publish.output import Output
from newscrawl.record import from_json
from newscrawl.store import Event, Store

Months = set[tuple[str, str]]


def write_changes(
    store: Store, output: Output, before: Manifest, since: int, until: int
) -> Months:
    """Bring the change log up to an event; return the months that its events touch.

    A month is a source's id and `2024-03`. The log is written anew where one of its
    files is missing.
    """
    known = {
        log: file
        for file in before.files.values()
        if (log := changes.log_file(file.path, file.records or 0))
    }
    if not since or not all(output.has(file) for file in known.values()):
        known, begin = {}, 0
    else:
        begin = since
    last = max(known, default=None)
    touched: Months = set()
    events = _watched(store.events(begin), until, touched)
    grown = set()
    placed = groupby(changes.placed(events, last), key=lambda pair: pair[0].path)
    for path, pairs in placed:
        old = output.lines(path) if last and path == last.path else iter(())
        output.write_lines(path, _log_lines(old, pairs))
        grown.add(path)
    for file in known.values():
        if file.path not in grown:
            output.keep(file)
    return touched


def write_articles(
    store: Store, output: Output, before: Manifest, touched: Months | None
) -> None:
    """Write the months that are touched, and keep the rest; all of them for None."""
    if touched is None:
        for source in store.sources():
            months = groupby(store.lines(source.id), key=lambda pair: pair[0][:7])
            for month, pairs in months:
                lines = (_line(record) for _, record in pairs)
                output.write_lines(_path(source.id, month), lines)
        return
    paths = {_path(*one): one for one in touched}
    sources = {site_name(known.id): known.id for known in store.sources()}
    for file in before.files.values():
        folder, _, rest = file.path.partition("/")
        if folder == "articles" and file.path not in paths and not output.keep(file):
            site, _, name = rest.partition("/")
            if site in sources:
                paths[file.path] = (sources[site], name.removesuffix(".jsonl"))
    for path, (source_id, month) in sorted(paths.items()):
        records = store.month(source_id, month)
        first = next(records, None)
        if first is not None:
            output.write_lines(path, map(_line, _chained(first, records)))


def _path(source: str, month: str) -> str:
    return f"articles/{site_name(source)}/{month}.jsonl"


def _line(record: str) -> bytes:
    return record.encode() + b"\n"


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _watched(events: Iterable[Event], until: int, touched: Months) -> Iterator[Event]:
    """Yield events up to one, and note the months that they touch."""
    for event in events:
        if event.seq > until:
            return
        for record in filter(None, (event.before, event.record)):
            article = from_json(record)
            touched.add((article.source.id, sort_key(article)[:7]))
        yield event


def _log_lines(
    old: Iterator[bytes], pairs: Iterable[tuple[changes.LogFile, Event]]
) -> Iterator[bytes]:
    yield from old
    for _, event in pairs:
        yield changes.line(event)
