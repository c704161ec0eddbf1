"""Tests of newscrawl.markup.document."""

from __future__ import annotations

import pytest

from newscrawl.markup import read_document

URL = "https://www.hillside.example/news/a.html"


def test_base_element_moves_the_base() -> None:
    document = read_document(b'<base href="/other/"><p>x', URL)
    assert document.base == "https://www.hillside.example/other/"


@pytest.mark.parametrize("href", [b"javascript:x", b"", b"http://[", b"mailto:a@b"])
def test_base_that_is_no_web_address_is_passed_over(href: bytes) -> None:
    document = read_document(b'<base href="' + href + b'"><p>x', URL)
    assert document.base == URL


def test_replaced_characters_are_counted() -> None:
    page = "<p>Größe, Maß und Füße</p>".encode() * 5 + b"\xff"
    assert read_document(page, URL).replaced_characters == 1


def test_control_characters_do_not_end_the_page() -> None:
    document = read_document(b"<p>one\0two\x08</p><h1>three</h1>", URL)
    assert document.root.findtext(".//h1") == "three"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!-- only a comment -->",
        b"<div>" * 20_000,
        b"</p>" * 1000,
        b"<?xml version='1.0'?>",
        b"\xff\xfe<\0",
        b"<p " + b"a=b " * 10_000 + b">",
    ],
    ids=["empty", "space", "comment", "deep", "ends", "xml", "utf-16", "attributes"],
)
def test_any_bytes_give_a_document(body: bytes) -> None:
    assert read_document(body, URL).root is not None


def test_scripts_are_kept_beside_the_tree() -> None:
    page = b"<script>var a = 1</script><style>p {}</style><p>x</p>"
    document = read_document(page, URL)
    assert document.scripts == ("var a = 1",)
    assert document.root.find(".//script") is None


def test_scripts_of_json_stay_in_the_tree() -> None:
    page = b'<script type="application/ld+json">{}</script><p>x</p>'
    assert read_document(page, URL).root.findtext(".//script") == "{}"


def test_unbalanced_noscript_does_not_swallow_the_page() -> None:
    page = b'<noscript><div><img src="a.jpg">x</noscript><div id="b"><h1>y</h1></div>'
    root = read_document(page, URL).root
    heading = root.find(".//h1")
    assert heading is not None
    assert not list(heading.iterancestors("noscript"))
    assert [img.get("src") for img in root.iterfind(".//noscript/img")] == ["a.jpg"]


def test_an_address_that_is_none_is_no_error() -> None:
    assert read_document(b"<p>x", "http://[").url == "http://["


@pytest.mark.parametrize(
    ("page", "shown", "scripts"),
    [
        ("<p>a<script>var x = '<p>b';</script>c", "ac", ("var x = '<p>b';",)),
        ("<p>a<SCRIPT src=x></SCRIPT >c", "ac", ()),
        ("<p>a<style>p { color: red }</style>c", "ac", ()),
        ("<p>a<svg><title>b</title><path d=''/></svg>c", "ac", ()),
        ("<p>a<script>b", "ab", ()),
        ("<p>a<!-- <script> -->c<script>d</script>e", "ace", None),
        ("<p>a<!-- <script>b</script> -->c", "ac", None),
        ("<p>a<scripted>b</scripted>c", "abc", ()),
        ("<p>a<script>b</script><script>c</script>d", "ad", ("b", "c")),
        ("<p>a<script>\n</script>d", "ad", ()),
    ],
    ids=[
        "script",
        "capitals",
        "style",
        "title of a drawing",
        "never closed",
        "opened in a comment",
        "whole in a comment",
        "another element",
        "two",
        "blank",
    ],
)
def test_what_no_reader_sees_is_cut(
    page: str, shown: str, scripts: tuple[str, ...] | None
) -> None:
    document = read_document(page.encode(), URL)
    assert "".join(document.root.itertext()) == shown
    assert scripts is None or document.scripts == scripts


@pytest.mark.parametrize(
    "kind", ["application/ld+json", "application/json", "'application/LD+JSON'"]
)
def test_scripts_of_json_stay(kind: str) -> None:
    page = f'<p>a<script id=x type={kind}>{{"a": 1}}</script>c'
    document = read_document(page.encode(), URL)
    assert document.root.findtext(".//script") == '{"a": 1}'
    assert document.scripts == ()


def test_title_of_a_drawing_is_no_title() -> None:
    page = b"<body><svg><title>icon</title></svg><title>Page</title>"
    document = read_document(page, URL)
    assert [title.text for title in document.root.iter("title")] == ["Page"]


@pytest.mark.parametrize(
    "attribute",
    ["a{}=1", 'a{}=">"', 'a{}="<"', 'a{}\'b=">"', "a{}", "a{}='>'", "a{} = x"],
)
def test_attributes_are_bounded_and_the_text_stays(attribute: str) -> None:
    names = " ".join(attribute.format(number) for number in range(5_000))
    document = read_document(f"<p {names}>one<p>two".encode(), URL)
    paragraphs = list(document.root.iter("p"))
    assert len(paragraphs[0].attrib) <= 210
    assert paragraphs[-1].text == "two"


def test_long_attributes_are_kept() -> None:
    value = "a > b " * 1_000
    document = read_document(f'<p title="{value}" class=x>one'.encode(), URL)
    paragraph = document.root.find(".//p")
    assert paragraph is not None
    assert (paragraph.get("title"), paragraph.get("class")) == (value, "x")


def test_scripts_are_found_by_a_word_without_control_characters() -> None:
    page = b"<script>var a = 1</script><script>createPage(\x0b2\0)</script><p>x</p>"
    document = read_document(page, URL)
    assert list(document.scripts_with("createPage")) == ["createPage(2)"]


@pytest.mark.parametrize("value", ["x", "'>'", '"a > b"'], ids=["bare", "one", "two"])
def test_attributes_are_bounded(value: str) -> None:
    many = " ".join(f"a{number}={value}" for number in range(1_000))
    root = read_document(f"<p {many} id=p>x</p><i>y</i>".encode(), URL).root
    paragraph = root.find(".//p")
    assert paragraph is not None
    assert 100 < len(paragraph.attrib) < 300
    assert root.findtext(".//i") == "y"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["none", "mark"])
def test_utf_8_is_read_as_it_came(mark: bytes) -> None:
    document = read_document(mark + "<p>Zürich\x00 – 東京</p>".encode(), URL)
    assert "".join(document.root.itertext()) == "Zürich – 東京"
    assert (document.encoding, document.replaced_characters) == ("utf-8", 0)
