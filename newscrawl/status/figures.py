"""What is known of a site when it is judged, and what a run's counts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

MarkKind = Literal["robots", "certificate"]

# The fields of a record whose fill rates are watched; every record has a title.
FIELDS: Final = (
    "authors",
    "images",
    "language",
    "published",
    "section",
    "summary",
    "tags",
    "text",
)
_SEEN: Final = ("articles/new", "articles/changed", "articles/same", "known")


@dataclass(frozen=True, slots=True)
class Day:
    """One UTC day of a site, `2026-03-25`: its crawls, new articles, filled fields.

    `good` of the `crawls` went well; `fields` counts the new articles that have each.
    """

    day: str
    crawls: int
    good: int
    new: int
    fields: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """What a source brought at its last visit; `idle` visits in a row brought nothing."""

    url: str
    kind: str
    visited: str
    links: int
    new: int
    idle: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A host's robots.txt or certificate, and when it last became another."""

    kind: MarkKind
    host: str
    value: str
    changed_at: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFigures:
    """All that a verdict on a site rests on; instants are RFC 3339 UTC.

    `failing` counts the crawls since the last good one, `why` says of what the last
    one failed. `days` are the newest 57, newest first; `new_24h`, `errors` and
    `dropped` are of the last 24 hours.
    """

    site: str
    last_good: str | None = None
    last_crawl: str | None = None
    failing: int = 0
    why: str = ""
    next_due: str | None = None
    new_24h: int = 0
    errors: Mapping[str, int] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    days: tuple[Day, ...] = ()
    sources: tuple[SourceFigures, ...] = ()
    marks: tuple[Mark, ...] = ()


def went_well(counts: Mapping[str, int]) -> bool:
    """Say whether a run that ended saw its site, by its counts.

    It did not where nothing was seen for errors, or lists named not one article.
    """
    if counts.get("unchanged") or any(counts.get(name) for name in _SEEN):
        return True
    is_fruitless = bool(counts.get("sources")) and not counts.get("links")
    return not counts.get("errors") and not is_fruitless


def day_of(at: str) -> str:
    """Return the UTC day of an instant in RFC 3339 UTC."""
    return at[:10]
