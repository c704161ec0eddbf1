"""The folder that a user's crawls share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.middlewares.state import _default_folder, state_folder


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    _default_folder.cache_clear()
    yield
    _default_folder.cache_clear()


def test_the_stated_folder_is_taken(tmp_path: Path) -> None:
    assert state_folder(Settings({"NEWSCRAWL_STATE": str(tmp_path)})) == tmp_path


def test_the_state_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder(Settings()) == tmp_path / "newscrawl"


def test_a_user_without_a_home_has_a_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = state_folder(Settings())
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700
