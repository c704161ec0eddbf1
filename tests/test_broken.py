"""What breaks around a crawl: one clear line, nothing lost, and the next run completes."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.store import open_store
from tests.loopback import ROOT, LoopbackSite, serving
from tests.spiders.test_news import PACK, address, listing, page

NUMBERS = [*range(20, 10, -1)]


class Town:
    """A site of ten articles, a folder, and the command crawling the one into the other."""

    def __init__(self, site: LoopbackSite, folder: Path) -> None:
        self.site, self.folder = site, folder
        self.database = f"sqlite:///{folder / 'newscrawl.db'}"

    def crawl(
        self, *options: str, before: Callable[[], None] | None = None
    ) -> subprocess.CompletedProcess[str]:
        self.site.log.clear()
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NEWSCRAWL_ALLOW_PRIVATE": "127.0.0.1",
            "NEWSCRAWL_STATE": str(self.folder / "state"),
            "NEWSCRAWL_CONTACT": "https://newscrawl.example/",
            "no_proxy": "127.0.0.1",
        }
        return subprocess.run(
            [sys.executable, "-m", "newscrawl", "crawl", "valley", *options],
            cwd=self.folder,
            env=environment,
            preexec_fn=before,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def known(self) -> int:
        with open_store(self.database) as store:
            urls = [f"{self.site.url}{address(number)}" for number in NUMBERS]
            return sum(store.find(url) is not None for url in urls)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    pages: dict[str, str | tuple[int, str]] = {"/news.html": listing(NUMBERS, "")}
    pages |= {address(n): page(f"Bridge {n} to be repaired", n) for n in NUMBERS}
    with serving(pages) as site:
        (tmp_path / "sites").mkdir()
        pack = f"delay_s = 0.0\n{PACK.format(home=site.url)}"
        (tmp_path / "sites/valley.toml").write_text(pack)
        yield Town(site, tmp_path)


def test_a_second_crawl_of_a_site_is_refused_at_once(town: Town) -> None:
    with open_store(town.database) as store:
        store.hold("valley")
        done = town.crawl("--quiet")
    assert done.returncode == 7
    assert "another crawl of it is running" in done.stderr
    assert "Traceback" not in done.stderr
    assert town.site.log == []


def test_a_disk_that_fills_up_ends_the_crawl_with_one_line(town: Town) -> None:
    open_store(town.database).close()
    size = (town.folder / "newscrawl.db").stat().st_size
    bound = size + 150_000

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))

    done = town.crawl("--quiet", before=fill)
    assert done.returncode == 5, done.stderr
    assert "Traceback" not in done.stderr
    assert "newscrawl.db: " in done.stderr
    assert town.known() < len(NUMBERS)
    assert town.crawl("--quiet").returncode == 0
    assert town.known() == len(NUMBERS)


def test_a_damaged_store_is_told_before_anything_is_fetched(town: Town) -> None:
    open_store(town.database).close()
    file = town.folder / "newscrawl.db"
    body = bytearray(file.read_bytes())
    body[4096 : 4096 * 3] = b"\xff" * 8192
    file.write_bytes(body)
    done = town.crawl("--quiet")
    assert (done.returncode, town.site.log) == (5, [])
    assert len(done.stderr.splitlines()) == 1
    assert "damaged" in done.stderr


def test_an_output_that_cannot_be_written_is_told_first(town: Town) -> None:
    (town.folder / "feeds").write_text("in the way")
    done = town.crawl("--quiet", "--feeds", "feeds/valley")
    assert (done.returncode, town.site.log) == (6, [])
    assert len(done.stderr.splitlines()) == 1


def test_a_clock_that_was_ten_years_ahead_keeps_nothing_from_being_crawled(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWL_NOW", "2036-01-01T00:00:00Z")
    assert town.crawl("--quiet").returncode == 0
    monkeypatch.setenv("NEWSCRAWL_NOW", "2026-01-01T00:00:00Z")
    town.site.pages[address(20)] = page("Bridge 20 will be torn down", 20)
    assert town.crawl("--quiet", "--due").returncode == 0
    assert address(20) in town.site.log
    with open_store(town.database) as store:
        for article in store.articles():
            assert article.first_seen <= article.last_changed <= article.last_seen
    monkeypatch.setenv("NEWSCRAWL_NOW", "2026-01-01T00:05:00Z")
    assert town.crawl("--quiet", "--due").returncode == 0
    assert town.site.log == []


def test_only_what_is_due_is_crawled(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSCRAWL_NOW", "2026-01-01T00:00:00Z")
    assert town.crawl("--quiet", "--due").returncode == 0
    monkeypatch.setenv("NEWSCRAWL_NOW", "2026-01-01T00:29:00Z")
    town.crawl("--quiet", "--due")
    assert town.site.log == []
    monkeypatch.setenv("NEWSCRAWL_NOW", "2026-01-01T00:31:00Z")
    town.crawl("--quiet", "--due")
    assert town.site.log == ["/robots.txt", "/news.html"]
    with closing(sqlite3.connect(town.folder / "newscrawl.db")) as connection:
        count = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    assert count == len(NUMBERS)
