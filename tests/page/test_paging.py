"""The further pages of one article."""

import pytest

from newscrawl.markup import read_document
from newscrawl.page.paging import find_continued, page_number
from newscrawl.sites.site import ArticleRules

FIRST = "https://news.example/baotou/2024-03/25/c_973885.htm"


@pytest.mark.parametrize(
    ("url", "first", "number"),
    [
        ("https://n.example/c_1_2.htm", "https://n.example/c_1.htm", 2),
        ("https://n.example/c_1-3.html", "https://n.example/c_1.html", 3),
        ("https://n.example/story?page=2", "https://n.example/story", 2),
        ("https://n.example/story/2/", "https://n.example/story/", 2),
        ("https://n.example/story/page/4", "https://n.example/story", 4),
        ("https://n.example/c_1.htm#top", "https://n.example/c_1.htm", 1),
        ("https://n.example/c_2.htm", "https://n.example/c_1.htm", None),
        ("https://n.example/story/2024", "https://n.example/story", None),
        ("https://n.example/story?id=2", "https://n.example/story", None),
        ("https://n.example/c_1_999.htm", "https://n.example/c_1.htm", None),
    ],
)
def test_page_number(url: str, first: str, number: int | None) -> None:
    assert page_number(url, first) == number


def continued(
    html: str, rules: ArticleRules | None = None, url: str = FIRST
) -> list[str]:
    return list(find_continued(read_document(html.encode(), url), rules))


def test_pager_in_order_and_each_once() -> None:
    pager = "".join(f'<a href="c_973885_{n}.htm">{n}</a>' for n in (3, 2, 3))
    assert continued(pager) == [
        "https://news.example/baotou/2024-03/25/c_973885_2.htm",
        "https://news.example/baotou/2024-03/25/c_973885_3.htm",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="news_2.html">2</a>',
        '<a href="?from=home">x</a>',
        '<a href="/other/c_1_2.htm">2</a>',
        '<a href="https://[">x</a>',
        "<script>createPageHTML(20, 0, 'index', 'htm')</script>",
    ],
    ids=["listing's pager", "query", "another article", "broken", "scripted listing"],
)
def test_other_links_are_no_pages(html: str) -> None:
    assert continued(html) == []


def test_scripted_pager() -> None:
    script = "<script>createPageHTML(3, 0, 'c_973885', 'htm');</script>"
    assert [url[-14:] for url in continued(script)] == [
        "c_973885_1.htm",
        "c_973885_2.htm",
    ]


def test_rule_asks_for_the_same_number() -> None:
    rules = ArticleRules(continued=r"/c_\d+-p\d\.htm$", number=r"/c_(\d+)")
    html = '<a href="c_973885-p2.htm">2</a><a href="c_973885/../c_1-p2.htm">2</a>'
    assert [url[-15:] for url in continued(html, rules)] == ["c_973885-p2.htm"]
