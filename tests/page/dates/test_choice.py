"""Tests of newscrawl.page.dates.choice, stated_dates and shown_dates."""

from __future__ import annotations

import pytest

from newscrawl.page.dates.choice import find_dates, url_date
from newscrawl.page.page import Choice, Page
from newscrawl.record import DateStatement
from newscrawl.sites.site import ArticleRules
from tests.page.pages import heads, ld, meta, page, rivals
from tests.samples import site

H1 = "<h1>Bridge to close for six weeks</h1>"
DatePair = tuple[Choice[DateStatement | None], Choice[DateStatement | None]]


def dates(of: Page, language: str | None = "en-GB") -> DatePair:
    return find_dates(of, heads(of), language)


def stated(choice: Choice[DateStatement | None]) -> str | None:
    return choice.value.stated if choice.value else None


@pytest.mark.parametrize(
    ("body", "head", "published", "modified"),
    [
        ("", ld(datePublished="2024-03-25"), "2024-03-25", None),
        ("", meta("article:published_time", "2024-03-25"), "2024-03-25", None),
        ("<p>Updated: 2024-03-25</p>", "", None, "2024-03-25"),
        ("<p>Published: 25 March 2024</p>", "", "2024-03-25", None),
        ("<p>25 March 2024</p>", "", "2024-03-25", None),
        ("<span>Ann Lee | 25 March 2024</span>", "", "2024-03-25", None),
        ("<time datetime='2024-03-25'>Monday</time>", "", "2024-03-25", None),
        (
            "<p>Published 20 March 2024, updated 25 March 2024</p>",
            "",
            "2024-03-20",
            "2024-03-25",
        ),
        ("<p>Stand:</p><p>25.03.2024, 18:05 Uhr</p>", "", None, "2024-03-25T18:05"),
        ("<p>发布时间：2024年3月25日</p>", "", "2024-03-25", None),
        (
            "<p>25 March 2024</p>",
            ld(datePublished="0001-01-01T00:00:00"),
            "2024-03-25",
            None,
        ),
        (
            "<p>25 March 2024</p>",
            ld(datePublished="1970-01-01T00:00:00Z"),
            "2024-03-25",
            None,
        ),
        (
            "<p>25 March 2024</p>",
            ld(datePublished="2031-01-01"),
            "2024-03-25",
            None,
        ),
        (
            "",
            ld(datePublished="2024-03-25", dateModified="2024-03-20"),
            "2024-03-25",
            None,
        ),
        ("", ld(datePublished="2024-03-25T00:00:00"), "2024-03-25", None),
        (
            "<p>22 March 2024</p>",
            ld(datePublished="2024-03-20") + meta("datepublished", "2024-03-22"),
            "2024-03-22",
            None,
        ),
        ("<p>3 days ago</p>", "", "2024-03-24", None),
        (
            "<p>Some text.</p>" * 8 + "<div class='related'><p>25 March 2024</p></div>",
            "",
            None,
            None,
        ),
        (
            "<p>Some text.</p>" * 30
            + "<div class='comments'><p class='date'>25 March 2024</p></div>",
            "",
            None,
            None,
        ),
        ("<p>" + "On 25 March 2024 the council met. " * 9 + "</p>", "", None, None),
    ],
)
def test_dates(
    body: str, head: str, published: str | None, modified: str | None
) -> None:
    first, second = dates(page(H1 + body, head))
    assert (stated(first), stated(second)) == (published, modified)


@pytest.mark.parametrize(
    ("values", "value", "why"),
    [
        ({"datePublished": "0001-01-01"}, "0001-01-01", "a placeholder"),
        ({"datePublished": "2031-01-01"}, "2031-01-01", "after the fetch"),
        (
            {"datePublished": "2024-03-25", "dateModified": "2024-03-20"},
            "2024-03-20",
            "before the publication",
        ),
    ],
)
def test_what_cannot_be_is_said(values: dict[str, str], value: str, why: str) -> None:
    published, _ = dates(page(H1, ld(**values)))
    assert rivals(published)[value] == why


def test_the_pages_own_words_are_kept() -> None:
    _, modified = dates(page(H1 + "<p>Updated: 2024-03-25</p>"))
    assert modified.value == DateStatement(
        at=None,
        stated="2024-03-25",
        precision="day",
        raw="Updated: 2024-03-25",
        kind="updated",
    )


def test_the_address_is_evidence_and_no_statement() -> None:
    of = page(H1, url="https://www.hillside.example/2024/03/25/a.html")
    published, modified = dates(of)
    assert (published.value, modified.value) == (None, None)
    assert rivals(published)["2024-03-25"] == "an address is no statement"


@pytest.mark.parametrize(
    ("language", "day"), [("de", "2024-02-03"), ("en-US", "2024-03-02"), ("en", None)]
)
def test_order_follows_the_language(language: str, day: str | None) -> None:
    published, _ = dates(page(H1 + "<p>03/02/2024</p>"), language)
    assert stated(published) == (day or "2024-03-02")


def test_order_follows_the_host() -> None:
    of = page(H1 + "<p>03/02/2024</p>", url="https://www.hill.example.uk/a")
    assert stated(dates(of, "en")[0]) == "2024-02-03"


def test_order_follows_the_site() -> None:
    pack = site(article=ArticleRules(day_first=False))
    of = page(H1 + "<p>03/02/2024</p>", site=pack)
    assert stated(dates(of, "de")[0]) == "2024-03-02"


def test_the_sites_zone_makes_an_instant() -> None:
    of = page(H1 + "<p>Published: 2024-03-25 08:05</p>", site=site())
    published = dates(of)[0].value
    assert published is not None
    assert (published.at, published.zone_from) == ("2024-03-25T08:05:00+08:00", "site")


def test_an_instant_in_utc_is_stated_as_shown() -> None:
    of = page(
        H1 + "<p>February 24, 2020 | 9:25pm</p>",
        ld(datePublished="2020-02-25T02:25:54Z"),
    )
    published = dates(of, "en-US")[0].value
    assert published is not None
    assert published.stated == "2020-02-24T21:25:54"
    assert published.at == "2020-02-24T21:25:54-05:00"


def test_the_sites_pattern_comes_first() -> None:
    pack = site(article=ArticleRules(modified_text=r"^Updated: (\d{4}-\d\d-\d\d)$"))
    of = page(
        H1 + "<p>Updated: 2024-03-25</p>", ld(dateModified="2024-03-26"), site=pack
    )
    modified = dates(of)[1]
    assert stated(modified) == "2024-03-25"
    assert modified.evidence.rule == "modified_text"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/03/25/story", "2024-03-25"),
        ("/baotou/2024-03/25/c_973885.htm", "2024-03-25"),
        ("/news/20240325/a", "2024-03-25"),
        ("/meldungen/29-10-2021", "2021-10-29"),
        ("/2024/3/5/story", "2024-03-05"),
        ("/c_973885.htm", None),
        ("/2024/13/45/", None),
    ],
)
def test_day_of_an_address(path: str, day: str | None) -> None:
    found = url_date(f"https://www.hillside.example{path}")
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("39 mins ago", "2024-03-27T11:51"),
        ("hace 3 horas", "2024-03-27T09"),
        ("vor 2 Stunden", "2024-03-27T10"),
        ("Yesterday", "2024-03-26"),
        ("Published yesterday", "2024-03-26"),
        ("Heute, 10:30 Uhr", "2024-03-27T10:30"),
        ("Hier klicken", None),
        ("Hier geht es zum Video", None),
        ("Today's paper", None),
        ("6 min read", None),
    ],
)
def test_a_relative_date_below_the_headline(line: str, stated: str | None) -> None:
    of = page(f"<h1>Old bridge to close for six weeks</h1><p>{line}</p><p>Text.</p>")
    found = find_dates(of, heads(of))[0].value
    assert (found.stated if found else None) == stated
