"""The whole folder: snapshot, feeds, list of feeds, schema, and last the manifest.

Everything is derived from one state of the store, without a clock: the same state
gives the same bytes, and what did not change is not touched. The manifest names each
file with its checksum, and the run that made the newest event, so that a run that
changed nothing changes no byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from pathlib import Path

from newscrawl.publish.atom import atom
from newscrawl.publish.feeds import Feed, feeds, site_name
from newscrawl.publish.folder_pages import FolderPages
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.publish.opml import opml
from newscrawl.publish.output import Output
from newscrawl.publish.pages import Listed
from newscrawl.record import Article, json_schema
from newscrawl.store import State, Store

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: counts of files, and the paths of all there are now."""

    written: int
    unchanged: int
    removed: int
    paths: tuple[str, ...]


def publish(
    store: Store,
    folder: Path,
    *,
    base_url: str = "",
) -> Published:
    """Publish the store's articles to a folder.

    `base_url` is where the folder is served, if it is. Raises PublishError when the
    folder cannot be written.
    """
    output = Output(folder)
    with store.snapshot():
        state = store.state()
        _write_snapshot(store, output)
        _write_feeds(store, output, base_url)
    _write_json(
        output, "schema/article-1.json", "application/schema+json", json_schema()
    )
    before = _paths(output)
    _write_manifest(output, state)
    paths = {file.path for file in output.files}
    removed = output.remove(sorted(before - paths))
    written = len(output.changed)
    return Published(
        written, len(output.files) - written, len(removed), tuple(sorted(paths))
    )


def _write_snapshot(store: Store, output: Output) -> None:
    for source in store.sources():
        months = groupby(store.lines(source.id), key=lambda pair: pair[0][:7])
        for month, pairs in months:
            path = f"articles/{site_name(source.id)}/{month}.jsonl"
            output.write(path, "application/jsonl", _lines(pairs))


def _lines(pairs: Iterator[tuple[str, str]]) -> Iterator[bytes]:
    for _, record in pairs:
        yield record.encode() + b"\n"


def _write_feeds(store: Store, output: Output, base_url: str) -> None:
    listed: list[Feed] = []
    sites = {site_name(source.id): source.id for source in store.sources()}
    pages = FolderPages(store, output, sites)
    newest: tuple[Article, ...] = ()
    for feed in feeds(store, base_url):
        count = len(feed.entries)
        path = f"atom/{feed.name}.atom"
        output.write(path, "application/atom+xml", [atom(feed)], records=count)
        path = f"json/{feed.name}.json"
        output.write(path, "application/feed+json", [json_feed(feed)], records=count)
        pages.write_feed(_listed(feed), feed.entries)
        newest = newest or feed.entries
        listed.append(replace(feed, entries=feed.entries[:1]))
    pages.write_index([_listed(feed) for feed in listed], newest)
    if listed:
        output.write("feeds.opml", "text/x-opml", [opml(listed)])


def _listed(feed: Feed) -> Listed:
    return Listed(
        name=feed.name, title=feed.title, home=feed.home, language=feed.language
    )


def _write_manifest(output: Output, state: State) -> None:
    files = [asdict(file) for file in sorted(output.files, key=lambda f: f.path)]
    manifest = {"run": state.run, "seq": state.seq, "files": files}
    _write_json(output, MANIFEST, "application/json", manifest)


def _write_json(output: Output, path: str, media_type: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    output.write(path, media_type, [text.encode() + b"\n"])


def _paths(output: Output) -> set[str]:
    """Return the paths that the manifest in place names, none if it cannot be read."""
    try:
        manifest = json.loads(output.read(MANIFEST) or b"{}")
        return {str(file["path"]) for file in manifest.get("files", ())}
    except (ValueError, TypeError, KeyError, AttributeError):
        return set()
