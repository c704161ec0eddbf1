"""The whole folder: records, change log, feeds and their archives, last the manifest.

Everything is derived from one state of the store, without a clock: the same state
gives the same bytes, and what did not change is not touched. Publishing costs by what
changed: the manifest in place says to which event the folder was published, and only
what later events touch is made again; a file that is missing is, too, a full page of an
archive when that next grows. A document that the gate refuses is not put in place: the last good one stays, `status.json`, the feed
`health` and the result say why, and it is tried again the next time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from newscrawl import __version__
from newscrawl.publish.archives import is_list, listed_pages
from newscrawl.publish.feed_files import ATOM, FeedFiles
from newscrawl.publish.feeds import Feeds
from newscrawl.publish.folder_pages import FolderPages
from newscrawl.publish.manifest import PATH, Manifest, read_manifest, write_manifest
from newscrawl.publish.membership import Membership
from newscrawl.publish.opml import opml, outlines
from newscrawl.publish.output import Output
from newscrawl.publish.own import OwnFeeds
from newscrawl.publish.records import write_articles, write_changes
from newscrawl.publish.status import health, status
from newscrawl.publish.task import Task
from newscrawl.record import json_schema
from newscrawl.store import Store

_TRIES = 20
_NO_FEEDS = OwnFeeds()


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: counts of files, their paths, and what was refused.

    `paths` are those that the manifest names; `refused` are paths of feeds whose last
    good file stays, and why; `changed` are the paths of the files that were written.
    """

    written: int
    unchanged: int
    removed: int
    paths: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()


def publish(
    store: Store,
    folder: Path,
    *,
    base_url: str = "",
    hub: str = "",
    own: OwnFeeds = _NO_FEEDS,
    now: datetime | None = None,
    is_whole: bool = False,
    is_accepted: bool = False,
) -> Published:
    """Publish the store's articles to a folder.

    `base_url` is where the folder is served, if it is, `hub` the WebSub hub that feeds
    name; `own` are the user's feeds; what is dated after `now` is refused. `is_whole` makes every file again, `is_accepted`
    replaces feeds whatever they lose. Raises PublishError when the folder cannot be
    written.
    """
    output = Output(folder)
    rules = Membership(own)
    try:
        for attempt in range(_TRIES):
            listed = store.list_articles(rules)
            with store.snapshot():
                state = store.state()
                if state.seq != listed and attempt < _TRIES - 1:
                    continue  # a crawl wrote in between
                task = Task(
                    store=store,
                    output=output,
                    state=replace(state, seq=listed),
                    feeds=Feeds(store, base_url, own, hub),
                    before=read_manifest(output),
                    made=Manifest(
                        run=state.run,
                        seq=listed,
                        store=state.first_id,
                        base_url=base_url,
                        made_by=_made_by(store, base_url, hub, own),
                        rules=rules.digest,
                    ),
                    now=now,
                    is_whole=is_whole,
                    is_accepted=is_accepted,
                )
                return _Publishing(task).run()
    finally:
        output.close()
    raise AssertionError


class _Publishing:
    """One time of publishing one state of a store to a folder."""

    def __init__(self, task: Task) -> None:
        self._pages = FolderPages(task.store, task.output)
        self._why = _strange(task)
        if self._why or task.before.store != task.made.store:
            task = replace(task, is_whole=True)
        self._task = task
        self._files = FeedFiles(task, self._pages)

    def run(self) -> Published:
        """Publish; everything again where the folder shows no earlier state."""
        task, output, before = self._task, self._task.output, self._task.before
        if self._why and not task.is_accepted:
            task.refuse(PATH, self._why)
            output.keep(*before.files.values())
            return self._end(before)
        since = 0 if task.is_whole else before.seq
        touched = write_changes(task.store, output, before, since, task.state.seq)
        write_articles(task.store, output, before, touched if since else None)
        self._write_feeds(since)
        schema = json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
        path = "schema/article-1.json"
        output.write(path, "application/schema+json", schema.encode())
        return self._end(task.made)

    def _write_feeds(self, since: int) -> None:
        task, files = self._task, self._files
        states = task.feeds.names()
        places = task.store.archived_since(since)
        known = outlines(task.output.read(_LIST)) if task.may_reuse else {}
        listed = []
        for state in states:
            stands = task.may_reuse and state.touched <= since
            outline = known.get(task.feeds.here(state)) if stands else None
            listed.append(outline or task.feeds.outline(state))
            if not (stands and files.keep_live(state.name)):
                files.write_live(state)
            if state.archived:
                files.write_archive(state, places.get(state.name))
        if states:
            task.output.write(_LIST, "text/x-opml", opml(listed))
        names = [state.name for state in states]
        self._pages.write_index(list(zip(names, listed, strict=True)))

    def _end(self, made: Manifest) -> Published:
        """Write how it went, last the manifest, and remove what is no more."""
        task, output = self._task, self._task.output
        found = [task.refused[path] for path in sorted(task.refused)]
        told = status(task.store, task.state, task.store.feeds(), found)
        output.files = [f for f in output.files if f.path not in _OF_STATUS]
        output.write("status.json", "application/json", told)
        feed = health(task.feeds, task.store.moment(0), found)
        output.write("atom/health.atom", ATOM, feed)
        output.commit()
        write_manifest(output, replace(made, refused=task.refused))
        output.commit()
        paths = {file.path for file in output.files}
        removed = output.remove(sorted(self._no_more(paths)))
        pages = sum(file.records or 0 for file in output.files if is_list(file.path))
        written = len(output.changed)
        return Published(
            written,
            len(output.files) + pages - written,
            len(removed),
            tuple(sorted(paths)),
            tuple((one.path, one.why) for one in found),
            tuple(output.changed),
        )

    def _no_more(self, paths: set[str]) -> set[str]:
        """Return the files that stood and are no more, pages of archives among them."""
        output, before = self._task.output, self._task.before
        gone = before.files.keys() - paths - self._files.shelved
        lists = [before.files[path] for path in gone if is_list(path)]
        pages = {page.path for one in lists for page in listed_pages(output, one)}
        return gone | pages | self._files.gone


def _strange(task: Task) -> str | None:
    """Return why the folder does not look like an earlier state of the store."""
    before, state = task.before, task.state
    if before.store and before.store != state.first_id:
        return f"the folder shows another store, whose first article is {before.store}"
    if before.seq > state.seq:
        return f"the folder shows event {before.seq}, the store has only {state.seq}"
    return None


_LIST = "feeds.opml"
_OF_STATUS = frozenset({"status.json", "atom/health.atom"})


def _made_by(store: Store, base_url: str, hub: str, own: OwnFeeds) -> str:
    """Return a digest of what feeds are made from beside the events."""
    sources = [asdict(source) for source in store.sources()]
    parts = [
        __version__,
        base_url,
        hub,
        own.model_dump(mode="json"),
        sources,
        store.zones(),
    ]
    text = json.dumps(parts, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
