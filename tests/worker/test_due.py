"""Tests of newscrawl.worker.due: which sites are due, and when the next is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.sites import Listing
from newscrawl.store import PageKind, PageState, Store, open_store
from newscrawl.worker.due import due_sites
from tests.samples import site

NOW = datetime(2024, 3, 25, 8, tzinfo=UTC)
SOURCE = "http://www.example.org/news/"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as opened:
        yield opened


def look(
    url: str, due: str | None, kind: PageKind = "listing", at: str = "07:00"
) -> PageState:
    return PageState(
        url=url,
        site="hillside",
        kind=kind,
        status=200,
        fetched_at=f"2024-03-25T{at}:00Z",
        outcome="read",
        due_at=f"2024-03-25T{due}:00Z" if due else None,
    )


def crawled(store: Store, *pages: PageState) -> None:
    """Store what a crawl of the site looked at, and that it ended."""
    at = "2024-03-25T07:30:00Z"
    store.save_page(*pages)
    store.end_run(store.begin_run(["hillside"], at), at, {})


def test_a_site_that_nothing_is_known_of_is_due(store: Store) -> None:
    assert due_sites(store, [site()], NOW) == ([site()], None)


def test_a_site_is_due_when_the_end_of_its_crawl_said(store: Store) -> None:
    crawled(store, look(SOURCE, "08:30"))
    assert due_sites(store, [site()], NOW) == ([], "2024-03-25T08:30:00Z")
    assert due_sites(store, [site()], NOW + timedelta(minutes=30))[0] == [site()]


def test_a_site_whose_crawl_was_killed_is_asked_for_its_pages(store: Store) -> None:
    crawled(store, look(SOURCE, "07:50"))
    store.save_page(look(SOURCE, "08:20"))
    assert due_sites(store, [site()], NOW) == ([], "2024-03-25T08:20:00Z")


def test_a_site_is_due_with_its_source(store: Store) -> None:
    store.save_page(look(SOURCE, "08:30"))
    assert due_sites(store, [site()], NOW) == ([], "2024-03-25T08:30:00Z")
    store.save_page(look(SOURCE, "08:00"))
    assert due_sites(store, [site()], NOW) == ([site()], None)


def test_a_site_is_due_with_an_article(store: Store) -> None:
    page = look("http://www.example.org/town/c_1.htm", "07:59", "article")
    store.save_page(look(SOURCE, "09:00"), page)
    assert due_sites(store, [site()], NOW)[0] == [site()]


def test_a_source_that_the_pack_dropped_makes_nothing_due(store: Store) -> None:
    store.save_page(look(SOURCE, "09:00"), look(f"{SOURCE}old/", "07:00"))
    assert due_sites(store, [site()], NOW)[0] == []


def test_a_whole_look_finds_a_new_source(store: Store) -> None:
    crawled(store, look(SOURCE, "09:00"))
    new = site(sources=(Listing(url=SOURCE), Listing(url=f"{SOURCE}new/")))
    assert due_sites(store, [new], NOW)[0] == []
    assert due_sites(store, [new], NOW, is_whole=True)[0] == [new]


def test_a_whole_look_finds_what_a_wrong_clock_left(store: Store) -> None:
    crawled(store, look(SOURCE, "23:00", at="20:00"))
    assert due_sites(store, [site()], NOW)[0] == []
    assert due_sites(store, [site()], NOW, is_whole=True)[0] == [site()]
