"""Reading a site's pages with what its other pages taught, from one crawl to the next.

What an article taught is stored in its own transaction, and put together when the crawl
ends: a crawl that is killed leaves what it has learned to the next, as it leaves its
articles.
"""

from __future__ import annotations

from datetime import datetime

from newscrawl.clock import rfc3339
from newscrawl.markup import Document
from newscrawl.page import RawArticle, Refusal, SiteMemory, learn, read_closely
from newscrawl.page.memory.lesson import lesson, taught
from newscrawl.page.memory.site_memory import VERSION
from newscrawl.sites import Site
from newscrawl.store import Lesson, Store


class PageReader:
    """The reader of one site's article pages; its memory lies in the store."""

    def __init__(self, site: Site, store: Store) -> None:
        self._site = site
        self._store = store
        stored = store.site_memory(site.name, VERSION)
        self._memory = SiteMemory.from_bytes(stored) if stored else SiteMemory()
        self._stored = self._memory
        for left in store.lessons(site.name, VERSION):
            self._memory = taught(self._memory, left.taught)
        self.lesson: Lesson | None = None

    def read(
        self, document: Document, at: datetime, *, is_continued: bool = False
    ) -> RawArticle | Refusal:
        """Read a page fetched at an instant, and learn from it: `lesson` says what.

        A further page of an article teaches nothing: it repeats the first one's frame.
        """
        self.lesson = None
        reading = read_closely(
            document, site=self._site, fetched_at=at, memory=self._memory
        )
        if not is_continued:
            self._learn(learn(self._memory, reading))
        return reading.article

    def _learn(self, after: SiteMemory) -> None:
        before, self._memory = self._memory, after
        if after is not before:
            made = lesson(before, after)
            self.lesson = Lesson(self._site.name, after.pages, VERSION, made)

    def save(self, at: datetime) -> None:
        """Store the memory where the crawl changed it."""
        if self._memory is not self._stored:
            memory = self._memory.to_bytes()
            self._store.save_site_memory(self._site.name, VERSION, memory, rfc3339(at))
            self._stored = self._memory
