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
from datetime import tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newscrawl.publish.archives import page_of, page_path, span
from newscrawl.publish.entry import Entry, updated
from newscrawl.publish.feed import Archive, Feed, Home, Tombstone
from newscrawl.publish.membership import ALL, region_name, site_name, slug
from newscrawl.publish.opml import Outline
from newscrawl.publish.own import OwnFeed, OwnFeeds
from newscrawl.publish.printed import Key, Printed
from newscrawl.publish.text import link, name
from newscrawl.record import Source, from_json
from newscrawl.store import Event, FeedState, Listed, Shelved, Store

NEWEST = 50
MOST_BYTES = 900_000
_KEPT = 500
_NONE: Mapping[Key, Printed] = {}


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
        shelved = self._store.archived(state.name, *span(number))
        newest = {one.id: one for one in shelved}
        told = sorted(newest.values(), key=lambda one: -one.seq)
        shown = [one for one in told if not _is_withdrawn(one)]
        known = {
            one.seq: printed.get((one.id, updated(one.seq, one.at))) for one in shown
        }
        read = self._store.events_at([seq for seq, one in known.items() if not one])
        entries = tuple(one or _past(read[seq]) for seq, one in known.items())
        withdrawn = tuple(Tombstone(e.id, e.at) for e in told if _is_withdrawn(e))
        archive = self._place(state, number)
        title = self._title(state.name, None)
        return self._feed(state.name, title, entries, withdrawn, archive, number)

    def _place(self, state: FeedState, number: int) -> Archive:
        """Say where a page stands in its archive."""
        feed, here = state.name, page_path(state.name, number)
        before, after = page_path(feed, number - 1), page_path(feed, number + 1)
        has_next = number < page_of(state.archived)
        return Archive(
            is_final=has_next,
            current=self._reference(f"atom/{feed}.atom", here),
            previous=self._reference(before, here) if number else None,
            next=self._reference(after, here) if has_next else None,
        )

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


def _rank(feed: str) -> int:
    if feed == ALL:
        return 0
    kinds = ("feed-", "region-", "language-", "site", "section-", "tag-")
    site = kinds.index("site") + 1
    return next((at for at, k in enumerate(kinds, 1) if feed.startswith(k)), site)


def _past(event: Event) -> Entry:
    return Entry(from_json(event.record), event.seq, event.at)


def _is_withdrawn(one: Shelved) -> bool:
    return one.op in ("gone", "merged")


def _zones(store: Store) -> dict[str, tzinfo]:
    found: dict[str, tzinfo] = {}
    for source, zone in store.zones().items():
        with contextlib.suppress(ValueError, ZoneInfoNotFoundError):
            found[source] = ZoneInfo(zone)
    return found


def _site_title(source: Source) -> str:
    return name(source.name) or name(source.id) or "News"
