"""Tests of newscrawl.store.figures."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.identity import addresses, identify
from newscrawl.store import Store
from tests.samples import SEEN, article, site

LATER = "2024-03-26T08:00:00Z"


def save(store: Store, number: int, **changes: Any) -> None:
    url = f"http://www.example.org/town/2024-03/25/c_{number}.htm"
    one = identify(article(url=url, **changes), site())
    store.save(one, addresses(one, site()), None, store.begin_run(["h"], SEEN))


def test_articles_are_counted_by_their_day(store: Store) -> None:
    for number, day in enumerate(("2024-03-20", "2024-03-22", "2024-03-20"), 1):
        save(store, number, date=day, text=f"Text number {number}.")
    assert store.figures("hillside").days == (("2024-03-22", 1), ("2024-03-20", 2))
    assert store.figures("nowhere").days == ()


@pytest.mark.parametrize(
    ("counts", "is_good"),
    [
        ({}, True),
        ({"articles/new": 3, "errors": 2}, True),
        ({"known": 5, "errors": 1}, True),
        ({"errors": 1}, False),
        ({"errors": 1, "articles/new": 0}, False),
    ],
)
def test_the_last_crawl_that_went_well(
    store: Store, counts: dict[str, int], is_good: bool
) -> None:
    store.end_run(store.begin_run(["hillside"], SEEN), SEEN, {"articles/new": 1})
    run = store.begin_run(["hillside"], LATER)
    store.end_run(run, LATER, counts)
    store.begin_run(["hillside"], LATER)
    expected = LATER if is_good else SEEN
    assert store.last_good_crawls(run + 1) == {"hillside": expected}
    assert store.last_good_crawls(1) == {"hillside": SEEN}
