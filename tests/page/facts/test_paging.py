"""Tests of newscrawl.page.facts.paging: the further pages of a split article."""

from __future__ import annotations

import pytest

from newscrawl.markup import read_document
from newscrawl.page.facts.paging import find_continued, page_number
from newscrawl.page.metadata import read_metadata
from newscrawl.sites.site import ArticleRules

ROOT = "https://www.hillside.example"


def continued(body: str, url: str, rules: ArticleRules | None = None) -> list[str]:
    """Return the further pages that a page links to, without the host."""
    document = read_document(f"<body><p>Text.</p>{body}</body>".encode(), url)
    linked = read_metadata(document).linked
    found = find_continued(document, linked, rules)
    return [page.removeprefix(ROOT) for page in found]


@pytest.mark.parametrize(
    ("url", "body", "pages"),
    [
        (
            "/news/c_1.htm",
            '<a href="c_1_2.htm">2</a><a href="c_1_3.htm">3</a>',
            ["/news/c_1_2.htm", "/news/c_1_3.htm"],
        ),
        (
            "/news/c_1.htm",
            '<a href="c_1_3.htm">3</a><a href="c_1_2.htm">2</a><a href="c_1_2.htm">&gt;</a>',
            ["/news/c_1_2.htm", "/news/c_1_3.htm"],
        ),
        ("/a.html", '<a href="?page=2">2</a>', ["/a.html?page=2"]),
        ("/a?id=7", '<a href="/a?id=7&amp;page=2">2</a>', ["/a?id=7&page=2"]),
        ("/a/bridge/", '<a href="/a/bridge/2/">2</a>', ["/a/bridge/2/"]),
        ("/a/bridge", '<a href="/a/bridge/page/2">Next</a>', ["/a/bridge/page/2"]),
        ("/a/bridge.html", '<a href="bridge-2.html#top">2</a>', ["/a/bridge-2.html"]),
        ("/a/bridge", '<a href="/a/bridge/seite-2">2</a>', ["/a/bridge/seite-2"]),
    ],
    ids=[
        "underscore",
        "any order, each once",
        "query",
        "query with an identifier",
        "folder",
        "page folder",
        "hyphen and fragment",
        "seite",
    ],
)
def test_pager(url: str, body: str, pages: list[str]) -> None:
    assert continued(body, ROOT + url) == pages


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/news/c_1.htm", '<a href="c_1.htm">1</a><a href="#2">2</a>'),
        ("/news/c_1.htm", '<a href="index_2.htm">2</a><a href="/news/?page=2">2</a>'),
        ("/news/c_1.htm", '<a href="c_12.htm">Other</a><a href="c_2.htm">Next</a>'),
        ("/news/c_1.htm", '<a href="http://[">2</a><a href="javascript:go(2)">2</a>'),
        ("/news/c_1.htm", '<a href="//other.example/news/c_1_2.htm">2</a>'),
        ("/a/bridge", '<a href="/a/bridge/2024">Archive</a>'),
        ("/a/bridge", '<a href="/a/bridge/comments">Comments</a>'),
        ("/a/bridge", '<a href="/a/bridge?page=0">0</a><a href="?page=1">1</a>'),
        ("/a/bridge", '<a href="/a/bridge?replytocom=2">Reply</a>'),
    ],
    ids=[
        "only itself",
        "a listing's pager",
        "other articles",
        "no address",
        "another host",
        "a year",
        "comments",
        "before the second",
        "another query",
    ],
)
def test_no_pager(url: str, body: str) -> None:
    assert continued(body, ROOT + url) == []


@pytest.mark.parametrize(
    "url",
    ["/", "/news/index.html"],
    ids=["front page", "index file"],
)
def test_a_listings_pager_is_none(url: str) -> None:
    links = (
        '<a href="/page/2">2</a><a href="/news/page/2">2</a><a href="/?page=2">2</a>'
    )
    assert continued(links, ROOT + url) == []


def test_pager_by_script() -> None:
    script = '<script>createPageHTML(3, 0, "t20240325_1182", "html");</script>'
    assert continued(script, f"{ROOT}/xw/t20240325_1182.html") == [
        "/xw/t20240325_1182_1.html",
        "/xw/t20240325_1182_2.html",
    ]


@pytest.mark.parametrize(
    "call",
    [
        'createPageHTML(3, 1, "t2024_1182", "html")',
        'createPageHTML(30, 0, "index", "html")',
        'createPageHTML(1, 0, "t2024_1182", "html")',
        "createPageHTML(count, 0, name, ext)",
    ],
    ids=["not the first page", "a listing's", "one page", "variables"],
)
def test_no_pager_by_script(call: str) -> None:
    page = f"<script>{call}</script>"
    assert continued(page, f"{ROOT}/xw/t2024_1182.html") == []


def test_pages_are_bounded() -> None:
    links = "".join(f'<a href="?page={i}">{i}</a>' for i in range(2, 2000))
    assert len(continued(links, f"{ROOT}/a.html")) == 59


def test_the_sites_rule_admits_its_own_form() -> None:
    rules = ArticleRules(continued=r"/p\d+-\d+\.htm$", number=r"/[ap](\d+)")
    links = '<a href="/p71-2.htm">2</a><a href="/p72-2.htm">other</a>'
    assert continued(links, f"{ROOT}/a71.htm", rules) == ["/p71-2.htm"]


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


def test_rule_asks_for_the_same_number() -> None:
    rules = ArticleRules(continued=r"/c_\d+-p\d\.htm$", number=r"/c_(\d+)")
    links = '<a href="c_9-p2.htm">2</a><a href="c_9/../c_1-p2.htm">2</a>'
    assert continued(links, f"{ROOT}/a/c_9.htm", rules) == ["/a/c_9-p2.htm"]
