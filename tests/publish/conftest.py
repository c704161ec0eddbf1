"""A store with articles to publish, and where the standards' schemas are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.store import Store, open_store

_REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as opened:
        yield opened


@pytest.fixture
def schemas() -> Path:
    shared = os.environ.get("NEWSCRAWL_SHARED") or _REPOSITORY.parent / "shared"
    folder = Path(shared) / "schemas"
    if not folder.is_dir():
        pytest.skip("NEWSCRAWL_SHARED names no folder with the standards' schemas")
    return folder


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave files to the system's own time of writing: no test pulls the plug."""
    monkeypatch.setattr("newscrawl.publish.staging.sync", lambda path: None)
