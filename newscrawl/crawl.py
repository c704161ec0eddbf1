"""Crawl several sites in one process: a Scrapy crawler each, one report each."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from newscrawl.errors import NewscrawlError
from newscrawl.identity import Change
from newscrawl.logs import install_log
from newscrawl.sites import Site
from newscrawl.spiders import spider_class
from newscrawl.store import Rehearsal

STOPPED = "shutdown"


@dataclass(frozen=True, slots=True)
class Plan:
    """A site to crawl: from its own sources, or from `addresses` where there are any."""

    site: Site
    addresses: tuple[str, ...] = ()


@dataclass(slots=True)
class SiteReport:
    """What came of one site's crawl, readable while it runs.

    `ended` is Scrapy's finish reason, empty until then; `failure` the error that kept
    the crawl from running, in one line; `error` that error where it is one of ours.
    `rehearsed` is what a dry run would have done.
    """

    site: Site
    stats: Mapping[str, Any] = field(default_factory=dict)
    ended: str = ""
    failure: str = ""
    error: NewscrawlError | None = None
    rehearsed: Sequence[Change] = ()

    def count(self, key: str) -> int:
        """Return a counter of the crawl, such as `articles/new`."""
        return int(self.stats.get(f"newscrawl/{key}", 0))

    def parts(self, prefix: str) -> dict[str, int]:
        """Return the counters below `newscrawl/<prefix>/`, by name."""
        start = f"newscrawl/{prefix}/"
        stats = dict(self.stats)  # whole at once: the crawl goes on in another thread
        found = {k: v for k, v in stats.items() if k.startswith(start)}
        return {key.removeprefix(start): found[key] for key in sorted(found)}

    @property
    def articles(self) -> int:
        """Count the articles read: new, changed and unchanged."""
        return sum(
            self.count(f"articles/{what}") for what in ("new", "changed", "same")
        )

    @property
    def has_failed(self) -> bool:
        """Say whether the crawl broke, or saw not one article for errors or lists."""
        if self.failure or self.ended not in ("", "finished", STOPPED):
            return True
        seen = self.articles + self.count("known") + self.count("unchanged")
        return seen == 0 and (self.count("errors") > 0 or self.is_fruitless)

    @property
    def is_fruitless(self) -> bool:
        """Say whether sources were read and not one told of an article."""
        return self.count("sources") > 0 and self.count("links") == 0


def crawl_settings(**values: Any) -> Settings:
    """Return the project's Scrapy settings with `values` above them; None is left out."""
    settings = get_project_settings()
    settings.setmodule("newscrawl.settings", priority="project")
    for name, value in values.items():
        if value is not None:
            settings.set(name, value, priority="cmdline")
    return settings


def crawl_site(
    process: AsyncCrawlerProcess, plan: Plan
) -> tuple[SiteReport, asyncio.Task[None]]:
    """Begin the crawl of one site; return its report, and the task that ends with it.

    The unit of work of every mode: it holds the site against all other processes, does
    what is new or due of it, and what a kill leaves undone the next call does.
    """
    crawler = process.create_crawler(spider_class(plan.site, plan.addresses))
    report = SiteReport(plan.site)
    task = process.crawl(crawler)
    _follow(task, crawler, report)
    return report, task


def crawl_sites(
    plans: Sequence[Plan],
    settings: Settings,
    reports: list[SiteReport],
    *,
    at_once: int,
) -> None:
    """Crawl the planned sites to their end, `at_once` of them at the same time.

    `reports` is filled in the plans' order as their crawls begin. Ctrl-C once lets the
    requests under way end, twice stops at once. It runs once a process: the reactor
    that Scrapy starts cannot be started again.
    """
    install_log(settings)
    process = AsyncCrawlerProcess(settings)
    waiting = iter(plans)

    def begin() -> None:
        plan = next(waiting, None)
        if plan is None:
            return
        report, task = crawl_site(process, plan)
        reports.append(report)
        task.add_done_callback(lambda _: go_on(report))

    def go_on(report: SiteReport) -> None:
        if report.ended != STOPPED:
            begin()

    for _ in range(at_once):
        begin()
    process.start()


def _follow(task: asyncio.Task[None], crawler: Crawler, report: SiteReport) -> None:
    def opened() -> None:
        assert crawler.stats is not None
        report.stats = crawler.stats.get_stats()
        store = getattr(crawler.spider, "store", None)
        if isinstance(store, Rehearsal):
            report.rehearsed = store.changes

    def closed(reason: str) -> None:
        report.ended = reason

    def done(ended: asyncio.Task[None]) -> None:
        # Receivers that are held hold the crawler, and so all that it read, for good.
        crawler.signals.disconnect_all(signals.spider_opened)
        crawler.signals.disconnect_all(signals.spider_closed)
        failure: BaseException | None = getattr(crawler.spider, "failure", None)
        if not ended.cancelled():
            failure = failure or ended.exception()
        if isinstance(failure, NewscrawlError):
            report.error, report.failure = failure, str(failure)
        elif failure is not None:
            report.failure = f"{type(failure).__name__}: {failure}"

    crawler.signals.connect(opened, signals.spider_opened, weak=False)
    crawler.signals.connect(closed, signals.spider_closed, weak=False)
    task.add_done_callback(done)
