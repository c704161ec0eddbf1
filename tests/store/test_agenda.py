"""Tests of newscrawl.store.agenda: when sites are due, all at once."""

from __future__ import annotations

from newscrawl.store import PageKind, PageState, Store

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


def test_the_first_page_of_each_site_is_told(store: Store) -> None:
    store.save_page(
        page(NEWS, "2024-03-25T08:00:00Z", "listing"),
        page(f"{NEWS}1", "2024-03-25T09:00:00Z", "article"),
        page(f"{NEWS}2", None, "article"),
    )
    agenda = store.agenda
    sites = ["hillside", "val'ley"]
    assert agenda.first_due(sites) == {
        "hillside": "2024-03-25T08:00:00Z",
        "val'ley": None,
    }
    assert agenda.first_article_due(sites) == {"hillside": "2024-03-25T09:00:00Z"}


def test_looks_are_told_by_the_addresses_as_given(store: Store) -> None:
    store.save_page(page(NEWS, None, "listing"))
    given = "HTTP://WWW.example.org:80/news/"
    assert list(store.agenda.looks([given, f"{NEWS}other/"])) == [given]


def test_nothing_is_unfinished_in_an_empty_store(store: Store) -> None:
    assert store.agenda.unfinished() == set()
