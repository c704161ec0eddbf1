"""One source walked from its newest page towards older ones: when it is enough.

A scheduled walk ends with a page all of whose articles are known, or that brings
nothing new three times running. Every so many visits it goes on for some pages all the
same, and counts what the usual walk would have missed. A backfill ends where pages
show nothing that this crawl has not seen: the end of the list, or a trap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from newscrawl.sites import Listing
from newscrawl.spiders.reach import Reach
from newscrawl.store import SourceYield

# A listing's pages may bring nothing new to this crawl when others told of them.
MAX_STALE: Final = 3
CHECKED_PAGES: Final = 10


@dataclass(slots=True)
class Walk:
    """A source while it is walked.

    `links`, `new` and `missed` count articles: told of, asked for, and asked for only
    because the walk went deeper than a scheduled one.
    """

    source: Listing
    bound: int
    is_deep: bool = False
    is_check: bool = False
    links: int = 0
    new: int = 0
    missed: int = 0
    _stale: int = field(default=0, repr=False)
    _has_caught_up: bool = field(default=False, repr=False)

    def note(self, *, links: int, new: int, held: int, unseen: int) -> None:
        """Take one page in.

        Of its `links`, `new` are asked for, `held` known to the store, and `unseen`
        came up for the first time in this crawl.
        """
        if self._has_caught_up and self.is_check:
            self.missed += new
        self.links += links
        self.new += new
        brings = unseen if self.is_deep or self.is_check else new
        self._stale = 0 if brings else self._stale + 1
        if not new and held:
            self._has_caught_up = True

    def goes_on(self, page: int) -> bool:
        """Say whether the page after the given one is worth asking for."""
        if page >= self.bound or self._stale >= MAX_STALE:
            return False
        return self.is_deep or self.is_check or not self._has_caught_up


class Walks:
    """Makes the walks of one crawl by what earlier ones brought."""

    def __init__(
        self, reach: Reach, known: Mapping[str, SourceYield], check_every: int
    ) -> None:
        self._reach = reach
        self._known = known
        self._check_every = check_every

    def begin(self, source: Listing, *, is_deep: bool) -> Walk:
        """Return the walk of a source; every so many visits it is a deep check."""
        bound = self._reach.pages_of(source)
        is_check = not is_deep and source.kind == "listing" and self._is_due(source.url)
        if is_check:
            bound = self._reach.max_pages or max(bound, CHECKED_PAGES)
        return Walk(source, bound, is_deep, is_check)

    def _is_due(self, url: str) -> bool:
        before = self._known.get(url)
        if before is None or not self._check_every:
            return False
        # Sources are checked in different runs, so that no run is a long one.
        return (before.visits + crc32(url.encode())) % self._check_every == 0

    def total(
        self, walk: Walk, site: str, at: str, *, is_same: bool = False
    ) -> SourceYield:
        """Return what is stored of a walk so far; `at` is RFC 3339 UTC.

        A source that is the same has the links it had.
        """
        before = self._known.get(walk.source.url)
        idle = before.idle if before else 0
        missed = before.missed if before else 0
        return SourceYield(
            url=walk.source.url,
            site=site,
            kind=walk.source.kind,
            visits=(before.visits if before else 0) + 1,
            visited=at,
            links=before.links if before and is_same else walk.links,
            new=walk.new,
            idle=0 if walk.new else idle + 1,
            missed=walk.missed if walk.is_check else missed,
        )
