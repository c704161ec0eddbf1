"""Archives go by age and by size, the oldest first; an open one never."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.archive.prune import finished, surplus

NOW = datetime(2026, 3, 25, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for days, name in ((1, "c.warc.gz"), (5, "b.warc.gz"), (9, "a.warc.gz")):
        path = tmp_path / name
        path.write_bytes(b"x" * 100)
        at = (NOW - timedelta(days=days)).timestamp()
        os.utime(path, (at, at))
    (tmp_path / "d.warc.gz.open").write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize(
    ("days", "max_bytes", "names"),
    [
        (None, None, []),
        (7, None, ["a"]),
        (None, 150, ["a", "b"]),
        (7, 250, ["a"]),
        (None, 0, ["a", "b", "c"]),
    ],
)
def test_the_oldest_go(
    folder: Path, days: int | None, max_bytes: int | None, names: list[str]
) -> None:
    gone = surplus(finished(folder), NOW, days=days, max_bytes=max_bytes)
    assert [one.path.name[0] for one in gone] == names
