"""Feeds as values: the live documents, and the pages of their archives (RFC 5005).

A live document holds the newest 50 entries by date, at most a megabyte: aggregators
refuse more. Its archive tells every event that readers see in the order of the change
log, 50 a page: such a page never changes once it is full, since what happened does not.
Who reads from the first page to the last, taking the later of two entries of one id and
leaving out what a tombstone withdraws, has the whole feed.
"""

from __future__ import annotations

import contextlib
import posixpath
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newscrawl.publish.entry import Entry, updated
from newscrawl.publish.membership import ALL, region_name, site_name, slug
from newscrawl.publish.opml import Outline
from newscrawl.publish.own import OwnFeed, OwnFeeds
from newscrawl.publish.printed import Key, Printed
from newscrawl.publish.text import link, name
from newscrawl.record import Source, from_json
from newscrawl.store import Event, FeedState, Listed, Store

NEWEST = 50
PAGE = 50
MOST_BYTES = 900_000
_KEPT = 500
_NONE: Mapping[Key, Printed] = {}


@dataclass(frozen=True, slots=True)
class Home:
    """A site's own feed, as feeds that merge several sites name it."""

    id: str
    title: str
    atom_url: str | None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that was withdrawn, `when` in RFC 3339 UTC (RFC 6721)."""

    id: str
    when: str


@dataclass(frozen=True, slots=True)
class Archive:
    """Where a document stands among the pages of its archive; addresses or null.

    `is_final` says that it is a full page, which never changes.
    """

    is_final: bool
    current: str | None = None
    previous: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One document: `name` is its file's name, `entries` are newest first.

    `atom_url` and `json_url` are null where it is not known where the folder is
    served. `homes` are the sites' own feeds, empty in such a feed itself; `zones` the
    sites' zones, both by source id. `withdrawn` stand beside the entries. `hub` is the
    WebSub hub that tells of changes, `style` where the style sheet is from here.
    """

    name: str
    id: str
    title: str
    home: str | None
    atom_url: str | None
    json_url: str | None
    entries: tuple[Entry | Printed, ...]
    homes: Mapping[str, Home]
    zones: Mapping[str, tzinfo]
    withdrawn: tuple[Tombstone, ...] = ()
    archive: Archive | None = None
    is_full: bool = True
    hub: str | None = None
    style: str = "../feed.css"

    @property
    def updated(self) -> str:
        """When the last of its entries changed or was withdrawn."""
        instants = [entry.updated for entry in self.entries]
        instants += [_utc(one.when) for one in self.withdrawn]
        return max(instants, default="1970-01-01T00:00:00Z")

    @property
    def language(self) -> str | None:
        """The language of all its entries, where they share one."""
        found = {entry.language for entry in self.entries}
        return found.pop() if len(found) == 1 else None


class Feeds:
    """Makes the feeds of one state of the store; `base_url` is where they are served."""

    def __init__(
        self, store: Store, base_url: str, own: OwnFeeds, hub: str = ""
    ) -> None:
        self._store = store
        self._hub = link(hub) if hub else None
        self._own = own
        self._base_url = (link(base_url) or "").rstrip("/")
        self._founder = store.state().first_id or ""
        self._zones = _zones(store)
        self._sites = {site_name(source.id): source for source in store.sources()}
        regions = {source.region for source in self._sites.values() if source.region}
        self._regions = {region_name(region): region for region in regions}
        self._read: dict[int, Entry] = {}

    def names(self) -> list[FeedState]:
        """Return the feeds to publish: all, own, regions, languages, sites, the rest."""
        states = [state for state in self._store.feeds() if self._is_shown(state)]
        return sorted(states, key=lambda state: (_rank(state.name), state.name))

    def live(
        self,
        state: FeedState,
        printed: Mapping[Key, Printed] = _NONE,
        most: int = NEWEST,
    ) -> Feed:
        """Return a feed's live document, of `most` entries at most.

        Entries that stand in `printed` as they are now are taken from there.
        """
        listed = self._store.listed(state.name, most)
        entries = tuple(
            printed.get((one.id, updated(one.seq, one.at))) or self._entry(one)
            for one in listed
        )
        oldest = listed[-1].sort if listed else ""
        gone = self._store.listed(state.name, NEWEST, gone=True, from_sort=oldest)
        withdrawn = tuple(Tombstone(one.id, one.gone_at or one.at) for one in gone)
        archive = None
        if state.archived:
            here = f"atom/{state.name}.atom"
            last = page_path(state.name, page_of(state.archived))
            archive = Archive(is_final=False, previous=self._reference(last, here))
        title = self._title(state.name, self._entry(listed[0]) if listed else None)
        return self._feed(state.name, title, entries, withdrawn, archive)

    def page(
        self, state: FeedState, number: int, printed: Mapping[Key, Printed] = _NONE
    ) -> Feed:
        """Return a page of a feed's archive, the first is 0; an open one may be empty.

        Entries that stand in `printed` are taken from there.
        """
        events = self._store.archived(state.name, number * PAGE, PAGE)
        newest = {event.id: event for event in events}
        events = sorted(newest.values(), key=lambda event: -event.seq)
        entries = tuple(
            printed.get((e.id, updated(e.seq, e.at))) or self._past(e)
            for e in events
            if not _is_withdrawn(e)
        )
        withdrawn = tuple(Tombstone(e.id, e.at) for e in events if _is_withdrawn(e))
        has_next = number < page_of(state.archived)
        here = page_path(state.name, number)
        before, after = (
            page_path(state.name, number - 1),
            page_path(state.name, number + 1),
        )
        archive = Archive(
            is_final=has_next,
            current=self._reference(f"atom/{state.name}.atom", here),
            previous=self._reference(before, here) if number else None,
            next=self._reference(after, here) if has_next else None,
        )
        title = self._title(state.name, None)
        return self._feed(state.name, title, entries, withdrawn, archive, number)

    def outline(self, state: FeedState) -> Outline:
        """Return a feed as the list of feeds names it."""
        newest = next(map(self._entry, self._store.listed(state.name, 1)), None)
        source = self._sites.get(state.name)
        return Outline(
            title=self._title(state.name, newest),
            url=self.here(state),
            home=link(source.url) if source else None,
            language=newest.article.language if newest else None,
        )

    def here(self, state: FeedState) -> str:
        """Return a feed's address, relative where it is not known where it is served."""
        path = f"atom/{state.name}.atom"
        return self.address(path) or path

    def id_of(self, feed: str) -> str:
        """Name a feed for life, wherever it is served: by the store's first article."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self._founder} {feed}").urn

    def address(self, path: str) -> str | None:
        """Return where a published file is served, None where that is not known."""
        return f"{self._base_url}/{path}" if self._base_url else None

    def _feed(
        self,
        feed: str,
        title: str,
        entries: tuple[Entry | Printed, ...],
        withdrawn: tuple[Tombstone, ...],
        archive: Archive | None,
        number: int | None = None,
    ) -> Feed:
        source = self._sites.get(feed)
        path = f"atom/{feed}.atom" if number is None else page_path(feed, number)
        own = self._own_feed(feed)
        return Feed(
            name=feed,
            id=self.id_of(feed),
            title=title,
            home=link(source.url) if source else None,
            atom_url=self.address(path),
            json_url=self.address(f"json/{feed}.json"),
            entries=entries,
            homes={} if source else self._homes,
            zones=self._zones,
            withdrawn=withdrawn,
            archive=archive,
            is_full=own is None or own.content == "full",
            hub=self._hub if number is None else None,
            style=posixpath.relpath("feed.css", posixpath.dirname(path)),
        )

    def _is_shown(self, state: FeedState) -> bool:
        if state.name.startswith("tag-"):
            return 0 < self._own.tags_from <= state.articles + state.gone
        return bool(state.articles or state.gone or state.archived)

    def _entry(self, listed: Listed) -> Entry:
        if listed.seq not in self._read:
            if len(self._read) >= _KEPT:
                del self._read[next(iter(self._read))]
            entry = Entry(from_json(listed.record), listed.seq, listed.at)
            self._read[listed.seq] = entry
        return self._read[listed.seq]

    def _past(self, event: Event) -> Entry:
        return Entry(from_json(event.record), event.seq, event.at)

    def _title(self, feed: str, entry: Entry | None) -> str:
        newest = entry.article if entry else None
        if feed == ALL:
            return "All news"
        if feed in self._sites:
            return _site_title(self._sites[feed])
        if feed in self._regions:
            return f"News of {name(self._regions[feed])}"
        if own := self._own_feed(feed):
            return name(own.title) or feed.removeprefix("feed-")
        if feed.startswith("section-") and newest:
            return f"{_site_title(newest.source)}: {name(newest.section or '')}"
        if feed.startswith("tag-") and newest:
            labels = (t for t in newest.tags if f"tag-{slug(t)}" == feed)
            return name(next(labels, "")) or feed
        kind, _, rest = feed.partition("-")
        return f"News in {rest}" if kind == "language" else feed

    def _own_feed(self, feed: str) -> OwnFeed | None:
        kind, _, rest = feed.partition("-")
        return self._own.feed.get(rest) if kind == "feed" else None

    @cached_property
    def _homes(self) -> dict[str, Home]:
        return {
            source.id: Home(
                self.id_of(file), _site_title(source), self.address(f"atom/{file}.atom")
            )
            for file, source in self._sites.items()
        }

    def _reference(self, path: str, here: str) -> str:
        """Return how the file at `here` refers to another: absolute where it can be."""
        return self.address(path) or posixpath.relpath(path, posixpath.dirname(here))


def page_of(place: int) -> int:
    """Return the page of a place in an archive; the page of its end is the open one."""
    return place // PAGE


def page_path(feed: str, number: int) -> str:
    """Return the path of a page of a feed's archive."""
    return f"atom/archive/{feed}/{number:06d}.atom"


def _rank(feed: str) -> int:
    if feed == ALL:
        return 0
    kinds = ("feed-", "region-", "language-", "site", "section-", "tag-")
    site = kinds.index("site") + 1
    return next((at for at, k in enumerate(kinds, 1) if feed.startswith(k)), site)


def _is_withdrawn(event: Event) -> bool:
    return event.op in ("gone", "merged")


def _zones(store: Store) -> dict[str, tzinfo]:
    found: dict[str, tzinfo] = {}
    for source, zone in store.zones().items():
        with contextlib.suppress(ValueError, ZoneInfoNotFoundError):
            found[source] = ZoneInfo(zone)
    return found


def _site_title(source: Source) -> str:
    return name(source.name) or name(source.id) or "News"


def _utc(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
