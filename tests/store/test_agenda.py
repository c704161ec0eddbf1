"""Tests of newscrawl.store.agenda: when sites are due, all at once."""

from __future__ import annotations

from newscrawl.store import PageKind, PageState, Store

AT = "2024-03-25T08:00:00Z"
NEWS = "http://www.example.org/news/"


def page(url: str, due: str | None, kind: PageKind) -> PageState:
    return PageState(
        url=url,
        site="hillside",
        kind=kind,
        status=200,
        fetched_at="2024-03-25T07:00:00Z",
        outcome="read",
        due_at=due,
    )


def end_run(store: Store) -> None:
    store.end_run(store.begin_run(["hillside"], AT), AT, {})


def test_the_end_of_a_run_leaves_when_its_site_is_due(store: Store) -> None:
    store.save_page(
        page(NEWS, "2024-03-25T08:00:00Z", "listing"),
        page(f"{NEWS}1", "2024-03-25T09:00:00Z", "article"),
        page(f"{NEWS}2", None, "article"),
    )
    assert store.agenda.next_due() == {}
    end_run(store)
    assert store.agenda.next_due() == {"hillside": "2024-03-25T08:00:00Z"}


def test_a_site_with_nothing_due_is_told_as_that(store: Store) -> None:
    end_run(store)
    assert store.agenda.next_due() == {"hillside": None}


def test_pages_are_asked_for_by_site(store: Store) -> None:
    store.save_page(
        page(NEWS, "2024-03-25T08:00:00Z", "listing"),
        page(f"{NEWS}1", "2024-03-25T09:00:00Z", "article"),
    )
    agenda, sites = store.agenda, ["hillside", "val'ley"]
    assert agenda.first_after(sites, "2024-03-25T07:59:59Z") == "2024-03-25T08:00:00Z"
    assert agenda.first_after(sites, "2024-03-25T08:00:00Z") == "2024-03-25T09:00:00Z"
    assert agenda.first_after(sites, "2024-03-25T09:00:00Z") is None
    assert agenda.with_article_due(sites, "2024-03-25T08:59:59Z") == set()
    assert agenda.with_article_due(sites, "2024-03-25T09:00:00Z") == {"hillside"}


def test_sources_are_due_by_the_addresses_as_given(store: Store) -> None:
    other, never = f"{NEWS}other/", f"{NEWS}never/"
    store.save_page(
        page(NEWS, "2024-03-25T08:00:00Z", "listing"),
        page(other, "2024-03-25T09:00:00Z", "listing"),
        page(never, None, "listing"),
    )
    given = ["HTTP://WWW.example.org:80/news/", other, never, f"{NEWS}new/"]
    due = store.agenda.due_sources(given, AT, "2024-03-25T08:05:00Z")
    assert due == {given[0], given[3]}
    wrong = store.agenda.due_sources(given, AT, "2024-03-25T06:00:00Z")
    assert wrong == {given[0], other, given[3]}


def test_nothing_is_unfinished_in_an_empty_store(store: Store) -> None:
    assert store.agenda.unfinished() == set()
