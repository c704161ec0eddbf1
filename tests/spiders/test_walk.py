"""When a source has been walked far enough."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.sites import Listing
from newscrawl.spiders.reach import Reach
from newscrawl.spiders.walk import CHECKED_PAGES, Walk, Walks
from newscrawl.store import SourceYield

SOURCE = Listing(url="http://v.example/news/", max_pages=5)
BEFORE = SourceYield(
    url=SOURCE.url,
    site="v",
    kind="listing",
    visits=6,
    visited="2024-03-25T08:00:00Z",
    links=10,
    new=0,
    idle=2,
    missed=1,
)


def test_a_page_of_known_articles_ends_a_scheduled_walk() -> None:
    walk = Walk(SOURCE, bound=5)
    walk.note(links=10, new=4, held=6, unseen=10)
    assert walk.goes_on(1)
    walk.note(links=10, new=0, held=10, unseen=10)
    assert not walk.goes_on(2)


def test_it_ends_at_its_bound_and_where_nothing_is_new() -> None:
    walk = Walk(SOURCE, bound=5)
    assert not walk.goes_on(5)
    for _ in range(3):
        assert walk.goes_on(1)
        walk.note(links=10, new=0, held=0, unseen=0)
    assert not walk.goes_on(3)


def test_a_backfill_walks_over_what_is_known_and_out_of_a_trap() -> None:
    walk = Walk(SOURCE, bound=1000, is_deep=True)
    for page in range(1, 20):
        walk.note(links=10, new=0, held=10, unseen=10)
        assert walk.goes_on(page)
    for _ in range(3):
        walk.note(links=10, new=0, held=0, unseen=0)
    assert not walk.goes_on(22)


def test_a_check_counts_what_the_usual_walk_would_have_missed() -> None:
    walk = Walk(SOURCE, bound=5, is_check=True)
    walk.note(links=10, new=2, held=8, unseen=10)
    walk.note(links=10, new=0, held=10, unseen=10)
    assert walk.goes_on(2)
    walk.note(links=10, new=3, held=7, unseen=10)
    assert (walk.new, walk.missed) == (5, 3)


def test_a_check_comes_every_so_many_visits() -> None:
    checked = 0
    for visits in range(24):
        before = {SOURCE.url: replace(BEFORE, visits=visits)}
        walk = Walks(Reach(), before, 12).begin(SOURCE, is_deep=False)
        assert walk.bound == (CHECKED_PAGES if walk.is_check else 5)
        checked += walk.is_check
    assert checked == 2
    assert not Walks(Reach(), {}, 12).begin(SOURCE, is_deep=False).is_check
    assert not Walks(Reach(), before, 0).begin(SOURCE, is_deep=False).is_check


def test_what_is_stored_of_a_walk() -> None:
    walks = Walks(Reach(), {SOURCE.url: BEFORE}, 0)
    walk = walks.begin(SOURCE, is_deep=False)
    walk.note(links=10, new=0, held=10, unseen=10)
    total = walks.total(walk, "v", "2024-03-26T08:00:00Z")
    assert (total.visits, total.idle, total.links, total.missed) == (7, 3, 10, 1)
    walk.note(links=10, new=2, held=8, unseen=10)
    total = walks.total(walk, "v", "2024-03-26T08:00:00Z")
    assert (total.visits, total.idle, total.links, total.new) == (7, 0, 20, 2)
