"""A crawl that was archived, played again: the same bytes, and no network."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.demo import SITES
from tests.test_crawl import output, run

NAMES = sorted(path.stem for path in SITES.glob("*.toml"))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the demo was run and archived, four sites at once."""
    folder = tmp_path_factory.mktemp("archived")
    done = run(folder, "newscrawl", "demo", NEWSCRAWL_ARCHIVE="warc")
    assert done.returncode == 0, done.stderr
    return folder


def replay(folder: Path, to: str) -> dict[str, bytes]:
    """Play the archive again into another store and folder; return its output."""
    archives = [
        part for path in (folder / "warc").iterdir() for part in ("--replay", str(path))
    ]
    done = run(
        folder,
        "newscrawl",
        "crawl",
        *NAMES,
        *archives,
        *("--sites", str(SITES)),
        *("--own-feeds", str(SITES.parent / "feeds.toml")),
        *("--database", f"sqlite:///{to}.db"),
        *("--feeds", to),
        http_proxy="http://127.0.0.1:9",
    )
    assert done.returncode == 0, done.stderr
    return output(folder / to)


def test_a_crawl_played_again_writes_the_same_bytes(archived: Path) -> None:
    assert replay(archived, "again") == output(archived / "demo/feeds")


def test_each_record_names_its_place_in_the_archive(archived: Path) -> None:
    lines = b"".join(output(archived / "demo/feeds/articles").values()).splitlines()
    assert lines
    assert all(b'"archive":"<urn:uuid:' in line for line in lines)
