"""One worker of many: takes jobs from the queue in PostgreSQL until told to stop.

The queue is Procrastinate's, in the store's own database. What it leaves to its user is
here: its tables are made by the first worker, and the jobs of a worker that died are
given back, since nothing else does that. A worker is dead when its heartbeat is older
than `stalled_after_s`; each living one looks for that in a loop of its own, so that jobs
that fill every slot do not stop it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from typing import Any, Final

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import (
    ConnectorException,
    UniqueViolation,
)
from procrastinate.jobs import DeleteJobCondition, Job, Status

from newscrawl.crawl import SiteReport
from newscrawl.errors import ConfigError, NewscrawlError, StoreError
from newscrawl.worker.jobs import CRAWLING, PUBLISHING, Jobs
from newscrawl.worker.pool import Pool
from newscrawl.worker.service import Service

logger = logging.getLogger(__name__)

STALLED_AFTER_S: Final = 30.0
_AGAIN_S: Final = 5.0
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

    Crawls under way then end early and go back to the queue. A database that goes away
    is waited for. Raises ConfigError where the store is no PostgreSQL, and what the
    store or the output says at the start.
    """
    conninfo = _conninfo(service.database)
    service.check(publishes=publishes)
    _say_in_a_line()
    stopping = asyncio.Event()
    async with Pool(service.settings, jobs=jobs, at_once=at_once) as pool:
        tasks = Jobs(service, pool, tell)
        _obey_signals(pool, stopping, tasks.reload)
        worker = {
            "queues": [CRAWLING, PUBLISHING] if publishes else [CRAWLING],
            "concurrency": jobs * at_once + _BESIDE,
            "delete_jobs": DeleteJobCondition.SUCCESSFUL,
            "install_signal_handlers": False,
            "fetch_job_polling_interval": min(5.0, stalled_after_s / 3),
            "update_heartbeat_interval": stalled_after_s / 3,
            "stalled_worker_timeout": stalled_after_s,
        }
        while not stopping.is_set():
            reason = "it ended"
            try:
                await _take_jobs(tasks, conninfo, worker, stopping, stalled_after_s)
            except ConnectorException as error:
                reason = _cause(error)
            if not stopping.is_set():
                logger.error("no queue (%s): again in %.0f s", reason, _AGAIN_S)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), _AGAIN_S)


async def _take_jobs(
    tasks: Jobs,
    conninfo: str,
    worker: dict[str, Any],
    stopping: asyncio.Event,
    stalled_after_s: float,
) -> None:
    """Take jobs until told to stop, or until the database fails: ConnectorException."""
    app = tasks.app(PsycopgConnector(conninfo=conninfo, timeout=_AGAIN_S))
    async with app.open_async():
        await _make_tables(app)
        running = asyncio.create_task(app.run_worker_async(**worker))
        recovering = asyncio.create_task(_recover(app, stalled_after_s))
        stopped = asyncio.create_task(stopping.wait())
        try:
            await asyncio.wait({running, stopped}, return_when="FIRST_COMPLETED")
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
        finally:
            recovering.cancel()
            stopped.cancel()


def _obey_signals(
    pool: Pool, stopping: asyncio.Event, reload: Callable[[], None]
) -> None:
    def stop() -> None:
        pool.stop()
        stopping.set()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop)
    loop.add_signal_handler(signal.SIGINT, stop)
    loop.add_signal_handler(signal.SIGHUP, reload)


def _say_in_a_line() -> None:
    """Have the log say in one line what a database that is away does to the queue."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    for handler in logging.root.handlers:
        handler.addFilter(_in_a_line)


def _in_a_line(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ConnectorException | NewscrawlError):
        said = record.getMessage().partition("\n")[0]
        record.msg, record.args = f"{said}: {_cause(error)}", ()
        record.exc_info = record.exc_text = None
    return True


def _cause(error: BaseException) -> str:
    """Return the first line of what an error came from."""
    while error.__cause__ is not None and not isinstance(error, NewscrawlError):
        error = error.__cause__
    return str(error).strip().partition("\n")[0]


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
