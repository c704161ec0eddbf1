"""What the parts of one site's crawl share: its site, memory, clock and counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from logging import LoggerAdapter
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.clock import Clock
from newscrawl.items import ArticleItem, RefusedItem
from newscrawl.sites import Site
from newscrawl.spiders.frontier import Frontier
from newscrawl.spiders.known import Known
from newscrawl.spiders.reach import Reach
from newscrawl.spiders.remembering import PageReader
from newscrawl.spiders.trust import Trust
from newscrawl.store import PageState, Store

Output = Iterator[Request | ArticleItem | RefusedItem]


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one site, as long as its spider is open."""

    site: Site
    store: Store
    known: Known
    reader: PageReader
    trust: Trust
    frontier: Frontier
    reach: Reach
    clock: Clock
    crawler: Crawler
    logger: LoggerAdapter[Any]

    @property
    def is_replay(self) -> bool:
        """Say whether every response comes from an archive: what it lacks is not gone."""
        return bool(self.crawler.settings.getlist("NEWSCRAWL_REPLAY"))

    def look(self, url: str) -> PageState | None:
        """Return what is known of a page, for a request that asks if it changed.

        A replay reads again what is the same: the rules may have changed.
        """
        page = self.known.page(url)
        if page is None or not self.is_replay:
            return page
        return replace(page, etag=None, last_modified=None, body_hash=None)

    def count(self, key: str, part: str | None = None, *, by: int = 1) -> None:
        """Count `newscrawl/<key>` in the crawl's stats, and its part where one is."""
        stats = self.crawler.stats
        assert stats is not None
        if by:
            stats.inc_value(f"newscrawl/{key}", by)
        if part:
            stats.inc_value(f"newscrawl/{key}/{part}", by)
