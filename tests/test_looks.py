"""Tests of newscrawl.looks: what a look leaves, and when the next is due."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newscrawl.discover import FoundLink
from newscrawl.looks import (
    found_json,
    found_link,
    is_passing,
    is_same,
    planned,
)
from newscrawl.store import PageState
from tests.samples import site


def page(hour: int, **changes: Any) -> PageState:
    values: dict[str, Any] = {
        "url": "http://www.example.org/1",
        "site": "hillside",
        "kind": "article",
        "status": 200,
        "fetched_at": f"2024-03-25T{hour:02}:00:00Z",
        "outcome": "article",
        "etag": '"a"',
        "body_hash": "sha256:1",
    }
    return PageState(**(values | changes))


def due(page: PageState) -> str | None:
    return page.due_at and page.due_at[8:16]


def test_an_article_is_due_by_its_age() -> None:
    first = planned(page(8), None, site())
    assert due(first) == "25T09:00"
    second = planned(page(9, status=304, etag=None, body_hash=None), first, site())
    assert due(second) == "25T14:00"
    assert (second.etag, second.body_hash, second.unproved) == ('"a"', "sha256:1", 1)
    assert planned(page(14), second, site()).unproved == 0


def test_a_pack_says_other_ages() -> None:
    assert due(planned(page(8), None, site(revisit_h=(2.0,)))) == "25T10:00"
    assert due(planned(page(8), None, site(revisit_h=()))) is None


def test_a_page_that_is_no_article_is_not_looked_at_again() -> None:
    assert planned(page(8, outcome="dropped"), None, site()).due_at is None
    known = planned(page(8), None, site())
    assert due(planned(page(9, outcome="dropped"), known, site())) == "25T14:00"


def test_a_failed_page_is_tried_again_and_later_each_time() -> None:
    first = planned(page(8, outcome="error"), None, site())
    second = planned(page(9, outcome="error"), first, site())
    assert [due(first), due(second)] == ["25T08:10", "25T09:20"]
    assert planned(page(10), second, site()).failures == 0


def test_a_source_is_due_by_what_it_brings() -> None:
    listing = {"kind": "listing", "outcome": "read"}
    first = planned(page(8, **listing), None, site(), fresh=3)
    assert due(first) == "25T08:30"
    quiet = planned(page(9, **listing), first, site())
    assert due(quiet) == "25T09:45"
    failed = planned(page(10, kind="listing", outcome="error"), quiet, site())
    assert due(failed) == "25T11:30"
    assert failed.failures == 1


def test_a_false_304_costs_the_validators_for_good() -> None:
    lied = planned(page(8, distrusted=True), None, site())
    assert lied.etag is None
    assert planned(page(9), lied, site()).etag is None


def test_same_is_a_304_or_the_same_bytes_of_a_whole_look() -> None:
    last = page(8)
    assert is_same(last, 304, "")
    assert is_same(last, 200, "sha256:1")
    assert not is_same(last, 200, "sha256:2")
    assert not is_same(replace(last, outcome="error"), 304, "sha256:1")


@pytest.mark.parametrize(
    ("reason", "passing"),
    [
        ("http-503", True),
        ("http-429", True),
        ("half-page", True),
        ("waiting", True),
        ("http-404", False),
        ("robots", False),
        ("listing", False),
    ],
)
def test_what_passes_is_tried_again(reason: str, passing: bool) -> None:
    assert is_passing(reason) is passing


def test_how_a_page_was_found_is_kept() -> None:
    link = FoundLink(
        url="http://www.example.org/1", origin="feed", title="A", alternates=("b",)
    )
    kept = page(8, found=found_json(link, "http://www.example.org/feed"))
    assert found_link(kept) == (link, "http://www.example.org/feed")
    assert found_link(page(8)) == (None, None)
