"""One worker of many: takes jobs from the queue in PostgreSQL until told to stop.

The queue is Procrastinate's, in the store's own database. What it leaves to its user is
here: its tables are made by the first worker, and the jobs of a worker that died are
given back, since nothing else does that. A worker is dead when its heartbeat is older
than `stalled_after_s`; each living one looks for that in a loop of its own, so that jobs
that fill every slot do not stop it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import Final

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import (
    ConnectorException,
    UniqueViolation,
)
from procrastinate.jobs import DeleteJobCondition, Job, Status

from newscrawl.crawl import SiteReport
from newscrawl.errors import ConfigError, StoreError
from newscrawl.worker.jobs import CRAWLING, PUBLISHING, Jobs
from newscrawl.worker.pool import Pool
from newscrawl.worker.service import Service

logger = logging.getLogger(__name__)

STALLED_AFTER_S: Final = 30.0
_SCHEME: Final = "postgresql+psycopg://"
# Room for a tick and a publishing beside as many crawls as the pool takes.
_BESIDE: Final = 2


async def work(
    service: Service,
    *,
    jobs: int,
    at_once: int,
    publishes: bool = True,
    stalled_after_s: float = STALLED_AFTER_S,
    tell: Callable[[SiteReport], None] = lambda report: None,
) -> None:
    """Take jobs until SIGTERM or Ctrl-C; SIGHUP reads the packs anew.

    Crawls under way then end early and go back to the queue. Raises ConfigError where
    the store is no PostgreSQL, and what the store or the output says at the start.
    """
    conninfo = _conninfo(service.database)
    service.check(publishes=publishes)
    connector = PsycopgConnector(conninfo=conninfo)
    async with Pool(service.settings, jobs=jobs, at_once=at_once) as pool:
        tasks = Jobs(service, pool, tell)
        app = tasks.app(connector)
        async with app.open_async():
            await _make_tables(app)
            running = asyncio.create_task(
                app.run_worker_async(
                    queues=[CRAWLING, PUBLISHING] if publishes else [CRAWLING],
                    concurrency=jobs * at_once + _BESIDE,
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,
                    install_signal_handlers=False,
                    fetch_job_polling_interval=min(5.0, stalled_after_s / 3),
                    update_heartbeat_interval=stalled_after_s / 3,
                    stalled_worker_timeout=stalled_after_s,
                )
            )
            recovering = asyncio.create_task(_recover(app, stalled_after_s))
            _obey_signals(pool, running, tasks.reload)
            try:
                await running
            except asyncio.CancelledError:
                pass
            finally:
                recovering.cancel()


def _obey_signals(
    pool: Pool, running: asyncio.Task[None], reload: Callable[[], None]
) -> None:
    def stop() -> None:
        pool.stop()
        running.cancel()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_signal_handler(signal.SIGINT, stop)
    loop.add_signal_handler(signal.SIGHUP, reload)


def _conninfo(database: str) -> str:
    if not database.startswith(_SCHEME):
        raise ConfigError(
            "workers share a store in PostgreSQL: NEWSCRAWL_DATABASE must be"
            f" {_SCHEME}…; on one machine `newscrawl watch` needs none"
        )
    return "postgresql://" + database.removeprefix(_SCHEME)


async def _make_tables(app: App) -> None:
    """Make the queue's tables where they are not; another worker may be at it, too."""
    if await _has_tables(app):
        return
    try:
        await app.schema_manager.apply_schema_async()
    except ConnectorException as error:
        if not await _has_tables(app):
            raise StoreError(
                "the queue", f"its tables cannot be made: {error}"
            ) from error


async def _has_tables(app: App) -> bool:
    query = "SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS found"
    return bool((await app.connector.execute_query_one_async(query))["found"])


async def _recover(app: App, stalled_after_s: float) -> None:
    """Give the jobs of dead workers back, for as long as this worker lives."""
    while True:
        try:
            stalled = await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=stalled_after_s
            )
            for job in stalled:
                await give_back(app, job)
        except ConnectorException as error:
            logger.error("the queue cannot be looked through: %s", error)
        await asyncio.sleep(stalled_after_s / 3)


async def give_back(app: App, job: Job) -> None:
    """Put a dead worker's job back into the queue.

    Where another of its queueing_lock waits already it is ended instead: left as it is
    it would hold its host for ever.
    """
    manager = app.job_manager
    try:
        await manager.retry_job(job)
        logger.warning("job %s of a dead worker is begun again", job.call_string)
    except UniqueViolation:
        assert job.id is not None
        await manager.finish_job_by_id_async(job.id, Status.FAILED, delete_job=False)
        logger.warning("job %s of a dead worker: another waits", job.call_string)
