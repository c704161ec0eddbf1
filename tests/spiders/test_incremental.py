"""The second and later crawls of a little site: what is asked for, and what changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.store import open_store
from tests.loopback import Crawled, LoopbackSite, crawl, serving
from tests.spiders.test_news import PACK, address, files_of, listing, page

NUMBERS = [*range(20, 10, -1)]


def at(day: int, hour: int, minute: int = 0) -> str:
    return f"2024-04-{day:02}T{hour:02}:{minute:02}:00Z"


class Town:
    """A site of ten articles on one listing, and the crawls of it."""

    def __init__(self, site: LoopbackSite, folder: Path) -> None:
        self.site, self.folder = site, folder

    def crawl(self, now: str, **settings: Any) -> Crawled:
        self.site.log.clear()
        self.site.conditional.clear()
        # Which visit is a deep check hangs on the address, and so on the port.
        values = {"NEWSCRAWL_CHECK_EVERY": 0} | settings
        return crawl("valley", self.folder, NEWSCRAWL_NOW=now, **values)

    @property
    def asked(self) -> list[str]:
        return [path for path in self.site.log if path != "/robots.txt"]

    def table(self, name: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "newscrawl.db")) as connection:
            return connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()

    def status(self, number: int) -> str:
        with open_store(f"sqlite:///{self.folder / 'newscrawl.db'}") as store:
            article = store.find(f"{self.site.url}{address(number)}")
        assert article is not None
        return article.status


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    pages: dict[str, str | tuple[int, str]] = {
        "/robots.txt": "User-agent: *\nDisallow:\n",
        "/news.html": listing(NUMBERS, ""),
    }
    pages |= {address(n): page(f"Bridge {n} to be repaired", n) for n in NUMBERS}
    with serving(pages, validators=True) as site:
        (tmp_path / "sites").mkdir()
        (tmp_path / "sites/valley.toml").write_text(PACK.format(home=site.url))
        yield Town(site, tmp_path)


def test_an_unchanged_site_costs_a_conditional_request_and_due_looks(
    town: Town,
) -> None:
    assert town.crawl(at(1, 8)).stats["articles/new"] == len(NUMBERS)
    files = files_of(town.folder / "feeds")
    tables = ("articles", "events", "versions", "addresses", "sketches")
    before = [town.table(name) for name in tables]

    soon = town.crawl(at(1, 8, 10))
    assert town.asked == town.site.conditional == ["/news.html"]
    assert soon.stats["unchanged"] == 1

    # The ages of an hour and of six hours have passed: each article is due once.
    later = town.crawl(at(1, 15))
    assert sorted(town.asked) == sorted(["/news.html", *map(address, NUMBERS)])
    assert sorted(town.site.conditional) == sorted(town.asked)
    assert later.stats["articles/same"] == len(NUMBERS)

    assert [town.table(name) for name in tables] == before
    assert files_of(town.folder / "feeds") == files


def test_what_changed_is_read_and_what_is_missing_twice_is_gone(town: Town) -> None:
    town.crawl(at(1, 8))
    town.site.pages[address(20)] = page("Bridge 20 will be torn down", 20)
    town.site.pages[address(19)] = (404, "gone")
    first = town.crawl(at(1, 10))
    assert first.stats["articles/changed"] == 1
    assert first.stats["missing"] == 1
    assert town.status(19) == "usable"
    # Eleven hours later it is not asked for; then it is, and it is still not there.
    town.crawl(at(1, 21))
    assert address(19) not in town.asked
    assert town.crawl(at(1, 22, 30)).stats["articles/gone"] == 1
    assert town.status(19) == "gone"
    feed = (town.folder / "feeds/atom/valley.atom").read_text("utf-8")
    assert "Bridge 20 will be torn down" in feed
    assert "Bridge 19" not in feed


def test_many_missing_at_once_are_the_sites_fault(town: Town) -> None:
    town.crawl(at(1, 8))
    for number in NUMBERS[:3]:
        town.site.pages[address(number)] = (404, "gone")
    for now in (at(1, 10), at(2, 10), at(5, 10)):
        crawled = town.crawl(now)
        assert crawled.stats["held_back"] == 3
        assert "3 of 10 articles are missing: the site's fault" in crawled.log
        assert {town.status(number) for number in NUMBERS} == {"usable"}


def test_a_page_that_failed_is_tried_again(town: Town) -> None:
    town.site.pages[address(20)] = (503, "busy")
    assert town.crawl(at(1, 8)).stats["articles/new"] == len(NUMBERS) - 1
    town.site.pages[address(20)] = page("Bridge 20 to be repaired", 20)
    town.crawl(at(1, 8, 5))
    assert town.asked == ["/news.html"]
    assert town.crawl(at(1, 8, 20)).stats["articles/new"] == 1
    assert sorted(town.asked) == ["/news.html", address(20)]


def test_a_dry_run_tells_and_writes_nothing(town: Town) -> None:
    town.crawl(at(1, 8))
    before = files_of(town.folder)
    town.site.pages["/news.html"] = listing([21, *NUMBERS], "")
    town.site.pages[address(21)] = page("Bridge 21 to be repaired", 21)
    town.site.pages[address(20)] = (404, "gone")
    tried = town.crawl(at(1, 10), NEWSCRAWL_DRY_RUN=True)
    assert tried.stats["articles/new"] == 1
    assert files_of(town.folder) == before
    assert town.crawl(at(1, 10)).stats["articles/new"] == 1


def test_an_article_that_nothing_led_to_is_pulled_by_a_sitemap(tmp_path: Path) -> None:
    def sitemap(changed: str) -> str:
        return (
            "<?xml version='1.0'?>"
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url>"
            f"<loc>{{home}}{address(20)}</loc><lastmod>{changed}</lastmod></url></urlset>"
        )

    pages = {address(20): page("Bridge 20 to be repaired", 20)}
    pages["/map.xml"] = sitemap(at(1, 7))
    with serving(pages) as site:
        (tmp_path / "sites").mkdir()
        pack = PACK.format(home=site.url).replace("/news.html", "/map.xml")
        pack = pack.replace('section = "News"', 'kind = "sitemap"')
        (tmp_path / "sites/valley.toml").write_text(pack)
        crawl("valley", tmp_path, NEWSCRAWL_NOW=at(1, 8))
        with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
            known = store.page(site.url + address(20))
            assert known is not None
            store.save_page(replace(known, found=None, due_at=None))
        site.pages["/map.xml"] = sitemap(at(1, 9, 30))
        site.log.clear()
        pulled = crawl("valley", tmp_path, NEWSCRAWL_NOW=at(1, 10))
    assert address(20) in site.log
    assert "errors" not in pulled.stats
