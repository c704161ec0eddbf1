"""A feed as a value: one document, live or a page of an archive (RFC 5005)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from newscrawl.publish.entry import Entry
from newscrawl.publish.printed import Printed


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


def _utc(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
