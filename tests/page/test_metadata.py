"""Tests of newscrawl.page.metadata."""

from __future__ import annotations

import pytest

from newscrawl.page.metadata import plain, read_json_ld
from tests.page.pages import URL, ld, meta, page


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "x"}',
        '<!-- {"@type": "NewsArticle", "headline": "x"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "x"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "x",}',
        '{"@type": "NewsArticle", "headline": "x"};',
        '{"@type": "NewsArticle", "text": "two\nlines", "headline": "x"}',
        '{"@type": "NewsArticle", "text": "a \\d", "headline": "x"}',
    ],
    ids=["plain", "comment", "cdata", "comma", "semicolon", "line break", "escape"],
)
def test_json_ld_is_read_tolerantly(script: str) -> None:
    assert [item["headline"] for item in read_json_ld(script)] == ["x"]


@pytest.mark.parametrize(
    "script", ["", "{", "no json", "[" * 50_000, '{"a":' * 50_000, "null", "3"]
)
def test_other_scripts_are_left_out(script: str) -> None:
    assert read_json_ld(script) == []


def test_graphs_are_flattened_outer_first() -> None:
    script = '{"@graph": [{"@type": "WebPage", "author": {"@type": "Person"}}]}'
    assert [item["@type"] for item in read_json_ld(script)] == ["WebPage", "Person"]


def test_the_pages_own_article_is_chosen() -> None:
    of = page(
        "",
        ld(headline="Another", url="https://www.hillside.example/other")
        + ld(headline="This one", mainEntityOfPage={"@id": URL}),
    )
    assert of.metadata.article["headline"] == "This one"


def test_a_page_without_an_article_has_an_empty_one() -> None:
    assert page("", ld(**{"@type": "WebSite"}, name="x")).metadata.article == {}


def test_names_are_lower_case_and_contents_in_order() -> None:
    of = page("", meta("Article:Tag", "a") + meta("article:tag", "b"))
    assert of.metadata.meta["article:tag"] == ("a", "b")
    assert of.metadata.first("none", "article:tag") == "a"


def test_links_are_absolute() -> None:
    of = page("", '<link rel="canonical" href="/b">')
    assert of.metadata.links["canonical"] == ("https://www.hillside.example/b",)


def test_titles_of_drawings_are_no_titles() -> None:
    of = page("<svg><title>Logo</title></svg>", "<title>A  story</title>")
    assert of.metadata.titles == ("A story",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a &amp;amp; b", "a & b"),
        ("a <b>bold</b> word", "a bold word"),
        (["", "second"], "second"),
        ({"name": "Ann"}, "Ann"),
        ({"@value": "x"}, "x"),
        (5, "5"),
        (True, None),
        (None, None),
        ("  ", None),
    ],
)
def test_plain(value: object, text: str | None) -> None:
    assert plain(value) == text
