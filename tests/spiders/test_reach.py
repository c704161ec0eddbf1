"""How far a crawl goes back."""

from __future__ import annotations

from datetime import date

import pytest
from scrapy.settings import Settings

from newscrawl.discover import FoundLink
from newscrawl.errors import ConfigError
from newscrawl.sites import Listing
from newscrawl.spiders.reach import MAX_PAGES, Reach, link_day

SOURCE = Listing(url="http://v.example/news/", max_pages=3)
SINCE = Reach(since=date(2024, 3, 10))


def link(
    day: str | None, url: str = "http://v.example/a", main: bool = True
) -> FoundLink:
    return FoundLink(url=url, origin="listing", date=day, main=main)


@pytest.mark.parametrize(
    ("text", "url", "day"),
    [
        ("2024-03-09T23:00:00+01:00", "http://v.example/a", date(2024, 3, 9)),
        ("Sat, 09 Mar 2024 08:00:00 GMT", "http://v.example/a", date(2024, 3, 9)),
        ("9 March 2024", "http://v.example/a", date(2024, 3, 9)),
        ("04/05/2024", "http://v.example/a", date(2024, 5, 4)),
        (None, "http://v.example/2024/03/09/a", date(2024, 3, 9)),
        ("yesterday", "http://v.example/a", None),
    ],
    ids=["iso", "rfc 5322", "words", "ambiguous: the later", "address", "none"],
)
def test_a_link_s_day(text: str | None, url: str, day: date | None) -> None:
    assert link_day(link(text, url), "en") == day


@pytest.mark.parametrize(
    ("days", "is_far", "is_past"),
    [
        (["2024-03-11", "2024-03-09"], False, False),
        (["2024-03-09", "2024-03-08"], False, True),
        (["2024-03-09", None], False, True),
        ([None, None], False, False),
        ([None, None], True, True),
    ],
    ids=["one is new", "all are older", "the dated are", "no date", "no date, far"],
)
def test_a_page_of_older_links_is_the_last(
    days: list[str | None], is_far: bool, is_past: bool
) -> None:
    links = [link(day) for day in days]
    assert SINCE.is_past(links, "en", is_far=is_far) is is_past


def test_a_box_beside_does_not_count() -> None:
    links = [link("2024-03-09"), link("2024-03-20", main=False)]
    assert SINCE.is_past(links, "en", is_far=False)


def test_a_scheduled_crawl_leaves_nothing_out() -> None:
    assert Reach().is_before(link("1999-01-01"), "en") is False
    assert not Reach().is_past([link("1999-01-01")], "en", is_far=True)
    assert Reach().pages_of(SOURCE) == 3


def test_a_backfill_goes_as_far_as_asked() -> None:
    assert Reach(is_backfill=True).pages_of(SOURCE) == MAX_PAGES
    assert Reach(is_backfill=True, max_pages=7).pages_of(SOURCE) == 7
    assert SINCE.pages_of(SOURCE) == MAX_PAGES


def test_the_settings_say_it() -> None:
    told = {"NEWSCRAWL_SINCE": "2024-03-10", "NEWSCRAWL_MAX_PAGES": "4"}
    assert Reach.from_settings(Settings(told)) == Reach(date(2024, 3, 10), 4)
    assert Reach.from_settings(Settings()) == Reach()


@pytest.mark.parametrize(
    ("name", "value"),
    [("NEWSCRAWL_SINCE", "last week"), ("NEWSCRAWL_MAX_PAGES", "0")],
    ids=["day", "pages"],
)
def test_what_it_cannot_be_is_told(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Reach.from_settings(Settings({name: value}))
