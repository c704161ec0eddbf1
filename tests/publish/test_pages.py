"""Tests of newscrawl.publish.pages, chart, headlines and folder_pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from newscrawl.publish.chart import chart
from newscrawl.publish.headlines import fill_rates
from newscrawl.publish.pages import (
    Shown,
    SiteHealth,
    SiteState,
    feed_page,
    headline_line,
    index_page,
    stylesheet,
)
from newscrawl.record import Article, Image, Person, Source
from newscrawl.store import Figures
from tests.samples import article

FEED = Shown(name="hillside", title="Hillside News", home="http://www.example.org/")
FIGURES = Figures((("2024-03-25", 3), ("2024-03-23", 1)))
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\x00\x0b\u202e\ud800",
    "]]>--><!--",
    "&lt;script&gt;",
)
PHOTO = Image(
    url="http://www.example.org/a.jpg",
    width=300,
    height=200,
    caption="A bridge.",
    credit="Baotou news network",
)


def one(**changes: Any) -> Article:
    return article(**({"id": "tag:example.org,2024:1"} | changes))


def read(page: bytes) -> html.HtmlElement:
    return html.document_fromstring(page.decode())


def page_of(feed: Shown, articles: Sequence[Article], figures: Figures | None) -> bytes:
    lines = [headline_line(one, of_site=figures is not None) for one in articles]
    site = SiteState(figures, articles) if figures else None
    return feed_page(feed, lines, "2024-03-27", site)


def page(*articles: Article, feed: Shown = FEED) -> html.HtmlElement:
    return read(page_of(feed, articles, FIGURES))


def test_a_feed_can_be_discovered_and_subscribed_to() -> None:
    root = page(one())
    links = {
        link.get("type"): link.get("href") for link in root.iterfind(".//link[@type]")
    }
    assert links == {
        "application/atom+xml": "../atom/hillside.atom",
        "application/feed+json": "../json/hillside.json",
    }
    hrefs = root.xpath("//p[@class='subscribe']/a/@href")
    assert hrefs == ["../atom/hillside.atom", "../json/hillside.json"]


def test_a_headline_shows_title_date_photo_and_caption() -> None:
    root = page(one(images=(PHOTO,), summary="It opened."))
    assert root.xpath("string(//h3/a)") == "Bridge opens"
    assert root.xpath("string(//li//time)") == "2024-03-25 08:00"
    assert root.xpath("string(//p[@class='summary'])") == "It opened."
    assert root.xpath("string(//figcaption)") == "A bridge. Baotou news network"
    photo = root.find(".//img")
    assert photo is not None
    assert dict(photo.attrib) == {
        "src": "http://www.example.org/a.jpg",
        "alt": "",
        "width": "112",
        "height": "74",
        "loading": "lazy",
        "decoding": "async",
        "referrerpolicy": "no-referrer",
    }


def test_a_headline_has_its_own_language_and_direction() -> None:
    root = page(one(language="ar", text_direction="rtl", title="جسر جديد"))
    item = root.find(".//li")
    assert item is not None
    assert (item.get("lang"), item.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("nasty", NASTY)
def test_nothing_a_page_says_is_markup(nasty: str) -> None:
    photo = replace(PHOTO, url=nasty, caption=nasty, credit=nasty)
    fair = replace(photo, url="http://www.example.org/" + nasty)
    source = Source(id="evil", name=nasty, url=nasty, region="US-IL")
    texts = {"title": nasty, "summary": nasty, "language": nasty, "date": nasty}
    found = [
        one(**texts, url=nasty, images=(photo,), source=source),
        one(**texts, images=(fair,), source=source, last_changed=nasty),
    ]
    listed = Shown(name="hillside", title=nasty, home=None, language=nasty)
    health = SiteHealth(feed=listed, figures=Figures(((nasty, 1),)), last_crawl=nasty)
    plain = Shown(name="hillside", title="x", language="y")
    for made, usual in (
        (
            page_of(listed, found, None),
            page_of(plain, [one(images=(PHOTO,))] * 2, None),
        ),
        (index_page([listed], found, [health]), None),
    ):
        root = read(made)
        assert not root.xpath("//script | //svg[@onload] | //iframe | //object")
        assert not root.xpath("//@*[starts-with(name(), 'on')]")
        for address in root.xpath("//@href | //@src"):
            assert address.startswith(
                (
                    "http://",
                    "#",
                    "../",
                    "atom/",
                    "json/",
                    "pages/",
                    "feeds.opml",
                    "data:,",
                )
            )
        if usual:
            assert len(root.findall(".//li")) == len(read(usual).findall(".//li"))
        assert b"49" not in made or nasty != NASTY[5]


def test_a_page_is_self_contained() -> None:
    for made in (page_of(FEED, [one()], FIGURES), index_page([FEED], [one()], [])):
        root = read(made)
        assert not root.xpath("//script | //link[@rel='stylesheet'] | //style[2]")
        policy = root.xpath("string(//meta[@http-equiv]/@content)")
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
        assert b"url(" not in made
        assert b"@import" not in made


def test_a_monster_of_a_title_is_cut() -> None:
    assert len(page_of(FEED, [one(title="A" * 100_000)], None)) < 12_000


def test_fill_rates_tell_which_fields_there_are() -> None:
    found = [one(authors=(Person("Anke Riedel"),), images=(PHOTO,)), one(), one()]
    rates = dict(fill_rates(found))
    assert (rates["Author"], rates["Photo"], rates["Caption"]) == (33, 33, 33)
    assert (rates["Date"], rates["Language"], rates["Full text"]) == (0, 100, 100)
    assert fill_rates([]) == []


def test_a_chart_ends_at_the_newest_day() -> None:
    drawn = chart(FIGURES.days, 7)
    assert drawn is not None
    assert drawn.words == "4 articles in the 7 days to 2024-03-25, at most 3 on one day"
    assert drawn.path == "M32 40v-13h6v13zM48 40v-38h6v38z"
    assert chart((), 7) is None
    assert chart((("nonsense", 3), ("2024-03-25", 0)), 7) is None


def test_the_index_lists_each_kind_of_feed() -> None:
    names = ("all", "feed-energy", "region-cn-nm", "language-en", "hillside")
    more = ("section-hillside-news", "tag-energy")
    feeds = [Shown(name=name, title=name) for name in (*names, *more)]
    root = read(index_page(feeds, [one()], []))
    kinds = [heading.text for heading in root.xpath("//section[1]/h3")]
    assert kinds == ["Everything", "Your own", "Regions", "Languages", "Sites"]
    assert len(root.findall(".//details")) == 2
    discovered = root.xpath("//link[@rel='alternate']/@href")
    assert discovered == [f"atom/{name}.atom" for name in names]


def test_the_index_tells_how_sites_are() -> None:
    health = SiteHealth(feed=FEED, figures=FIGURES, last_crawl="2024-03-26T06:17:09Z")
    root = read(index_page([FEED], [], [health]))
    row = root.xpath("//tbody/tr")[0]
    cells = [cell.text_content().strip() for cell in row]
    assert cells == ["Hillside News", "2024-03-26", "2024-03-25", ""]
    label = row.xpath(".//svg/@aria-label")[0]
    assert label.startswith("4 articles in the 14 days to 2024-03-25")


def test_a_feeds_style_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    assert b"url(" not in stylesheet()
    assert b"@import" not in stylesheet()
