"""What the store holds beside articles, as values."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an article taught the reader of its site's pages, in a form of `version`.

    Lessons of a site are learnt in the order of their numbers.
    """

    site: str
    number: int
    version: int
    taught: bytes


PageKind = Literal["article", "listing", "feed", "sitemap", "wordpress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """When a page was last looked at, how that ended, and its validators.

    Instants are RFC 3339 UTC: `fetched_at` the last look, `first_at` the first, `due_at`
    the next, null for never. `outcome` is one word, `reason` why: of an article page
    `article`, `dropped`, `missing` or `error`, of a source `read`, `empty` or
    `error`. `body_hash` is of the last whole body's
    bytes; `unproved` counts the 304s since then, and `distrusted` says that one was
    false. `failures` counts those in a row; `interval_s` is a source's pace. `found` is
    JSON: the source that led here and what it said.
    """

    url: str
    site: str
    kind: PageKind
    status: int
    fetched_at: str
    outcome: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    reason: str | None = None
    first_at: str | None = None
    due_at: str | None = None
    failures: int = 0
    interval_s: int | None = None
    unproved: int = 0
    distrusted: bool = False
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the change log.

    `record` is the article's JSON after the change, `before` the one it superseded,
    None for a new article.
    """

    seq: int
    op: str
    id: str
    version: int
    at: str
    significant: bool
    changed: tuple[str, ...]
    run: int | None
    record: str
    before: str | None

    def head(self) -> dict[str, Any]:
        """Return what the line says before the record, by name, in its order."""
        return {
            "seq": self.seq,
            "op": self.op,
            "id": self.id,
            "version": self.version,
            "at": self.at,
            "significant": self.significant,
            "changed": self.changed,
        }


@dataclass(frozen=True, slots=True)
class State:
    """Where the change log stands: its last seq (0: none) and that event's run.

    `first_id` is the id of the first article the store ever held, its name for life.
    """

    seq: int
    run: int | None
    first_id: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a feed shows it: as of its last significant change.

    `seq` and `at` are of the event since which it is shown so, RFC 3339 UTC;
    `gone_at` is when it was withdrawn. `packed` is its record as it is stored.
    """

    id: str
    seq: int
    at: str
    sort: str
    gone_at: str | None
    packed: bytes

    @property
    def record(self) -> str:
        """The article's record as JSON."""
        return zlib.decompress(self.packed).decode()


@dataclass(frozen=True, slots=True)
class Shelved:
    """An event as an archive holds it: `op` happened to the article `id`."""

    seq: int
    op: str
    id: str
    at: str


@dataclass(frozen=True, slots=True)
class FeedState:
    """How much is listed of a feed: articles, withdrawn ones, places in its archive.

    `touched` is a seq not before the last event that changed its lists.
    """

    name: str
    articles: int
    gone: int
    archived: int
    touched: int
