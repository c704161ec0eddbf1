"""What waits outside of Scrapy's queue, and that a crawl comes to all of it."""

from __future__ import annotations

from pathlib import Path

from scrapy import Request

from newscrawl.spiders.backlog import Backlog, Wanted
from newscrawl.store import open_store
from tests.loopback import crawl, serving
from tests.spiders.test_news import PACK, address, listing, page

NUMBERS = [*range(22, 4, -1)]
A_PAGE = 6


def wanted(number: int) -> Wanted:
    return Wanted(f"http://v.example/{number}", None, None, None)


def urls(backlog: Backlog) -> list[str]:
    return [request.url[-1] for request in backlog.refill()]


def test_it_lets_some_through_and_keeps_the_order_of_the_rest() -> None:
    backlog = Backlog(lambda one: Request(one.url), at_once=2)
    found: list[Wanted | Request] = [wanted(1), wanted(2), wanted(3)]
    found += [Request("http://v.example/4"), wanted(5)]
    assert [one.url[-1] for one in backlog.take(found)] == ["1", "2"]
    assert [*backlog.take([wanted(6)])] == []
    assert urls(backlog) == ["3", "4"]
    assert urls(backlog) == ["5", "6"]
    assert urls(backlog) == []


def test_a_crawl_comes_to_all_that_waits(tmp_path: Path) -> None:
    pages: dict[str, str | tuple[int, str]] = {"/robots.txt": "User-agent: *\nAllow: /"}
    count = len(NUMBERS) // A_PAGE
    for at in range(count):
        some = NUMBERS[at * A_PAGE : (at + 1) * A_PAGE]
        pager = f"<a href=news_{at + 2}.html>Next</a>" if at < count - 1 else ""
        name = "news.html" if at == 0 else f"news_{at + 1}.html"
        pages[f"/{name}"] = listing(some, pager)
    pages |= {address(n): page(f"Bridge {n} to be repaired", n) for n in NUMBERS}
    with serving(pages) as site:
        (tmp_path / "sites").mkdir()
        (tmp_path / "sites/valley.toml").write_text(PACK.format(home=site.url))
        crawled = crawl("valley", tmp_path, NEWSCRAWL_QUEUED=4)
    assert crawled.stats["articles/new"] == len(NUMBERS)
    # The second page of the list comes behind those that were let through before it.
    assert site.log.index("/news_2.html") == 2 + 4
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        assert store.discovery.waiting("valley") == []
