"""Crawls of a site that misbehaves, over loopback: polite, closed, and no false record."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from newscrawl.store import open_store
from tests.loopback import Crawled, crawl
from tests.misbehaving import MisbehavingSite, article_path, misbehaving

WAYS = (
    "whole",
    "short",
    "closed",
    "bomb",
    "private",
    "decimal",
    "refresh",
    "busy",
    "whole",
)
TOLD = {"whole", "busy"}
DELAY_S = 0.1
PACK = """
name = "bridge"
title = "Bridge News"
url = "{url}/"
language = "en"
delay_s = {delay}
sources = [{{ url = "{url}/" }}]
"""


def run(folder: Path, site: MisbehavingSite, **settings: object) -> Crawled:
    """Crawl the site into a folder, which may ask of the private network it alone."""
    (folder / "sites").mkdir(parents=True)
    pack = PACK.format(url=site.url, delay=DELAY_S)
    (folder / "sites/bridge.toml").write_text(pack)
    allowed = site.url.removeprefix("http://")
    values = {
        "NEWSCRAWL_ALLOW_PRIVATE": allowed,
        "DOWNLOAD_DELAY": DELAY_S,
        "DOWNLOAD_MAXSIZE": 1_000_000,
        "RETRY_TIMES": 2,
    }
    return crawl("bridge", folder, **values, **settings)


@dataclass(frozen=True)
class Run:
    site: MisbehavingSite
    folder: Path
    crawled: Crawled


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("bridge")
    with misbehaving(*WAYS) as site:
        yield Run(site, folder, run(folder, site))


def test_what_is_whole_is_told_and_nothing_else(done: Run) -> None:
    with open_store(f"sqlite:///{done.folder / 'newscrawl.db'}") as store:
        told = {
            way
            for path, way in done.site.ways.items()
            if store.find(f"{done.site.url}{path}")
        }
    assert told == TOLD
    assert done.crawled.stats["articles/new"] == sum(way in TOLD for way in WAYS)


def test_half_a_page_is_asked_for_again_and_refused_each_time(done: Run) -> None:
    assert done.site.asked(article_path(WAYS.index("short") + 1)) == 3
    assert done.crawled.stats["errors/ResponseDataLossError"] == 1
    assert done.crawled.stats["dropped/half-page"] == 1


def test_a_page_that_unpacks_without_end_is_dropped_once(done: Run) -> None:
    assert done.site.asked(article_path(WAYS.index("bomb") + 1)) == 1


def test_nothing_private_is_asked(done: Run) -> None:
    assert done.site.private_log == []
    assert done.crawled.stats["dropped/address"] == 3


def test_robots_come_first_and_once(done: Run) -> None:
    assert done.site.log[0].path == "/robots.txt"
    assert done.site.asked("/robots.txt") == 1


def test_retry_after_is_kept(done: Run) -> None:
    path = article_path(WAYS.index("busy") + 1)
    first = next(one for one in done.site.log if one.path == path)
    later = [one for one in done.site.log if one.began > first.began]
    assert later[0].began - first.ended >= 1.0


def test_one_request_at_a_time_with_the_pause_between(done: Run) -> None:
    check_turns(done.site)


def test_processes_take_turns_at_a_host(tmp_path: Path) -> None:
    with misbehaving("whole", "whole", "whole") as site:
        with ThreadPoolExecutor() as pool:
            folders = [tmp_path / "one", tmp_path / "other"]
            list(pool.map(lambda folder: run(folder, site), folders))
        assert len(site.log) == 10
        check_turns(site)


def check_turns(site: MisbehavingSite) -> None:
    ordered = sorted(site.log, key=lambda one: one.began)
    for early, late in pairwise(ordered):
        assert late.began > early.ended, "two requests at once"
        assert late.began - early.began >= DELAY_S * 0.95


def test_a_pause_that_robots_asks_for_is_kept(tmp_path: Path) -> None:
    with misbehaving("whole") as site:
        site.robots += "\nCrawl-delay: 0.4"
        run(tmp_path, site)
        began = [one.began for one in site.log]
    assert min(late - early for early, late in pairwise(began)) >= 0.4 * 0.95
