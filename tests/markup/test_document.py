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
