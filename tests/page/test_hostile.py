"""Tests that no page makes the finders raise."""

from __future__ import annotations

import json

import pytest

from newscrawl.markup import read_document
from newscrawl.page.read import find_fields, read_page
from tests.page.pages import NOW, URL

STRINGS = (
    "",
    "\0",
    "\ud800",
    "\u202e",
    "''\"<>&",
    "{{7*7}}",
    "0001-01-01",
    "9" * 400,
    "1/1/1 " * 80,
    "a > " * 300,
    "By " * 200,
    ", ; | & and " * 60,
    "Ⅷ ٣ ๓ 元年",
    "https://[",
)


@pytest.mark.parametrize("text", STRINGS, ids=[str(i) for i in range(len(STRINGS))])
def test_any_string_anywhere(text: str) -> None:
    stated = json.dumps(
        {
            "@type": "NewsArticle",
            **dict.fromkeys(("headline", "datePublished", "author", "url"), text),
            "keywords": [text],
            "itemListElement": text,
        }
    )
    body = (
        f'<html lang="{text}"><head><title>{text}</title><base href="{text}">'
        f'<meta name="author" content="{text}"><link rel="canonical" href="{text}">'
        f'<script type="application/ld+json">{stated}</script></head>'
        f'<body class="{text}"><div class="breadcrumb"><a href="{text}">{text}</a></div>'
        f'<h1>{text}</h1><p class="byline">By {text}</p><time datetime="{text}">{text}'
        f"</time><p>Updated: {text}</p></body></html>"
    )
    document = read_document(body.encode("utf-8", "surrogatepass"), URL)
    assert find_fields(read_page(document, fetched_at=NOW))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<h1>" * 3000,
        b'<div class="breadcrumb">' * 3000 + b"<a href=/>Home</a> &gt; x",
        b'<p class="byline date">By Ann Lee, 1.2.2020</p>' * 3000,
        b'<script type="application/ld+json">' + b"[" * 30_000,
    ],
    ids=["empty", "deep heads", "deep crumbs", "many bylines", "deep json"],
)
def test_any_shape(body: bytes) -> None:
    document = read_document(body, URL)
    assert find_fields(read_page(document, fetched_at=NOW))
