"""What the parts of one site's crawl share: its site, memory, clock and counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from logging import LoggerAdapter
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.clock import Clock
from newscrawl.items import ArticleItem, RefusedItem
from newscrawl.sites import Site
from newscrawl.spiders.known import Known
from newscrawl.spiders.remembering import PageReader
from newscrawl.store import Store

Output = Iterator[Request | ArticleItem | RefusedItem]


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl of one site, as long as its spider is open."""

    site: Site
    store: Store
    known: Known
    reader: PageReader
    clock: Clock
    crawler: Crawler
    logger: LoggerAdapter[Any]

    def count(self, key: str, part: str | None = None) -> None:
        """Count `newscrawl/<key>` in the crawl's stats, and its part where one is."""
        stats = self.crawler.stats
        assert stats is not None
        stats.inc_value(f"newscrawl/{key}")
        if part:
            stats.inc_value(f"newscrawl/{key}/{part}")
