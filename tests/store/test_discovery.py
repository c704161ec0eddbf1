"""Tests of what the store remembers of sources, shapes and waiting addresses."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.identity import addresses, identify
from newscrawl.store import PageState, ShapeYield, SourceYield, Store, Visit, Waiting
from newscrawl.store.discovery import MAX_SHAPES
from tests.samples import SEEN, article, site

NEWS = "http://www.example.org/news/"
FEED = "http://www.example.org/feed.xml"
ONE = "http://www.example.org/1.html"
TWO = "http://www.example.org/2.html"


def visit(url: str, told: tuple[str, ...], at: str = SEEN, **counts: int) -> Visit:
    page = PageState(
        url=url,
        site="hillside",
        kind="listing",
        status=200,
        fetched_at=at,
        outcome="read",
    )
    total = SourceYield(
        url=url,
        site="hillside",
        kind="listing",
        visits=counts.get("visits", 1),
        visited=at,
        links=len(told),
        new=len(told),
        idle=0,
        missed=0,
    )
    waiting = tuple(Waiting(url, "article", at, "{}") for url in told)
    return Visit(url, page, total, told, waiting)


def test_a_visit_is_kept_whole(store: Store) -> None:
    store.discovery.save(visit(NEWS, (ONE, TWO)))
    assert [one.url for one in store.discovery.waiting("hillside")] == [ONE, TWO]
    assert store.discovery.yields("hillside")[0].links == 2
    assert store.page(NEWS) is not None
    assert store.discovery.waiting("elsewhere") == []


def test_a_page_that_was_read_waits_no_more(store: Store) -> None:
    store.discovery.wait("hillside", Waiting(NEWS, "source", SEEN))
    store.discovery.save(visit(NEWS, ()))
    assert store.discovery.waiting("hillside") == []


def test_what_waits_is_forgotten_at_the_end(store: Store) -> None:
    store.discovery.save(visit(NEWS, (ONE, TWO)))
    store.discovery.forget_waiting("hillside", ["article"], but=[TWO])
    assert [one.url for one in store.discovery.waiting("hillside")] == [TWO]
    store.discovery.forget_waiting("hillside", ["article", "source"])
    assert store.discovery.waiting("hillside") == []


def test_the_last_visit_stands(store: Store) -> None:
    store.discovery.save(visit(NEWS, (ONE,)))
    store.discovery.save(visit(NEWS, (), visits=2))
    (found,) = store.discovery.yields("hillside")
    assert (found.visits, found.links) == (2, 0)


def test_articles_are_counted_with_the_sources_that_told_them(store: Store) -> None:
    for url in (ONE, TWO):
        made = identify(article(url=url, title=f"The bridge {url}"), site())
        store.save(made, addresses(made, site()), None, None)
    nowhere = "http://www.example.org/nowhere.html"
    store.discovery.save(visit(NEWS, (ONE, TWO, nowhere)))
    store.discovery.save(visit(FEED, (TWO,)))
    told = store.discovery.articles_told("hillside", "2024-01-01T00:00:00Z")
    assert len(told[NEWS]) == 2
    assert told[FEED] < told[NEWS]
    assert (store.discovery.newest("hillside") or "").startswith("2024-03-25")
    assert store.discovery.newest("elsewhere") is None
    assert store.discovery.articles_told("hillside", "2999-01-01T00:00:00Z") == {}


def test_old_tellings_are_forgotten_with_a_run(store: Store) -> None:
    made = identify(article(url=ONE), site())
    store.save(made, addresses(made, site()), None, None)
    store.discovery.save(visit(NEWS, (ONE,)))
    run = store.begin_run(["hillside"], "2024-09-01T00:00:00Z")
    store.end_run(run, "2024-09-01T00:00:00Z", {})
    assert store.discovery.articles_told("hillside", "2024-01-01T00:00:00Z") == {}
    assert store.discovery.yields("hillside") == []


def test_shapes_are_kept_the_most_tried_first(store: Store) -> None:
    shapes = {f"/s{n}": ShapeYield(n, 1) for n in range(MAX_SHAPES + 5)}
    store.discovery.save_shapes("hillside", shapes)
    kept = store.discovery.shapes("hillside")
    assert len(kept) == MAX_SHAPES
    assert kept["/s9"] == ShapeYield(9, 1)
    assert "/s0" not in kept
    store.discovery.save_shapes("hillside", {"/a": replace(kept["/s9"], others=3)})
    assert store.discovery.shapes("hillside") == {"/a": ShapeYield(9, 3)}
