"""A store for a crawl that is only tried: it tells all it would do, and writes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from newscrawl.identity import Change, reconcile, withdraw
from newscrawl.record import Article
from newscrawl.schedule import is_gone
from newscrawl.status import Alarm, Mark, Notice
from newscrawl.store.database import Database, file_of
from newscrawl.store.discovery import Discovery, ShapeYield, Visit, Waiting
from newscrawl.store.health import Health
from newscrawl.store.state import Lesson, PageState
from newscrawl.store.store import Store, opened


def open_rehearsal(url: str) -> Rehearsal:
    """Open a store for a crawl that must change no byte of it.

    One that does not exist yet is taken for an empty one. Raises as `open_store` does.
    """
    file = file_of(url)
    if file is None or file.exists():
        return Rehearsal(opened(url, read_only=True))
    folder = tempfile.TemporaryDirectory(prefix="newscrawl-")
    empty = f"sqlite:///{Path(folder.name) / 'empty.db'}"
    opened(empty, read_only=False).close()
    return Rehearsal(opened(empty, read_only=True), folder)


class Rehearsal(Store):
    """A store that only reads; `changes` is what a real one would have stored."""

    def __init__(
        self,
        database: Database,
        folder: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        super().__init__(database)
        self.discovery = _Still(database)
        self.health = _Unwatched(database)
        self.changes: list[Change] = []
        self._folder = folder

    def close(self) -> None:
        """Close the store."""
        super().close()
        if self._folder is not None:
            self._folder.cleanup()

    def hold(self, site: str) -> None:
        """Hold nothing: nothing is written that could clash."""

    def begin_run(self, sites: Iterable[str], at: str) -> int:
        """Begin no run."""
        return 0

    def end_run(self, run: int, at: str, counts: Mapping[str, int]) -> None:
        """End no run."""

    def save(
        self,
        article: Article,
        addresses: Iterable[str],
        page: PageState | None,
        run: int | None,
        *,
        zone: str | None = None,
        lesson: Lesson | None = None,
    ) -> Change:
        """Return, and note, what storing an article would do but for merging it."""
        known = self.find(article.id) or self.find(article.url)
        change = reconcile(known, article)
        if change.op != "same":
            self.changes.append(change)
        return change

    def save_page(self, *pages: PageState) -> None:
        """Store nothing."""

    def save_site_memory(self, site: str, version: int, memory: bytes, at: str) -> None:
        """Store nothing."""

    def miss(self, page: PageState, run: int | None) -> Change | None:
        """Return, and note, the change of an article that would be gone."""
        last, known = self.page(page.url), self.find(page.url)
        if last is None or last.outcome != "missing" or known is None:
            return None
        first, now = map(datetime.fromisoformat, (last.fetched_at, page.fetched_at))
        if not is_gone(first, now) or known.status != "usable":
            return None
        change = withdraw(known, page.fetched_at)
        self.changes.append(change)
        return change


class _Still(Discovery):
    """The memory of discovery, left as it is."""

    def save(self, visit: Visit) -> None:
        """Store nothing."""

    def wait(self, site: str, waiting: Waiting) -> None:
        """Store nothing."""

    def forget_waiting(
        self, site: str, kinds: Iterable[str], *, but: Collection[str] = ()
    ) -> None:
        """Forget nothing."""

    def save_shapes(self, site: str, shapes: Mapping[str, ShapeYield]) -> None:
        """Store nothing."""


class _Unwatched(Health):
    """The health of sites, left as it is."""

    def mark(self, site: str, mark: Mark, at: str) -> None:
        """Store nothing."""

    def raise_alarms(self, found: Iterable[Alarm], at: str) -> list[Notice]:
        """Raise nothing."""
        return []

    def told(self, notices: Iterable[Notice], at: str) -> None:
        """Store nothing."""
