"""The way from a store on PostgreSQL to its feeds, exports and API."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.publish import publish
from newscrawl.publish.export import FORMS, export
from newscrawl.serve import Served
from newscrawl.store import open_store
from tests.publish.test_publish import LATER, contents, save, seen
from tests.serve.conftest import running
from tests.store.conftest import new_database

_SERVER = os.environ.get("NEWSCRAWL_TEST_POSTGRESQL", "")

pytestmark = pytest.mark.skipif(
    not _SERVER, reason="NEWSCRAWL_TEST_POSTGRESQL names no PostgreSQL server"
)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Yield the addresses of an empty store of each kind."""
    for url in new_database(_SERVER):
        yield f"sqlite:///{tmp_path / 'newscrawl.db'}", url


def _fill(database: str, folder: Path) -> dict[str, bytes]:
    """Publish twice, and return the exports of all that changed, by form."""
    with open_store(database) as store:
        found = [seen(n, text=f"The bridge of day {n} opened.") for n in range(1, 70)]
        save(store, *found)
        publish(store, folder)
        save(store, replace(found[0], status="gone", last_seen=LATER))
        save(store, seen(90, text="A ferry sails on Monday.", at=LATER))
        list(store.index())
        publish(store, folder)
        made = {}
        for form in sorted(FORMS):
            out = io.BytesIO()
            export(store, 0, form, out)
            made[form] = out.getvalue()
        return made


def test_both_kinds_of_store_give_the_same_bytes(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    ours, theirs = (
        _fill(one, tmp_path / kind)
        for one, kind in zip(databases, ("sqlite", "postgresql"), strict=True)
    )
    assert ours == theirs
    assert contents(tmp_path / "sqlite") == contents(tmp_path / "postgresql")


def test_the_api_answers_from_postgresql(
    databases: tuple[str, str], tmp_path: Path
) -> None:
    _fill(databases[1], tmp_path / "feeds")
    with running(Served(tmp_path / "feeds", databases[1])) as server:
        assert server.ask("/healthz").status == 200
        found = json.loads(server.ask("/api/articles?q=ferry").body)
        assert len(json.loads(server.ask("/api/events?limit=9").body)["events"]) == 9
    (article,) = found["articles"]
    assert article["content_text"].startswith("A ferry")
