"""Which pictures of a page are the article's, and by which address."""

from datetime import UTC, datetime

import pytest

from newscrawl.markup import read_document
from newscrawl.page import RawArticle, read_article
from newscrawl.record import Image

TEXT = (
    "<p>The town opened its new bridge on Monday after four years of work, and several"
    " hundred people crossed it on foot before the first bus came.</p>"
    "<p>The mayor thanked the builders, who had to move the river bed twice because of"
    " floods, and promised that a second bridge would follow soon.</p>"
)
URL = "https://news.example/a/1.html"


def images(html: str, head: str = "", after: str = "") -> tuple[Image, ...]:
    page = (
        f"<html><head>{head}</head><body><article><h1>Bridge opens at last</h1>"
        f"<div>{html}{TEXT}</div></article>{after}</body></html>"
    )
    document = read_document(page.encode(), URL)
    raw = read_article(document, fetched_at=datetime(2024, 3, 26, tzinfo=UTC))
    assert isinstance(raw, RawArticle)
    return raw.images


def urls(html: str, head: str = "", after: str = "") -> list[str]:
    found = images(html, head, after)
    return [image.url.removeprefix("https://news.example") for image in found]


@pytest.mark.parametrize(
    "html",
    [
        "<img src=/p/bridge.jpg>",
        "<img src='data:image/gif;base64,R0lGOD' data-src=/p/bridge.jpg>",
        "<img src=/img/blank.gif data-original=/p/bridge.jpg>",
        "<img src=/p/small.jpg srcset='/p/small.jpg 300w, /p/bridge.jpg 1200w'>",
        "<img data-lazy-srcset='/p/small.jpg 1x,/p/bridge.jpg 2x'>",
        (
            "<picture><source srcset='/p/bridge.jpg 900w'>"
            "<img src='data:image/gif;base64,R0lGOD'></picture>"
        ),
        "<img class=lazy data-x=1><noscript><img src=/p/bridge.jpg></noscript>",
        "<figure><button><img src=/p/bridge.jpg></button></figure>",
        "<a href=/p/bridge-large.jpg><img src=/p/bridge.jpg></a>",
        "<div class=hero style=\"background-image: url('/p/bridge.jpg')\"></div>",
    ],
    ids=[
        "src",
        "data-src",
        "data-original",
        "srcset",
        "lazy srcset",
        "picture",
        "noscript",
        "button",
        "link to itself",
        "background",
    ],
)
def test_a_photo_is_found_by_its_best_address(html: str) -> None:
    assert urls(html) == ["/p/bridge.jpg"]


@pytest.mark.parametrize(
    "html",
    [
        "<img src=/img/logo.png>",
        "<img src=/p/a.jpg width=40 height=40>",
        "<img src=/p/a-64x64.jpg>",
        "<img src=https://stats.example/pixel.gif width=1 height=1>",
        "<img src=/img/spacer.gif width=600>",
        "<img src=/count/12345678.png width=0 height=0>",
        "<img src=/img/sign.svg>",
        "<img src=/img/arrow.gif>",
        "<a href=/b/2.html><img src=/p/other.jpg></a>",
        "<div class=related><img src=/p/other.jpg><p>Other news of the day</p></div>",
        "<div><img src=/p/other.jpg><h3><a href=/b/2.html>Other news</a></h3></div>",
        "<div class=author-box><img src=/p/reporter.jpg></div>",
        "<nav><img src=/p/section.jpg></nav>",
    ],
)
def test_what_is_no_photo_of_the_article_is_left_out(html: str) -> None:
    assert urls(html) == []


def test_a_photo_in_two_sizes_is_one_picture() -> None:
    html = "<img src=/p/bridge-at-dusk-300x200.jpg><img src=/p/bridge-at-dusk.jpg>"
    assert len(urls(html)) == 1


def test_the_stated_picture_comes_first() -> None:
    head = "<meta property=og:image content=/p/mayor-20240325.jpg>"
    html = "<img src=/p/bridge-20240325.jpg><img src=/p/mayor-20240325-800x600.jpg>"
    shown = urls(html, head)
    assert shown == ["/p/mayor-20240325-800x600.jpg", "/p/bridge-20240325.jpg"]


def test_a_stated_picture_that_is_not_shown_is_listed() -> None:
    head = "<meta property=og:image content=/p/mayor-20240325.jpg>"
    assert urls("", head) == ["/p/mayor-20240325.jpg"]


def test_a_stated_logo_is_not_listed() -> None:
    assert urls("", "<meta property=og:image content=/img/logo-share.png>") == []


def test_json_ld_gives_caption_and_credit() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "B",'
        '"image": {"@type": "ImageObject", "url": "/p/bridge-20240325.jpg",'
        '"caption": "The bridge at dusk.", "creditText": "Jo Pine", "width": 1200}}'
        "</script>"
    )
    (image,) = images("<img src=/p/bridge-20240325-600x400.jpg>", head)
    assert (image.caption, image.credit) == ("The bridge at dusk.", "Jo Pine")


def test_pictures_of_other_articles_below_are_left_out() -> None:
    after = (
        "<section><h2>More</h2><div><img src=/p/other.jpg>"
        "<h3><a href=/b/2.html>Other news of the day</a></h3></div></section>"
    )
    assert urls("<img src=/p/bridge.jpg>", after=after) == ["/p/bridge.jpg"]


def test_a_wrapper_with_a_telling_name_is_no_teaser() -> None:
    html = "<div class='article-teaser related'><img src=/p/bridge.jpg>"
    assert urls(html) == ["/p/bridge.jpg"]


def test_the_article_s_own_number_names_no_photo() -> None:
    head = "<meta property=og:image content=/p/1234567-mayor.jpg>"
    page = (
        f"<html><head>{head}</head><body><article><h1>Bridge opens at last</h1>"
        f"<img src=/p/1234567-bridge.jpg>{TEXT}</article></body></html>"
    )
    document = read_document(page.encode(), "https://news.example/a/1234567.html")
    raw = read_article(document, fetched_at=datetime(2024, 3, 26, tzinfo=UTC))
    assert isinstance(raw, RawArticle)
    assert len(raw.images) == 2


def test_a_number_shared_with_the_metadata_names_the_lead() -> None:
    head = "<meta property=og:image content=/og/1234567-wide.jpg>"
    html = "<img src=/p/7654321-s.jpg><img src=/p/1234567-s.jpg>"
    assert urls(html, head) == ["/p/1234567-s.jpg", "/p/7654321-s.jpg"]
