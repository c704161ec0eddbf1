"""Tests of newscrawl.worker.cluster: a queue in a throw-away PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from procrastinate import App, PsycopgConnector

from benchmarks.cluster import demonstrate
from benchmarks.postgresql import programs, throw_away
from newscrawl.crawl import SiteReport, crawl_settings
from newscrawl.demo import SITES
from newscrawl.errors import ConfigError
from newscrawl.worker import Pool, Service
from newscrawl.worker.cluster import _make_tables, give_back, work
from newscrawl.worker.jobs import Jobs

needs_server = pytest.mark.skipif(
    programs() is None, reason="no PostgreSQL server is installed (initdb, pg_ctl)"
)


@pytest.fixture
def database() -> Iterator[str]:
    with throw_away() as address:
        yield address


def service(database: str) -> Service:
    return Service(crawl_settings(NEWSCRAWL_DATABASE=database), ("linxian",))


def test_workers_need_postgresql() -> None:
    with pytest.raises(ConfigError, match="NEWSCRAWL_DATABASE must be postgresql"):
        asyncio.run(work(service("sqlite:///newscrawl.db"), jobs=1, at_once=1))


@needs_server
def test_a_kill_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    outcome = demonstrate(tmp_path, lambda line: None)
    assert outcome.is_good, outcome
    assert outcome.articles == 19


@needs_server
def test_a_stalled_job_whose_successor_waits_frees_its_host(database: str) -> None:
    asyncio.run(_stall(database))


async def _stall(database: str) -> None:
    made = Service(
        crawl_settings(NEWSCRAWL_DATABASE=database, NEWSCRAWL_SITES=str(SITES)),
        ("linxian",),
    )
    conninfo = database.replace("postgresql+psycopg", "postgresql")
    async with Pool(made.settings) as pool:
        app = Jobs(made, pool, _nothing).app(PsycopgConnector(conninfo=conninfo))
        async with app.open_async():
            await _make_tables(app)
            await _make_tables(app)
            manager = app.job_manager
            await _defer(app)
            worker = await manager.register_worker()
            assert await manager.fetch_job(["crawl"], worker)
            await _defer(app)
            stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=-1))
            assert len(stalled) == 1
            assert await manager.fetch_job(["crawl"], worker) is None
            await give_back(app, stalled[0])
            assert await manager.fetch_job(["crawl"], worker)


async def _defer(app: App) -> None:
    job = app.configure_task("crawl", lock="host", queueing_lock="linxian")
    await job.defer_async(site="linxian")


def _nothing(report: SiteReport) -> None: ...
