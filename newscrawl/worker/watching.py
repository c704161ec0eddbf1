"""Do what is due, whenever it is due, until told to stop: `newscrawl watch`.

Each turn asks the store which sites are due, gives those to the pool, and sleeps until
the next is, or something ends. What was crawled is published when no crawl is under way,
at the latest a minute after the last publishing. SIGTERM and Ctrl-C let the requests
under way end, publish, and end; SIGHUP reads the packs anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from newscrawl.clock import run_clock
from newscrawl.crawl import Plan, SiteReport
from newscrawl.errors import NewscrawlError, SiteBusyError, StoreError
from newscrawl.schedule import rest
from newscrawl.sites import Site
from newscrawl.store import open_store
from newscrawl.worker.due import due_sites
from newscrawl.worker.pool import Pool
from newscrawl.worker.service import Service

logger = logging.getLogger(__name__)

LONGEST_SLEEP_S: Final = 60.0
PUBLISH_EVERY_S: Final = 60.0
WHOLE_EVERY: Final = timedelta(hours=1)


async def watch_sites(
    service: Service,
    *,
    jobs: int,
    at_once: int,
    tell: Callable[[SiteReport], None] = lambda report: None,
) -> None:
    """Watch the sites until SIGTERM; `tell` is called with each report.

    Raises what the store or the output says at the start; later, a fault of theirs is
    logged and tried again.
    """
    service.check()
    async with Pool(service.settings, jobs=jobs, at_once=at_once) as pool:
        watching = _Watching(service, pool, tell)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, watching.stop)
        loop.add_signal_handler(signal.SIGHUP, watching.reload)
        await watching.run()


class _Watching:
    """The state of a watch: what is under way, what rests, what is to be published."""

    def __init__(
        self, service: Service, pool: Pool, tell: Callable[[SiteReport], None]
    ) -> None:
        self._service = service
        self._pool = pool
        self._tell = tell
        self._clock = run_clock(service.settings)
        self._sites = service.sites()
        self._crawls: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[str, int] = {}
        self._rests: dict[str, datetime] = {}
        self._looked_whole: datetime | None = None
        self._is_stopping = False
        self._is_unpublished = True
        self._published = -PUBLISH_EVERY_S
        self._woken = asyncio.Event()

    def stop(self) -> None:
        """End what is under way, publish it, and be done; twice: at once."""
        self._is_stopping = True
        self._pool.stop()
        self._woken.set()

    def reload(self) -> None:
        """Read the packs anew; when they are wrong, go on with those there are."""
        sites = self._service.sites_anew()
        if sites is None:
            return
        self._sites = sites
        logger.warning("packs read anew: %d sites", len(self._sites))
        self._looked_whole = None
        self._woken.set()

    async def run(self) -> None:
        """Go on until stopped."""
        while not self._is_stopping:
            self._woken.clear()
            wait_s = self._begin_due()
            await self._publish_if_time()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait_s)
        if self._crawls:
            await asyncio.wait(self._crawls.values())
        self._published = -PUBLISH_EVERY_S
        await self._publish_if_time()

    def _begin_due(self) -> float:
        """Begin the crawls that are due; return the seconds until the next may be."""
        now = self._clock()
        try:
            due, later = self._due(now)
        except StoreError as error:
            logger.error("%s", error)
            return LONGEST_SLEEP_S
        for site in due:
            crawl = asyncio.create_task(self._crawl(site))
            self._crawls[site.name] = crawl
        waits = [LONGEST_SLEEP_S]
        if later is not None:
            waits.append((datetime.fromisoformat(later) - now).total_seconds())
        waits += [(at - now).total_seconds() for at in self._rests.values()]
        return max(min(waits), 0.0) + 0.5  # instants are to the second

    def _due(self, now: datetime) -> tuple[list[Site], str | None]:
        self._rests = {name: at for name, at in self._rests.items() if at > now}
        resting = self._rests.keys() | self._crawls.keys()
        free = [site for site in self._sites if site.name not in resting]
        last = self._looked_whole
        is_whole = last is None or abs(now - last) >= WHOLE_EVERY
        with open_store(self._service.database) as store:
            due, later = due_sites(store, free, now, is_whole=is_whole)
            if last is None:  # what was killed before this watch began
                left = store.agenda.unfinished() - {site.name for site in due}
                due += [site for site in free if site.name in left]
        if is_whole:
            self._looked_whole = now
        return due, later

    async def _crawl(self, site: Site) -> None:
        report = await self._pool.crawl(Plan(site))
        del self._crawls[site.name]
        failures = self._failures.get(site.name, 0) + 1 if report.has_failed else 0
        if isinstance(report.error, SiteBusyError):
            failures = 0  # another crawl does what is due
        self._failures[site.name] = failures
        self._rests[site.name] = self._clock() + rest(failures)
        self._is_unpublished = True
        self._tell(report)
        self._woken.set()

    async def _publish_if_time(self) -> None:
        is_late = time.monotonic() - self._published >= PUBLISH_EVERY_S
        if not self._is_unpublished or (self._crawls and not is_late):
            return
        self._is_unpublished = False
        self._published = time.monotonic()
        try:
            _, problems = await asyncio.to_thread(self._service.publish)
        except NewscrawlError as error:
            self._is_unpublished = True
            logger.error("not published: %s", error)
            return
        for problem in problems:
            logger.error("%s", problem)
