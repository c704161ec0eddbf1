"""The whole folder: records, change log, feeds and their archives, last the manifest.

Everything is derived from one state of the store, without a clock: the same state
gives the same bytes, and what did not change is not touched. Publishing costs by what
changed: the manifest in place says to which event the folder was published, and only
what later events touch is made again; a file that is missing is, too. A document that
the gate refuses is not put in place: the last good one stays, `status.json`, the feed
`health` and the result say why, and it is tried again the next time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from newscrawl import __version__
from newscrawl.publish import gate
from newscrawl.publish.atom import atom
from newscrawl.publish.feeds import PAGE, Feeds, page_of, page_path
from newscrawl.publish.folder_pages import FolderPages, path_of
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.publish.manifest import Manifest, Refusal, read_manifest, write_manifest
from newscrawl.publish.membership import Membership
from newscrawl.publish.opml import opml, outlines
from newscrawl.publish.output import Output
from newscrawl.publish.own import OwnFeeds
from newscrawl.publish.records import write_articles, write_changes
from newscrawl.publish.status import health, status
from newscrawl.record import json_schema
from newscrawl.store import FeedState, State, Store

ATOM = "application/atom+xml"
_TRIES = 20
_NO_FEEDS = OwnFeeds()


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: counts of files, the paths of all, and what was refused.

    `refused` are paths of feeds whose last good file stays, and why; `changed` are the
    paths of the files that were written.
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
    for attempt in range(_TRIES):
        listed = store.list_articles(rules)
        with store.snapshot():
            state = store.state()
            if state.seq != listed and attempt < _TRIES - 1:
                continue  # a crawl wrote in between
            feeds = Feeds(store, base_url, own, hub)
            made_by = _made_by(store, base_url, hub, own)
            made = Manifest(
                run=state.run,
                seq=listed,
                store=state.first_id,
                base_url=base_url,
                made_by=made_by,
            )
            publishing = _Publishing(
                store, output, feeds, replace(state, seq=listed), made, now
            )
            try:
                return publishing.run(is_whole=is_whole, is_accepted=is_accepted)
            finally:
                output.abandon()
    raise AssertionError


class _Publishing:
    """One time of publishing one state of a store to a folder."""

    def __init__(
        self,
        store: Store,
        output: Output,
        feeds: Feeds,
        state: State,
        made: Manifest,
        now: datetime | None,
    ) -> None:
        self._store = store
        self._output = output
        self._state = state
        self._now = now
        self._before = read_manifest(output)
        self._feeds = feeds
        self._pages = FolderPages(store, output)
        self._made = made
        self._refused: dict[str, Refusal] = {}
        self._is_accepted = False

    def run(self, *, is_whole: bool, is_accepted: bool) -> Published:
        """Publish; everything again when `is_whole`."""
        self._is_accepted = is_accepted
        if (why := self._strange()) and not is_accepted:
            self._refuse("manifest.json", why)
            self._output.keep(*self._before.files.values())
            return self._end(self._before)
        is_new = self._before.store != self._state.first_id or why
        since = 0 if is_whole or is_new else self._before.seq
        touched = write_changes(
            self._store, self._output, self._before, since, self._state.seq
        )
        months = touched if since else None
        write_articles(self._store, self._output, self._before, months)
        self._write_feeds(since, is_whole=is_whole or bool(is_new))
        schema = json.dumps(json_schema(), ensure_ascii=False, indent=1).encode()
        path = "schema/article-1.json"
        self._output.write(path, "application/schema+json", [schema + b"\n"])
        return self._end(self._made)

    def _strange(self) -> str | None:
        """Return why the folder does not look like an earlier state of the store."""
        before = self._before
        if before.store and before.store != self._state.first_id:
            return (
                f"the folder shows another store, whose first article is {before.store}"
            )
        if before.seq > self._state.seq:
            return (
                f"the folder shows event {before.seq}, the store has only"
                f" {self._state.seq}"
            )
        return None

    def _write_feeds(self, since: int, *, is_whole: bool) -> None:
        states = self._feeds.names()
        pages = self._store.archived_since(since)
        is_same = self._before.made_by == self._made.made_by
        known = outlines(self._output.read(_LIST)) if is_same and not is_whole else {}
        listed = []
        for state in states:
            stands = is_same and not is_whole and state.touched <= since
            outline = known.get(self._feeds.here(state)) if stands else None
            listed.append(outline or self._feeds.outline(state))
            if not (stands and self._kept(state)):
                self._write_live(state)
            if state.archived:
                first = page_of(pages.get(state.name, state.archived + PAGE))
                self._write_pages(state, 0 if is_whole else first, is_whole=is_whole)
        if states:
            self._output.write(_LIST, "text/x-opml", [opml(listed)])
        names = [state.name for state in states]
        self._pages.write_index(list(zip(names, listed, strict=True)))

    def _kept(self, state: FeedState) -> bool:
        paths = _paths(state.name)
        if any(path in self._before.refused for path in paths):
            return False
        files = [self._before.files.get(path) for path in paths]
        return all(files) and self._output.keep(*filter(None, files))

    def _write_live(self, state: FeedState) -> None:
        """Write a live feed in both formats, or leave both as they are."""
        feed = self._feeds.live(state)
        document, items = atom(feed), json_feed(feed)
        path, json_path, _ = _paths(state.name)
        standing = self._output.read(path)
        why = gate.atom_fault(document, self._now, standing) or gate.json_fault(items)
        if not self._is_accepted:
            why = why or self._loss(state.name, standing)
        if why:
            self._refuse(path, why)
            known = (self._before.files.get(one) for one in _paths(state.name))
            self._output.keep(*filter(None, known))
            return
        count = len(feed.entries)
        self._output.write(path, ATOM, [document], records=count)
        self._output.write(json_path, "application/feed+json", [items], records=count)
        self._pages.write_feed(feed)

    def _loss(self, feed: str, standing: bytes | None) -> str | None:
        published = gate.published_ids(standing)
        listed = self._store.feeds_of(published)
        if self._before.made_by == self._made.made_by:
            known = [one for one in published if feed in listed.get(one, ())]
        else:
            known = [one for one in published if one in listed]
        return gate.loss(published, known)

    def _write_pages(self, state: FeedState, first: int, *, is_whole: bool) -> None:
        """Write the pages of an archive from one on; full ones stand for good."""
        files = self._before.files
        is_served_there = self._before.base_url == self._made.base_url
        for number in range(page_of(state.archived) + 1):
            path = page_path(state.name, number)
            known = files.get(path)
            is_full = page_path(state.name, number + 1) in files
            stands = is_served_there and not is_whole and (number < first or is_full)
            stands = stands and path not in self._before.refused
            if known and stands and self._output.keep(known):
                continue
            page = self._feeds.page(state, number)
            document = atom(page)
            standing = self._output.read(path)
            if why := gate.atom_fault(document, self._now, standing):
                self._refuse(path, why)
                self._output.keep(*filter(None, [known]))
                continue
            self._output.write(path, ATOM, [document], records=len(page.entries))

    def _end(self, made: Manifest) -> Published:
        """Write how it went, last the manifest, and remove what is no more."""
        output, refused = self._output, self._refused
        states = self._store.feeds()
        found = [refused[path] for path in sorted(refused)]
        told = status(self._store, self._state, states, found)
        output.files = [f for f in output.files if f.path not in _OF_STATUS]
        output.write("status.json", "application/json", [told])
        output.write(
            "atom/health.atom", ATOM, [health(self._feeds, self._at(0), found)]
        )
        output.commit()
        write_manifest(output, replace(made, refused=refused))
        output.commit()
        paths = {file.path for file in output.files}
        removed = output.remove(sorted(self._before.files.keys() - paths))
        written = len(output.changed)
        return Published(
            written,
            len(output.files) - written,
            len(removed),
            tuple(sorted(paths)),
            tuple((one.path, one.why) for one in found),
            tuple(output.changed),
        )

    def _at(self, seq: int) -> str:
        """Return the instant of the event after a seq."""
        event = next(self._store.events(seq), None)
        return event.at if event else "1970-01-01T00:00:00Z"

    def _refuse(self, path: str, why: str) -> None:
        """Note a refusal, as of the newest event; a known one stands as it was."""
        known = self._before.refused.get(path)
        if known is None or known.why != why:
            known = Refusal(path, why, self._at(self._state.seq - 1))
        self._refused[path] = known


_LIST = "feeds.opml"
_OF_STATUS = frozenset({"status.json", "atom/health.atom"})


def _paths(feed: str) -> tuple[str, str, str]:
    return f"atom/{feed}.atom", f"json/{feed}.json", path_of(feed)


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
