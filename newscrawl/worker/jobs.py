"""The jobs that workers on many machines share: a queue in PostgreSQL (Procrastinate).

    tick     every minute, by one worker of all: defers a `crawl` for each site due
    crawl    a site in one of the worker's child processes; `lock` is its host, so that
             a host is crawled once at a time everywhere, `queueing_lock` the site, so
             that it waits once
    rested   a site's rest is over: what is still due may be crawled again. While it
             waits it has the site's queueing_lock, and no lock: a lock is held by a job
             that merely waits, too, and would keep another site of the host out
    publish  what was crawled, once for all crawls that ended since; one at a time

A job is done at least once: a worker that dies leaves it to another (module `cluster`),
and a crawl of a site is safe to begin again at any point.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from procrastinate import App, JobContext
from procrastinate.connector import BaseConnector
from procrastinate.exceptions import AlreadyEnqueued

from newscrawl.clock import run_clock
from newscrawl.crawl import STOPPED, Plan, SiteReport
from newscrawl.errors import NewscrawlError, SiteBusyError
from newscrawl.schedule import rest
from newscrawl.sites import Site
from newscrawl.store import open_store
from newscrawl.worker.due import due_sites
from newscrawl.worker.pool import Pool
from newscrawl.worker.service import Service

logger = logging.getLogger(__name__)

CRAWLING: Final = "crawl"
PUBLISHING: Final = "publish"
_SOON: Final = 10  # before crawls that wait
_KEPT_HOURS: Final = 72
_A_MINUTE: Final = 60


class Jobs:
    """The tasks of one worker; `tell` is called with each report."""

    def __init__(
        self, service: Service, pool: Pool, tell: Callable[[SiteReport], None]
    ) -> None:
        self._service = service
        self._pool = pool
        self._tell = tell
        self._clock = run_clock(service.settings)
        self._sites = _by_name(service.sites())

    def reload(self) -> None:
        """Read the packs anew; when they are wrong, go on with those there are."""
        sites = self._service.sites_anew()
        if sites is not None:
            self._sites = _by_name(sites)

    def app(self, connector: BaseConnector) -> App:
        """Return the queue's application with these tasks."""
        app = App(connector=connector)
        app.task(name="crawl", queue=CRAWLING, pass_context=True)(self.crawl)
        app.task(name="rested", queue=CRAWLING, pass_context=True)(self.rested)
        app.task(name="publish", queue=PUBLISHING, priority=_SOON)(self.publish)
        tick = app.task(
            name="tick",
            queue=CRAWLING,
            priority=_SOON,
            lock="tick",
            queueing_lock="tick",
            pass_context=True,
        )(self.tick)
        app.periodic(cron="* * * * *")(tick)
        return app

    async def tick(self, context: JobContext, timestamp: int) -> None:
        """Defer a crawl of each site that is due and not under way; every hour, of all."""
        app = context.app
        manager = app.job_manager
        doing = await manager.list_jobs_async(status="doing", task="crawl")
        busy = {job.queueing_lock for job in doing}
        sites = [site for site in self._sites.values() if site.name not in busy]
        for site in await asyncio.to_thread(
            self._due, sites, is_whole=timestamp % 3600 < _A_MINUTE
        ):
            await _defer_crawl(app, site)
        await manager.delete_old_jobs(_KEPT_HOURS, include_failed=True)

    async def crawl(self, context: JobContext, site: str, failures: int = 0) -> None:
        """Crawl a site that is due, or was left unfinished, and let it rest.

        One that is neither was crawled between this job's deferral and its turn.
        """
        app = context.app
        pack = self._sites.get(site)
        if pack is None:
            logger.error("%s: this worker has no pack of that name", site)
            return
        if not await asyncio.to_thread(self._is_due, pack):
            return
        report = await self._pool.crawl(Plan(pack))
        self._tell(report)
        await _defer(app, "publish", "publish", lock="publish")
        if report.ended == STOPPED:
            await _defer_crawl(app, pack, failures=failures)
            return
        failed = report.has_failed and not isinstance(report.error, SiteBusyError)
        failures = failures + 1 if failed else 0
        pause = {"seconds": round(rest(failures).total_seconds())}
        await _defer(
            app, "rested", site, schedule_in=pause, site=site, failures=failures
        )

    async def rested(self, context: JobContext, site: str, failures: int) -> None:
        """Defer a crawl of a site that is still due after its rest."""
        pack = self._sites.get(site)
        if pack is not None and await asyncio.to_thread(self._is_due, pack):
            await _defer_crawl(context.app, pack, failures=failures)

    async def publish(self) -> None:
        """Publish what was crawled, by whichever worker has the output folder.

        What cannot be published now is with the next crawl that ends.
        """
        try:
            _, problems = await asyncio.to_thread(self._service.publish)
        except NewscrawlError as error:
            problems = [f"not published: {error}"]
        for problem in problems:
            logger.error("%s", problem)

    def _due(self, sites: Sequence[Site], *, is_whole: bool) -> list[Site]:
        with open_store(self._service.database) as store:
            return due_sites(store, sites, self._clock(), is_whole=is_whole)[0]

    def _is_due(self, site: Site) -> bool:
        with open_store(self._service.database) as store:
            is_left = site.name in store.agenda.unfinished()
            return is_left or bool(
                due_sites(store, [site], self._clock(), is_whole=True)[0]
            )


async def _defer_crawl(app: App, site: Site, **told: Any) -> None:
    host = urlsplit(site.url).hostname
    await _defer(app, "crawl", site.name, lock=host, site=site.name, **told)


async def _defer(
    app: App,
    task: str,
    queueing_lock: str,
    *,
    lock: str | None = None,
    schedule_in: dict[str, int] | None = None,
    **told: Any,
) -> None:
    """Put a job into the queue where none with its queueing_lock waits."""
    deferrer = app.configure_task(
        task,
        lock=lock,
        queueing_lock=queueing_lock,
        schedule_in=schedule_in,
        queue=app.tasks[task].queue,
        priority=app.tasks[task].priority,
    )
    with contextlib.suppress(AlreadyEnqueued):
        await deferrer.defer_async(**told)


def _by_name(sites: Sequence[Site]) -> dict[str, Site]:
    return {site.name: site for site in sites}
