"""The item pipelines: normalize, identify, store."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, Self, runtime_checkable

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from newscrawl.clock import Clock, rfc3339, run_clock
from newscrawl.errors import StoreError
from newscrawl.identity import addresses, identify
from newscrawl.items import ArticleItem, NoArticle, RefusedItem
from newscrawl.looks import (
    ARTICLE,
    DROPPED,
    FAILED,
    MOVED,
    found_json,
    is_passing,
    planned,
)
from newscrawl.normalize import normalize
from newscrawl.publish import check_hub, publish, push, read_own_feeds
from newscrawl.record import Article
from newscrawl.store import PageState, Store, filled

logger = logging.getLogger(__name__)


@runtime_checkable
class StoringSpider(Protocol):
    """What the pipelines need of a spider: its open store, its run, and an end."""

    name: str
    store: Store
    run_id: int

    def fail(self, error: StoreError) -> None:
        """End the crawl, since the store cannot be used."""


class NormalizePipeline:
    """Make the raw article an article; drop a page that is none."""

    def process_item(self, item: ArticleItem | RefusedItem) -> ArticleItem:
        """Return the item with its article; raises NoArticle for a refused page."""
        if isinstance(item, RefusedItem):
            raise NoArticle(item.url, item.reason, item.detail)
        article = normalize(
            item.raw, site=item.site, fetch=item.fetch, found=item.found
        )
        ItemAdapter(item)["article"] = article
        return item


class IdentityPipeline:
    """Give the article its candidate id, its hash and its addresses."""

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Return the item with its identified article and the keys it is known by."""
        article = identify(_article(item), item.site)
        adapter = ItemAdapter(item)
        adapter["article"] = article
        adapter["addresses"] = addresses(article, item.site)
        return item


class StorePipeline:
    """Store each article in one transaction; publish at the end, where that is set.

    Counts `newscrawl/articles/new|changed|same`, the `fields` that new ones have,
    `newscrawl/dropped` and `newscrawl/errors` in the crawl's stats.
    """

    def __init__(self, crawler: Crawler, clock: Clock) -> None:
        self._crawler = crawler
        self._clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a news spider, whose open store it writes.

        Raises ConfigError for a NEWSCRAWL_WEBSUB_HUB that cannot be.
        """
        settings = crawler.settings
        if settings.getbool("NEWSCRAWL_PUBLISH"):
            hub = settings.get("NEWSCRAWL_WEBSUB_HUB") or ""
            check_hub(hub, settings.get("NEWSCRAWL_BASE_URL") or "")
        pipeline = cls(crawler, run_clock(crawler.settings))
        crawler.signals.connect(pipeline.note_dropped, signals.item_dropped)
        crawler.signals.connect(pipeline.note_error, signals.item_error)
        return pipeline

    @property
    def _spider(self) -> StoringSpider:
        spider = self._crawler.spider
        assert isinstance(spider, StoringSpider)
        return spider

    @property
    def _store(self) -> Store:
        return self._spider.store

    def open_spider(self) -> None:
        """Begin a run."""
        at = rfc3339(self._clock())
        self._spider.run_id = self._store.begin_run([self._spider.name], at)

    def process_item(self, item: ArticleItem) -> ArticleItem:
        """Store the article, its page and its event, and count what that did.

        A store that fails ends the crawl.
        """
        article = _article(item)
        page, zone = _read_page(item), item.site.zone
        try:
            change = self._store.save(
                article,
                item.addresses,
                page,
                self._spider.run_id,
                zone=zone,
                lesson=item.lesson,
            )
            if item.asked not in ("", page.url):
                moved = replace(page, url=item.asked, outcome=MOVED, reason=page.url)
                self._store.save_page(replace(moved, due_at=None))
        except StoreError as error:
            self._spider.fail(error)
            raise NoArticle(page.url, "store-error", str(error)) from error
        ItemAdapter(item)["article"] = change.article
        names = {"created": "new", "updated": "changed"}
        self._count(f"articles/{names.get(change.op, 'same')}")
        if change.op == "created":
            for name in filled(change.article):
                self._count(f"fields/{name}")
        return item

    def note_dropped(self, item: Any, exception: Exception) -> None:
        """Count a dropped page by its reason, and remember the page."""
        reason = exception.reason if isinstance(exception, NoArticle) else "other"
        self._count("dropped")
        self._count(f"dropped/{reason}")
        if isinstance(item, RefusedItem):
            try:
                self._store.save_page(_refused_page(item))
            except StoreError as error:
                self._spider.fail(error)

    def note_error(self, failure: Failure) -> None:
        """Count an item that a pipeline broke on."""
        self._count("errors")
        self._count(f"errors/{type(failure.value).__name__}")

    def close_spider(self) -> None:
        """End the run; publish where NEWSCRAWL_PUBLISH says so."""
        stats = self._crawler.stats
        assert stats is not None
        counts = {
            key.removeprefix("newscrawl/"): int(value)
            for key, value in stats.get_stats().items()
            if key.startswith("newscrawl/")
        }
        at = rfc3339(self._clock())
        try:
            self._store.end_run(self._spider.run_id, at, counts)
        except StoreError as error:
            self._spider.fail(error)
            return
        settings = self._crawler.settings
        is_tried = settings.getbool("NEWSCRAWL_DRY_RUN")
        if settings.getbool("NEWSCRAWL_PUBLISH") and not is_tried:
            base_url = settings.get("NEWSCRAWL_BASE_URL") or ""
            hub = settings.get("NEWSCRAWL_WEBSUB_HUB") or ""
            published = publish(
                self._store,
                Path(settings["NEWSCRAWL_FEEDS"]),
                base_url=base_url,
                hub=hub,
                own=read_own_feeds(Path(settings["NEWSCRAWL_OWN_FEEDS"])),
                now=self._clock(),
            )
            for path, why in published.refused:
                logger.error("%s: the last good one stays: %s", path, why)
            for problem in push(hub, base_url, published.changed):
                logger.warning("%s", problem)

    def _count(self, key: str) -> None:
        stats = self._crawler.stats
        assert stats is not None
        stats.inc_value(f"newscrawl/{key}")


def _read_page(item: ArticleItem) -> PageState:
    """Return the state of an article's page, with when it is looked at again."""
    fetch = item.fetch
    page = PageState(
        url=item.raw.url,
        site=item.site.name,
        kind="article",
        status=fetch.status,
        fetched_at=fetch.at,
        outcome=ARTICLE,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        body_hash=item.body_hash,
        found=found_json(item.found, item.source),
        distrusted=item.is_lied_about,
    )
    return planned(page, item.look, item.site)


def _refused_page(item: RefusedItem) -> PageState:
    """Return the state of a page that gave no article; one that failed is tried again."""
    page = PageState(
        url=item.url,
        site=item.site.name,
        kind="article",
        status=item.status,
        fetched_at=item.fetched_at,
        outcome=FAILED if is_passing(item.reason) else DROPPED,
        reason=item.reason,
        found=found_json(item.found, item.source),
    )
    return planned(page, item.look, item.site)


def _article(item: ArticleItem) -> Article:
    assert item.article is not None
    return item.article
