"""What a site's crawl has yet to fetch, kept in the store so that a kill loses nothing.

The next crawl begins with it. Pages of a backfill wait until a backfill is asked for
again; what a broken network kept from us waits a week.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from newscrawl.clock import Clock, rfc3339
from newscrawl.discover import FoundLink
from newscrawl.sites import Listing
from newscrawl.spiders.backlog import Wanted
from newscrawl.spiders.reach import Reach
from newscrawl.store import Store, Waiting

KEPT: Final = timedelta(days=7)
MAX_LOST: Final = 500
_MARK: Final = "backfill"
_SOME: Final = 500


class Frontier:
    """The waiting addresses of one site; `began` is when its backfill began, if any."""

    def __init__(self, site: str, store: Store, reach: Reach, clock: Clock) -> None:
        self._site = site
        self._memory = store.discovery
        self._reach = reach
        self._clock = clock
        self._lost: set[str] = set()
        self._found = self._memory.waiting(site)
        self.began: datetime | None = None
        if reach.is_deep:
            self._resume_backfill()

    def _resume_backfill(self) -> None:
        """Go on with the backfill that was broken off, or note that one begins."""
        mark = next((one for one in self._found if one.url == _MARK), None)
        if mark is not None and mark.rest == self._reach.name:
            self.began = datetime.fromisoformat(mark.at)
            return
        self._memory.forget_waiting(self._site, ["backfill"])
        self._found = [one for one in self._found if one.kind != "backfill"]
        now = rfc3339(self._clock())
        mark = Waiting(_MARK, "backfill", now, self._reach.name)
        self._memory.wait(self._site, mark)

    def articles(self) -> Iterator[list[FoundLink]]:
        """Yield the article links that wait, some at a time, and let go of them."""
        left = list(self._recent("article"))
        self._found = []
        while left:
            some, left = left[:_SOME], left[_SOME:]
            yield [_link(one) for one in some]

    def pages(self) -> Iterator[tuple[Listing, str, int, bool]]:
        """Yield the pages of sources: source, address, number, whether of a backfill."""
        found = list(self._recent("source"))
        if self._reach.is_deep:
            found += [
                one
                for one in self._found
                if one.kind == "backfill" and one.url != _MARK
            ]
        for one in found:
            told = json.loads(one.rest)
            source = Listing.model_validate(told["source"])
            yield source, one.url, told["page"], one.kind == "backfill"

    def _recent(self, kind: str) -> Iterator[Waiting]:
        now = self._clock()
        for one in self._found:
            if one.kind == kind and now - datetime.fromisoformat(one.at) < KEPT:
                yield one

    def of_articles(self, wanted: Iterable[Wanted], at: str) -> Iterator[Waiting]:
        """Yield what is kept of the articles that are to be asked for."""
        for found in filter(None, (one.link for one in wanted)):
            yield Waiting(found.url, "article", at, json.dumps(asdict(found)))

    def of_page(
        self, source: Listing, url: str, page: int, at: str, *, is_deep: bool
    ) -> Waiting:
        """Return what is kept of the request for a further page of a source."""
        rest = json.dumps({"source": source.model_dump(), "page": page})
        return Waiting(url, "backfill" if is_deep else "source", at, rest)

    def lose(self, url: str) -> None:
        """Note an address that gave no answer: it waits for the next crawl."""
        if len(self._lost) < MAX_LOST:
            self._lost.add(url)

    def close(self) -> None:
        """Forget what waited: the crawl came to its end."""
        self._memory.forget_waiting(self._site, ["article", "source"], but=self._lost)
        if self._reach.is_deep:
            self._memory.forget_waiting(self._site, ["backfill"], but=self._lost)


def _link(waiting: Waiting) -> FoundLink:
    told = json.loads(waiting.rest)
    return FoundLink(**told | {"alternates": tuple(told["alternates"])})
