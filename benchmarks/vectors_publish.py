"""Strings that break naive software, through the record and both feed formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import html5lib
from lxml import etree

from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.normalize import content_html
from newscrawl.publish.atom import atom
from newscrawl.publish.entry import Entry
from newscrawl.publish.feed import Feed
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.publish.membership import site_name
from newscrawl.record import (
    Article,
    Block,
    Embed,
    Extraction,
    Fetch,
    Heading,
    Image,
    ImageBlock,
    ListBlock,
    Paragraph,
    Person,
    Quote,
    Source,
    Table,
    from_json,
    to_json,
)

_AT = "2024-03-25T08:00:00Z"
_URL = "http://www.example.org/a"


def naughty_string(case: dict[str, Any]) -> Verdict:
    """Write a string in every field of text, and read each format again."""
    article = _article(case["text"])
    line = to_json(article)
    if b"\n" in line or from_json(line) != article:
        return Verdict("failed", "the record does not come back as it went")
    feed = _feed(article)
    root = etree.fromstring(atom(feed))
    (item,) = json.loads(json_feed(feed))["items"]
    verdict = expect(len(root.findall("{*}entry")), 1)
    if verdict == PASSED:
        verdict = expect(item["id"], article.id)
    return verdict


def published_markup(case: dict[str, Any]) -> Verdict:
    """Publish a payload in every field; an HTML5 parser finds nothing that can run."""
    payload: str = case["payload"]
    photo = Image(url=payload, alt=payload, caption=payload, credit=payload)
    photos = (photo, replace(photo, url="http://www.example.org/a.jpg"))
    body: tuple[Block, ...] = (
        Paragraph(payload),
        Heading(payload),
        ListBlock((payload,)),
        Quote(payload),
        Table(((payload,),)),
        Embed(payload, payload),
        ImageBlock(0),
        ImageBlock(1),
    )
    article = replace(
        _article(payload),
        body=body,
        images=photos,
        content_html=content_html(body, photos),
    )
    for one in (article, replace(article, body=(), content_html="")):
        feed = _feed(one)
        for html in (*_atom_markup(atom(feed)), *_json_markup(json_feed(feed))):
            if wrong := _active(html):
                return Verdict("failed", wrong)
    return PASSED


def _atom_markup(document: bytes) -> Iterator[str]:
    root = etree.fromstring(document, etree.XMLParser(huge_tree=True))
    for element in root.iter("{*}title", "{*}summary", "{*}content", "{*}rights"):
        if element.get("type") in ("html", "xhtml"):
            yield element.text or ""
    for link in root.iter("{*}link", "{*}uri", "{*}logo", "{*}icon"):
        yield f'<a href="{link.get("href") or link.text}">'


def _json_markup(document: bytes) -> Iterator[str]:
    for item in json.loads(document)["items"]:
        yield item.get("content_html") or ""
        for url in (item.get("url"), item.get("image")):
            yield f'<a href="{url or "http://example.org"}">'


def _active(html: str) -> str:
    """Return what of a fragment can run or load more than text and photos, or ""."""
    root = html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)
    for part in root:
        if isinstance(part, str):
            continue
        for element in part.iter():
            if element.tag not in _HARMLESS:
                return f"<{element.tag}>"
            for name, value in element.attrib.items():
                if name not in _ATTRIBUTES:
                    return f"<{element.tag} {name}>"
                if name in ("href", "src") and not _is_web(value):
                    return f"<{element.tag} {name}={value[:80]!r}>"
    return ""


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https")


_HARMLESS = frozenset(
    [
        "a",
        "blockquote",
        "div",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "li",
        "ol",
        "p",
        "table",
        "tbody",
        "td",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = frozenset(["alt", "dir", "height", "href", "lang", "src", "width"])


def _feed(article: Article) -> Feed:
    return Feed(
        name=site_name(article.source.id),
        id="urn:uuid:b2c5a0de-9b3a-5e3f-8f5e-3a0d8d9f1c11",
        title="Hillside News",
        home=None,
        atom_url=None,
        json_url=None,
        entries=(Entry(article, 1, article.last_changed),),
        homes={},
        zones={},
    )


def _article(text: str) -> Article:
    return Article(
        id="tag:example.org,2024-03-25:hillside/1",
        url=_URL,
        source=Source(id=text, name=text, url=_URL),
        title=text or "Untitled",
        content_text=text,
        summary=text,
        section=text,
        authors=(Person(text, text),),
        tags=(text,),
        date=_AT,
        first_seen=_AT,
        last_seen=_AT,
        last_changed=_AT,
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl", encoding="utf-8", replaced_characters=0, fields={}
        ),
        fetch=Fetch(at=_AT, status=200, final_url=_URL),
    )
