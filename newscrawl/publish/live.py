"""The live files of a feed: made of what is new, and of what stands printed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newscrawl.publish import gate
from newscrawl.publish.atom import atom
from newscrawl.publish.feed import Feed
from newscrawl.publish.feeds import MOST_BYTES, NEWEST, Feeds
from newscrawl.publish.folder_pages import path_of
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.publish.manifest import Manifest
from newscrawl.publish.output import File, Output
from newscrawl.publish.printed import (
    Key,
    Printed,
    complete_atom,
    complete_items,
    fitting,
    read_page,
    read_printed,
)
from newscrawl.store import FeedState


@dataclass(frozen=True, slots=True)
class Live:
    """A feed's documents; `fault` says why they are not fit to publish, if so."""

    feed: Feed
    atom: bytes
    items: bytes
    fault: str | None


def live_paths(feed: str) -> tuple[str, str, str]:
    """Return the paths of a feed's Atom document, its JSON Feed and its page."""
    return f"atom/{feed}.atom", f"json/{feed}.json", path_of(feed)


def make_live(
    feeds: Feeds,
    state: FeedState,
    printed: Mapping[Key, Printed],
    now: datetime | None,
    in_place: bytes | None,
) -> Live:
    """Return a feed's documents: as many entries as fit.

    Only what is not printed goes through the gate: the rest did when it was printed.
    """
    made = _make(feeds, state, printed, now, in_place, NEWEST)
    most = fitting(made.atom, made.items, MOST_BYTES)
    if most == len(made.feed.entries):
        return made
    return _make(feeds, state, printed, now, in_place, most)


def standing(output: Output, before: Manifest, feed: str) -> Mapping[Key, Printed]:
    """Return the entries that stand printed in a feed's files.

    None where one of the files is not, byte for byte, what the manifest says, or was
    refused.
    """
    paths = live_paths(feed)
    files = [before.files[path] for path in paths if path in before.files]
    if before.refused.keys() & set(paths):
        return {}
    found = [one for one in map(output.read_sound, files) if one is not None]
    return read_printed(*found) if len(found) == len(paths) else {}


def page_standing(output: Output, page: File | None) -> Mapping[Key, Printed]:
    """Return the entries that stand printed in a page of an archive."""
    document = output.read_sound(page) if page else None
    return read_page(document) if document else {}


def _make(
    feeds: Feeds,
    state: FeedState,
    printed: Mapping[Key, Printed],
    now: datetime | None,
    in_place: bytes | None,
    most: int,
) -> Live:
    feed = feeds.live(state, printed, most)
    document, items = atom(feed), json_feed(feed)
    ids = [entry.id for entry in feed.entries]
    fault = (
        gate.atom_fault(document, now, in_place)
        or gate.json_fault(items)
        or gate.twice(ids)
    )
    if fault:
        return Live(feed, document, items, fault)
    whole = complete_atom(document, feed.entries)
    return Live(feed, whole, complete_items(items, feed.entries), None)
