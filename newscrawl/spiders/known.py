"""Which pages a crawl need not ask for: asked for already, stored, lately refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from newscrawl.clock import Clock
from newscrawl.identity import address_keys, canonical_url
from newscrawl.looks import DROPPED, FAILED, MOVED
from newscrawl.schedule import is_due
from newscrawl.sites import Site
from newscrawl.store import PageState, Store

# A page that was refused is looked at again after this time: it may have changed.
RETRY_REFUSED: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """What the store holds of some addresses."""

    urls: frozenset[str]
    held: frozenset[str]
    pages: Mapping[str, PageState]


class Known:
    """The memory of one crawl over that of the store.

    `held` counts the addresses that the store was found to hold, `met` those that came
    up at all.
    """

    def __init__(self, site: Site, store: Store, clock: Clock) -> None:
        self._site = site
        self._store = store
        self._clock = clock
        self._asked: set[str] = set()
        self._looked_up: _LookedUp | None = None
        self.held = 0
        self.met = 0

    def first_time(self, url: str) -> bool:
        """Say whether an address comes up for the first time in this crawl."""
        keys = address_keys(url, self._site)
        if not keys or keys & self._asked:
            return False
        self._asked |= keys
        self.met += 1
        return True

    @contextmanager
    def looked_up(self, urls: Iterable[str]) -> Iterator[None]:
        """Ask the store for many addresses at once, for `holds` and `page` inside.

        A query for each costs ten times that. Nothing may be stored meanwhile.
        """
        asked = frozenset(urls)
        keys = {key for url in asked for key in address_keys(url, self._site)}
        held = self._store.known(keys)
        self._looked_up = _LookedUp(asked, held, self._store.pages(asked))
        try:
            yield
        finally:
            self._looked_up = None

    def page(self, url: str) -> PageState | None:
        """Return the state of a page, None for one that was never asked for."""
        if self._looked_up is not None and url in self._looked_up.urls:
            return self._looked_up.pages.get(canonical_url(url))
        return self._store.page(url)

    def _is_stored(self, url: str) -> bool:
        keys = address_keys(url, self._site)
        if self._looked_up is not None and url in self._looked_up.urls:
            return not keys.isdisjoint(self._looked_up.held)
        return self._store.is_known(*keys)

    def holds(self, url: str) -> bool:
        """Say whether an address needs no fetch now.

        It is stored, or leads to one that is, or it was refused not long ago, or failed
        and waits for its next try.
        """
        if self._is_stored(url):
            self.held += 1
            return True
        page = self.page(url)
        if page is None:
            return False
        looked = datetime.fromisoformat(page.fetched_at)
        if page.outcome == FAILED and page.due_at:
            due = datetime.fromisoformat(page.due_at)
            return not is_due(due, looked, self._clock())
        if page.outcome == MOVED:
            self.held += 1
            return True
        if page.outcome != DROPPED or page.status != 200:
            return False
        return timedelta() <= self._clock() - looked < RETRY_REFUSED
