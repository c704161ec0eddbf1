"""What the store knows of addresses that redirect: each is told, none asked for twice."""

from __future__ import annotations

from pathlib import Path

from newscrawl.store import open_store
from tests.loopback import crawl, serving
from tests.spiders.test_news import PACK, address, listing, page

NUMBERS = [9, 8, 7, 6]


def test_an_address_that_led_elsewhere_has_a_state(tmp_path: Path) -> None:
    pages: dict[str, str | tuple[int, str]] = {
        "/robots.txt": "User-agent: *\nAllow: /",
        "/news.html": listing(NUMBERS, ""),
        address(9): page("Bridge to be repaired", 9),
        address(8): (302, address(9)),
        address(7): (302, address(7)),
        address(6): (302, "/not-here.html"),
    }
    with serving(pages) as site:
        (tmp_path / "sites").mkdir()
        (tmp_path / "sites/valley.toml").write_text(PACK.format(home=site.url))
        crawled = crawl("valley", tmp_path, NEWSCRAWL_NOW="2024-04-01T08:00:00Z")
        with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
            states = [store.page(site.url + address(number)) for number in NUMBERS]
        site.log.clear()
        site.pages["/news.html"] = listing([10, *NUMBERS], "")
        site.pages[address(10)] = page("Bridge is open again", 10)
        crawl("valley", tmp_path, NEWSCRAWL_NOW="2024-04-01T08:30:00Z")
    told = [(state.outcome, state.reason) for state in states if state]
    assert told == [
        ("article", None),
        ("moved", site.url + address(9)),
        ("dropped", "redirect"),
        ("dropped", "http-404"),
    ]
    assert "redirected in a circle" in crawled.log
    assert address(10) in site.log
    assert address(8) not in site.log
