"""A store for tests: SQLite always, PostgreSQL when a server is named."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from newscrawl.store import Store, open_store

_SERVER = "NEWSCRAWL_TEST_POSTGRESQL"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'newscrawl.db'}"
        return
    server = os.environ.get(_SERVER)
    if not server:
        pytest.skip(f"{_SERVER} names no PostgreSQL server")
    yield from new_database(server)


def new_database(server: str) -> Iterator[str]:
    """Make a database of its own on the server, and drop it."""
    name = f"newscrawl_test_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(server).set(database=name)
        yield url.render_as_string(hide_password=False)
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened
