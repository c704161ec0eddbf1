"""Tests of newscrawl.worker.cluster: a queue in a throw-away PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from procrastinate import App, PsycopgConnector
from sqlalchemy import create_engine, text

from benchmarks.cluster import demonstrate, until
from benchmarks.postgresql import programs, start, stop, throw_away
from newscrawl.crawl import SiteReport, crawl_settings
from newscrawl.demo import SITES
from newscrawl.errors import ConfigError
from newscrawl.worker import Pool, Service
from newscrawl.worker.cluster import _make_tables, give_back, work
from newscrawl.worker.jobs import Jobs
from tests.worker.test_watching import begin

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
def test_a_database_that_goes_away_is_waited_for(
    tmp_path: Path, environment: dict[str, str], database: str
) -> None:
    home = Path(database.partition("host=")[2])
    environment["NEWSCRAWL_DATABASE"] = database
    with begin(tmp_path, environment, "worker", "linxian") as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        assert worker.stdout.readline().startswith("linxian: ")
        stop(home)
        said = []
        while "no queue (" not in (line := worker.stderr.readline()):
            said.append(line)
            assert worker.poll() is None, said
        start(home)
        until(lambda: has_worker(database), worker)
        worker.terminate()
        _, left = worker.communicate(timeout=60)
    assert worker.returncode == 0, left
    assert "Traceback" not in "".join([*said, left])


def has_worker(database: str) -> bool:
    """Say whether a worker beats that began after the server was started again."""
    engine = create_engine(database)
    query = """SELECT count(*) FROM procrastinate_workers
        WHERE last_heartbeat > pg_postmaster_start_time()"""
    try:
        with engine.connect() as connection:
            return bool(connection.execute(text(query)).scalar())
    finally:
        engine.dispose()


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
