"""Article links of small listings: what is taken, what is left, what is said of each."""

from __future__ import annotations

import pytest

from newscrawl.discover import FoundLink, ListingPage, read_listing
from newscrawl.markup import read_document
from newscrawl.sites import Listing, Site
from newscrawl.sites.site import ArticleRules, ListingRules

URL = "https://www.valley.example/news/"

TITLES = {
    "en": "Council votes to repair the old bridge over river number {}",
    "zh": "市议会投票决定在冬季之前修复横跨河流的第{}座旧桥",
    "ru": "Городской совет проголосовал за ремонт старого моста номер {}",
}

MENU = (
    "<nav class=menu><ul><li><a href=/>Home</a><li><a href=/news/>News</a>"
    "<li><a href=/sport/>Sport</a><li><a href=/culture/>Culture</a>"
    "<li><a href=/contact/>Contact us</a><li><a href=/login>Log in</a></ul></nav>"
)
FOOTER = (
    "<footer><a href=/privacy/>Our privacy policy and what we do with your data</a>"
    "<a href=/author/jo>All the articles that Jo Hill has written for this paper</a>"
    "<a href=/tag/bridges>Everything that we ever wrote about bridges here</a></footer>"
)


def card(number: int, language: str = "en") -> str:
    href = f"/news/2024/03/story-of-bridge-{number}-1000{number}.html"
    title = TITLES[language].format(number)
    return (
        f'<div class=card><a href="{href}"><img src="/img/{number}.jpg" alt=""></a>'
        f'<h3><a href="{href}?utm_source=x">{title}</a></h3>'
        f"<span class=date>2024-03-{number:02d}</span>"
        "<p>The work will take five weeks and cost less than many had feared.</p>"
        f'<a href="{href}#comments">3 comments</a> <a href="{href}">Read more</a></div>'
    )


def page(body: str, url: str = URL, site: Site | None = None) -> ListingPage:
    html = f"<html><head><title>News</title></head><body>{body}</body></html>"
    return read_listing(read_document(html.encode(), url), site=site)


def listing(language: str = "en", count: int = 8) -> ListingPage:
    cards = "".join(card(number, language) for number in range(1, count + 1))
    return page(f"{MENU}<div class=list>{cards}</div>{FOOTER}")


def told(links: tuple[FoundLink, ...]) -> list[str]:
    return [link.url.rpartition("/")[2].partition(".")[0] for link in links]


@pytest.mark.parametrize("language", TITLES)
def test_each_card_is_one_article_in_any_script(language: str) -> None:
    links = listing(language).links
    assert told(links) == [f"story-of-bridge-{n}-1000{n}" for n in range(1, 9)]
    assert [link.title for link in links] == [
        TITLES[language].format(n) for n in range(1, 9)
    ]


def test_a_card_gives_date_summary_and_image() -> None:
    first = listing().links[0]
    assert first.date == "2024-03-01"
    assert first.summary is not None
    assert first.summary.startswith("The work will take five weeks")
    assert first.image == "https://www.valley.example/img/1.jpg"
    assert first.position == 0
    assert 0.5 <= first.confidence <= 1.0
    assert "links of" in first.reason


def test_a_headline_may_be_worded_like_an_invitation_to_all_news() -> None:
    cards = "".join(
        f'<h3><a href="/france/toutes-les-infos-de-ce-jeudi-202611{day}">'
        f"Toutes les infos de ce jeudi {day} novembre</a></h3>"
        for day in range(10, 18)
    )
    more = '<a href="/france/">Toutes les infos de France et du monde</a>'
    assert len(page(f"{MENU}<div>{cards}{more}</div>").links) == 8


def test_other_hosts_are_left_alone() -> None:
    other = card(99).replace('href="/news', 'href="https://other.example/news')
    links = page(f"{''.join(map(card, range(1, 6)))}{other}").links
    assert len(links) == 5


def test_hosts_of_the_same_domain_are_taken() -> None:
    sister = card(9).replace('href="/news', 'href="https://sport.valley.example/news')
    assert len(page(f"{''.join(map(card, range(1, 6)))}{sister}").links) == 6


def test_a_sites_rule_decides() -> None:
    site = Site(
        name="valley",
        title="Valley",
        url=URL,
        sources=(Listing(url=URL),),
        article=ArticleRules(url=r"/s/\d+$", not_url=r"/s/13$"),
    )
    body = "<a href=/s/1>A</a> <a href=/s/13>B</a> <a href=/s/x>C</a>"
    links = page(f"{body}{''.join(map(card, range(1, 6)))}", site=site).links
    assert [link.url for link in links] == ["https://www.valley.example/s/1"]


@pytest.mark.parametrize(
    "rule",
    [
        "div.list a",
        "div.list",
        "a.x::attr(href)",
        "//div[@class='list']/child::a/@href",
    ],
)
def test_a_sites_selector_says_where_the_links_are(rule: str) -> None:
    site = Site(
        name="valley", title="Valley", url=URL, listing=ListingRules(links=(rule,))
    )
    body = '<div class=list><a class=x href="/s/1">A</a></div>'
    links = page(f"{body}{card(1)}", site=site).links
    assert [link.url for link in links] == ["https://www.valley.example/s/1"]


def test_menus_are_sections_and_folders_are_guessed() -> None:
    found = {section.url for section in listing().sections}
    assert "https://www.valley.example/sport/" in found
    assert "https://www.valley.example/culture/" in found
    assert not any("login" in url for url in found)
    assert "contact" in listing().sections[-1].url


def test_feeds_of_the_head_are_named_but_not_those_of_comments() -> None:
    html = (
        "<html><head>"
        '<link rel=alternate type="application/rss+xml" href="/feed/">'
        '<link rel=alternate type="application/rss+xml" href="/comments/feed/">'
        '<link rel=alternate type="text/html" hreflang=de href="/de/">'
        "</head><body></body></html>"
    )
    found = read_listing(read_document(html.encode(), URL))
    assert found.feeds == ("https://www.valley.example/feed/",)


@pytest.mark.parametrize(
    "body",
    ["", "<p>none", "<a>no href</a>", "<a href='http://[::1'>x</a>", "<a href=#top>x"],
)
def test_a_page_without_articles_gives_none(body: str) -> None:
    assert page(body).links == ()


def test_a_page_of_many_links_is_bounded() -> None:
    links = "".join(f"<a href=/news/a-b-c-d-{n}.html>x {n}</a>" for n in range(20_000))
    assert len(page(f"<div>{links}</div>").links) <= 5_000


def test_deep_nesting_is_no_trouble() -> None:
    page("<div>" * 3_000 + card(1) + "</div>" * 3_000)


def test_a_section_named_by_an_article_word_is_one() -> None:
    menu = (
        "<nav><a href=/americas/>The Americas</a> <a href=/x/>Read the rest</a></nav>"
    )
    page = read_document(
        f"<html><body>{menu}</body></html>".encode(), "https://v.example/"
    )
    found = [section.url for section in read_listing(page).sections]
    assert found == ["https://v.example/americas/"]


def test_a_services_name_makes_no_likely_section_but_an_archives_does() -> None:
    menu = (
        "<nav><a href=/copyright/>Copyright</a><a href=/impressum/>Impressum</a>"
        "<a href=/archiv/>Archiv</a><a href=/stadt/>Stadt</a></nav>"
    )
    found = [section.name for section in page(menu).sections]
    assert set(found[:2]) == {"Archiv", "Stadt"}
