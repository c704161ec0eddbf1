"""The next page, in the forms that listings have."""

import pytest

from newscrawl.discover.anchors import read_anchors
from newscrawl.discover.pager import find_next
from newscrawl.markup import read_document

HOME = "https://v.example/news.html"


def next_of(html: str, url: str = HOME) -> str | None:
    page = f"<html><body><p>News</p>{html}</body></html>"
    document = read_document(page.encode(), url)
    found = find_next(document, read_anchors(document))
    return found.removeprefix("https://v.example") if found else None


def links(*pages: tuple[str, str]) -> str:
    return " ".join(f'<a href="{href}">{text}</a>' for text, href in pages)


@pytest.mark.parametrize(
    ("html", "url", "expected"),
    [
        (
            "<div>Previous <span>1</span> "
            + links(("2", "news_2.html"), ("3", "news_3.html"))
            + links(("Next", "news_2.html"), (">>|", "news_10.html"))
            + "</div>",
            HOME,
            "/news_2.html",
        ),
        (
            "<div>"
            + links(("<", "news_39.html"), ("1", "news.html"), ("39", "news_39.html"))
            + "... <b>40</b> "
            + links(("41", "news_41.html"), ("200", "news_200.html"))
            + links((">", "news_41.html"))
            + "</div>",
            "https://v.example/news_40.html",
            "/news_41.html",
        ),
        (
            links(("« Older posts", "/page/3/"), ("Newer posts »", "/page/1/")),
            "https://v.example/page/2/",
            "/page/3/",
        ),
        (links(("next", "?page=2")), HOME, "/news.html?page=2"),
        (
            links(("下一页", "index_2.html")),
            "https://v.example/xw/",
            "/xw/index_2.html",
        ),
        (
            '<link rel="next" href="/page/2/">',
            "https://v.example/",
            "/page/2/",
        ),
        (
            '<script>createPageHTML(9, 0, "index", "html");</script>',
            "https://v.example/xw/",
            "/xw/index_1.html",
        ),
        (
            '<script>createPageHTML(9,8,"index","html")</script>',
            "https://v.example/xw/index_8.html",
            None,
        ),
        (
            links(("Newer posts »", "/page/1/")),
            "https://v.example/page/2/",
            None,
        ),
        (
            links(("1", "/page/1/"), ("2", "/page/2/")) + "<b>3</b>",
            "https://v.example/page/3/",
            None,
        ),
        ("", HOME, None),
    ],
    ids=[
        "numbers with names",
        "numbers with a gap",
        "older, not newer",
        "query",
        "chinese",
        "rel next",
        "script",
        "script, last page",
        "newer alone",
        "last page",
        "none",
    ],
)
def test_next_page(html: str, url: str, expected: str | None) -> None:
    assert next_of(html, url) == expected


def test_the_pager_of_another_listing_is_left_to_that_listing() -> None:
    html = links(("Blog", "/blog/"), ("Older posts", "/blog/?page=2"))
    assert next_of(html, "https://v.example/") is None
    assert next_of(html, "https://v.example/blog/") == "/blog/?page=2"
    alone = links(("Older posts", "/archive/page/2/"))
    assert next_of(alone, "https://v.example/") == "/archive/page/2/"
