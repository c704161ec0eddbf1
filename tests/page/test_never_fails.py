"""Tests that any bytes give an article or a refusal, and that the work is bounded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.markup import read_document
from newscrawl.page import RawArticle, Refusal, read_article
from newscrawl.page.tree.walk import MAX_ELEMENTS, read_tree
from tests.page.articles import PARAGRAPHS, TITLE
from tests.page.pages import NOW, URL

_TAGS = st.sampled_from(
    [
        "a",
        "b",
        "p",
        "br",
        "h1",
        "h2",
        "div",
        "td",
        "tr",
        "table",
        "ul",
        "li",
        "img",
        "figure",
        "figcaption",
        "time",
        "meta",
        "title",
        "base",
        "script",
        "style",
        "svg",
        "article",
        "nav",
        "iframe",
        "video",
        "noscript",
        "template",
        "form",
        "select",
    ]
)
_WORDS = st.one_of(
    st.sampled_from(
        (
            *("By Ann Lee", "Foto: X/dpa", "[Photo/X]", "25 March 2024", "1/2/24"),
            *("Updated: 0001-01-01", "&#0;", "&#xD800;", "\ud800", "\0", "\ufffe", "<"),
            *("来源：", "（王某摄）", "Home > News", "]]>", "<!--", "-->", "</script>"),
            *("{", '{"@type":"NewsArticle","headline":"x"}', "　", "\u202e", "9" * 30),
        )
    ),
    st.text(max_size=12),
    st.sampled_from(PARAGRAPHS.split("</p>")),
)
_ATTRIBUTES = st.sampled_from(
    (
        *("", "class=byline", "class='article-body'", "class=date", "class=breadcrumb"),
        *("src=/ab.jpg", "srcset='a 1x, b 2x'", "href=/author/x", "href='http://['"),
        *("datetime=2024-03-25", "content=x property=og:title", "lang=xx dir=rtl"),
        *("type=application/ld+json", "style='display:none'", "id='\"'", 'a="'),
    )
)


@st.composite
def _markup(draw: st.DrawFn) -> bytes:
    parts = []
    for _ in range(draw(st.integers(0, 14))):
        tag, words = draw(_TAGS), draw(_WORDS)
        end = draw(st.sampled_from((f"</{tag}>", "", ">", f"</{tag}")))
        parts.append(f"<{tag} {draw(_ATTRIBUTES)}>{words}{end}")
    return "".join(parts).encode("utf-8", "surrogatepass")


def _read(body: bytes, content_type: str | None = None) -> RawArticle | Refusal:
    return read_article(read_document(body, URL, content_type), fetched_at=NOW)


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(_markup())
def test_any_markup_is_read(body: bytes) -> None:
    assert isinstance(_read(body), RawArticle | Refusal)


@settings(max_examples=150, derandomize=True, deadline=None, database=None)
@given(
    st.binary(max_size=300),
    st.sampled_from((None, "", "text/html; charset=", "text/html; charset=utf-16")),
)
def test_any_bytes_are_read(body: bytes, content_type: str | None) -> None:
    assert isinstance(_read(body, content_type), RawArticle | Refusal)


@settings(max_examples=60, derandomize=True, deadline=None, database=None)
@given(_markup(), st.text(max_size=20))
def test_any_address_and_instant_are_read(body: bytes, path: str) -> None:
    document = read_document(body, f"https://www.hillside.example/{path}")
    for at in (
        datetime(1, 1, 2, tzinfo=UTC),
        datetime(9999, 12, 30, tzinfo=timezone(timedelta(hours=-14))),
    ):
        assert isinstance(read_article(document, fetched_at=at), RawArticle | Refusal)


def _page(content: str, head: str = "") -> bytes:
    html = f"<title>{TITLE}</title>{head}<h1>{TITLE}</h1>{content}"
    return html.encode("utf-8", "surrogatepass")


def _json_ld(text: str) -> bytes:
    return _page(PARAGRAPHS, f'<script type="application/ld+json">{text}</script>')


ATTACKS = {
    "deep divisions": _page(PARAGRAPHS + "<div>" * 20_000 + "x"),
    "deep lists": _page(PARAGRAPHS + "<ul><li>" * 5_000 + "x"),
    "deep bold": _page(PARAGRAPHS + "<b>" * 20_000 + "x"),
    "deep tables": _page(PARAGRAPHS + "<table><tr><td>" * 3_000),
    "many paragraphs": _page("<p>hi" * 20_000),
    "many line breaks": _page("x<br>" * 20_000),
    "many pictures": _page(PARAGRAPHS + "<img src=/ab.jpg>" * 5_000),
    "many heads": _page(PARAGRAPHS + "<h1>abc</h1>" * 3_000),
    "one attribute": _page(f'<p class="{"a b " * 100_000}">x</p>' + PARAGRAPHS),
    "many attributes": _page(
        f"<p {' '.join(f'a{i}=1' for i in range(20_000))}>x</p>{PARAGRAPHS}"
    ),
    "attributes that hold a bracket": _page(
        "<p " + " ".join(f'a{i}=">"' for i in range(20_000)) + f">x</p>{PARAGRAPHS}"
    ),
    "attributes with a quote in the name": _page(
        "<p " + " ".join(f'a{i}\'b=">"' for i in range(20_000)) + f">x</p>{PARAGRAPHS}"
    ),
    "unclosed scripts": _page(PARAGRAPHS + "<script>" * 20_000),
    "unclosed drawings": _page(PARAGRAPHS + "<svg " * 20_000),
    "unclosed comments": _page(PARAGRAPHS + "<!--" * 20_000),
    "unclosed pictures": _page(f"<noscript>{'<img ' * 40_000}</noscript>{PARAGRAPHS}"),
    "unclosed tags": _page(PARAGRAPHS + "<a" * 40_000),
    "zeros": b"\0" * 100_000,
    "zeros in a page": _page(PARAGRAPHS + "\0" * 50_000),
    "lone surrogates": _page(PARAGRAPHS + "\ud800 x" * 5_000),
    "references to surrogates": _page(PARAGRAPHS + "&#xD800; x" * 5_000),
    "unclosed scripts, no encoding": b"\xe4\xff" + b"<script>" * 10_000,
    "brackets, no encoding": b"\xe4\xff" + b"<" * 80_000,
    "one word, no encoding": b"\xe4 \xff" + b"a" * 150_000,
    "deep JSON-LD": _json_ld("[" * 50_000 + "]" * 50_000),
    "deep objects": _json_ld('{"a":' * 50_000 + "1" + "}" * 50_000),
    "space before JSON-LD": _json_ld(" " * 300_000 + "{}"),
    "marks after JSON-LD": _json_ld('{"@type":"NewsArticle"}' + ";-->" * 50_000 + "x"),
    "commas in JSON-LD": _json_ld('{"@type":"NewsArticle"' + ", " * 50_000),
    "space in a stated text": _json_ld(
        '{"@type":"NewsArticle","headline":"x","articleBody":"'
        + ("word " * 80 + " " * 100_000)
        + 'x"}'
    ),
}


@pytest.mark.parametrize("body", ATTACKS.values(), ids=ATTACKS.keys())
def test_attacks_on_the_whole_page(body: bytes) -> None:
    assert isinstance(_read(body), RawArticle | Refusal)


@pytest.mark.parametrize(
    "bait",
    [
        *(" ", "&nbsp;", ",", ", ", "1", "12:", "12/", "1-", "by ", "By Ann and ", "-"),
        *(
            " - ",
            "—",
            " | ",
            " &gt; ",
            "(",
            "[",
            "（",
            "Photo by ",
            "© ",
            ".",
            "A",
            "Aa ",
        ),
        *("_", "a@", "http://", "年", "12月", "jan ", "0", "&amp;", "&lt;a ", "vor 2 "),
        *("中", "ا", "e\u0301", "\xad", "/", "www.", "AB, ", "2 hours ago "),
    ],
)
def test_bait_for_patterns(bait: str) -> None:
    run = bait * (4_000 // len(bait))
    attribute = run.replace('"', "")
    body = _page(
        f'<p class="byline">{run}x</p><p class="date">{run}x</p><p>AB{run}x!</p>'
        f'<div class="breadcrumb">{run}x</div><figure><img src="/{attribute}.jpg"'
        f' srcset="{attribute}" alt="{attribute}"><figcaption>{run}x</figcaption>'
        f'</figure><a href="{attribute}">{run}</a>{PARAGRAPHS}',
        f'<meta name="author" content="{attribute}x"><meta name="date"'
        f' content="{attribute}x"><meta property="og:image" content="{attribute}">'
        f"<script>var a = {run}</script>",
    )
    assert isinstance(_read(body), RawArticle | Refusal)


def test_the_walk_is_bounded() -> None:
    document = read_document(b"<p>x</p>" * (MAX_ELEMENTS + 5_000), URL)
    assert len(read_tree(document.root)[0].texts) <= MAX_ELEMENTS


def test_what_is_parsed_is_bounded() -> None:
    document = read_document(b"<p>" * 2_000_000, URL)
    assert sum(1 for _ in document.root.iter()) <= 120_010
