"""A list of sites, crawled by several processes and then done: `crawl --jobs N`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence

from scrapy.settings import Settings

from newscrawl.crawl import Plan, SiteReport
from newscrawl.logs import begin_log
from newscrawl.worker.pool import Pool


def crawl_batch(
    plans: Sequence[Plan],
    settings: Settings,
    reports: list[SiteReport],
    *,
    jobs: int,
    at_once: int,
) -> None:
    """Crawl the planned sites in `jobs` processes, `at_once` in each.

    `reports` is filled in the plans' order. Ctrl-C or SIGTERM once lets the requests
    under way end, twice stops at once.
    """
    begin_log(settings)
    reports += [SiteReport(plan.site) for plan in plans]
    asyncio.run(_crawl(plans, settings, reports, jobs, at_once))


async def _crawl(
    plans: Sequence[Plan],
    settings: Settings,
    reports: Sequence[SiteReport],
    jobs: int,
    at_once: int,
) -> None:
    async with Pool(settings, jobs=jobs, at_once=at_once) as pool:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, pool.stop)
        await asyncio.gather(*map(pool.crawl, plans, reports))
