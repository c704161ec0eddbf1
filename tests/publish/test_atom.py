"""Tests of newscrawl.publish.atom and newscrawl.publish.entry."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from newscrawl.identity import identify
from newscrawl.publish.atom import atom
from newscrawl.publish.entry import Entry
from newscrawl.publish.feed import Feed, Home
from newscrawl.record import Article, DateStatement, Image, Person
from tests.samples import article, site

NS = {"a": "http://www.w3.org/2005/Atom", "d": "http://purl.org/dc/terms/"}
NASTY = {
    "markup": '<script>alert(1)</script> & "quotes" ]]> <!-- ',
    "entities": "&lt;b&gt; &amp;amp; &#0; &nope;",
    "controls": "a\x00b\x08c\x0bd\x1fe\x7ff\ufffeg\uffff",
    "C1": "it\x92s \x80 5\x81",
    "bidi": "\u202egnp.exe",
    "emoji and CJK": "\U0001f409\u5305\u5934\u200d\ufe0f",
    "Arabic": "\u0627\u0644\u0623\u062e\u0628\u0627\u0631",
    "blank but for a control": "\x00",
    "long": "a" * 100_000,
}


def seen(**changes: Any) -> Article:
    return identify(article(**changes), site())


def feed(*entries: Article, **changes: Any) -> Feed:
    values: dict[str, Any] = {
        "name": "hillside",
        "id": "urn:uuid:b2c5a0de-9b3a-5e3f-8f5e-3a0d8d9f1c11",
        "title": "Hillside News",
        "home": "http://www.example.org/",
        "atom_url": "https://feeds.example/atom/hillside.atom",
        "json_url": "https://feeds.example/json/hillside.json",
        "entries": [Entry(one, n, one.last_changed) for n, one in enumerate(entries)],
        "homes": {},
        "zones": {"hillside": ZoneInfo("Asia/Shanghai")},
    }
    return Feed(**(values | changes))


def parsed(*entries: Article, **changes: Any) -> etree._Element:
    return etree.fromstring(atom(feed(*entries, **changes)))


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NS)]


def test_a_feed_says_whose_it_is() -> None:
    root = parsed(seen())
    assert texts(root, "a:link/@rel") == ["alternate", "self"]
    assert texts(root, "a:updated/text()") == ["2024-03-25T08:00:00+00:00"]
    assert texts(root, "@xml:lang") == ["en"]
    assert texts(root, "a:entry/@xml:lang") == ["en"]


def test_links_keep_their_relation_and_type() -> None:
    photo = Image(url="http://www.example.org/a b.JPG?x=1")
    root = parsed(seen(images=(photo,)))
    links = [dict(link.attrib) for link in root.findall("a:entry/a:link", NS)]
    assert links == [
        {"href": seen().url, "rel": "alternate", "type": "text/html"},
        {
            "href": "http://www.example.org/a%20b.JPG?x=1",
            "rel": "enclosure",
            "type": "image/jpeg",
        },
    ]


def test_a_canonical_address_is_where_an_entry_leads() -> None:
    canonical = "https://www.example.org/bridge-opens"
    root = parsed(replace(seen(), canonical_url=canonical))
    assert texts(root, "a:entry/a:link[@rel='alternate']/@href") == [canonical]


def test_entries_keep_their_order() -> None:
    titles = ["c", "a", "b"]
    root = parsed(*(seen(title=title) for title in titles))
    assert texts(root, "a:entry/a:title/text()") == titles


def test_nothing_tells_the_time_of_day() -> None:
    assert atom(feed(seen())) == atom(feed(seen()))
    assert texts(parsed(seen()), "a:entry/a:published") == []


def statement(**changes: Any) -> DateStatement:
    values = {"at": None, "stated": "2024-03-25", "precision": "day", "raw": "25 March"}
    return DateStatement(**(values | changes))


def test_a_day_stays_a_day() -> None:
    root = parsed(seen(published=statement()))
    assert texts(root, "//d:created/text()") == ["2024-03-25"]
    assert texts(root, "//a:published/text()") == ["2024-03-25T12:00:00+08:00"]
    assert texts(root, "a:entry/a:updated/text()") == ["2024-03-25T08:00:00+00:00"]


def test_a_day_without_a_zone_is_no_instant() -> None:
    root = parsed(seen(published=statement()), zones={})
    assert texts(root, "//a:published") == []
    assert texts(root, "//d:created/text()") == ["2024-03-25"]


def test_the_only_date_a_page_states_is_shown() -> None:
    root = parsed(seen(modified=statement(kind="updated")))
    assert texts(root, "//d:created") == []
    assert texts(root, "//d:modified/text()") == ["2024-03-25"]
    assert texts(root, "//a:published/text()") == ["2024-03-25T12:00:00+08:00"]


def test_a_known_minute_is_published_as_it_is() -> None:
    at = "2024-03-25T09:30:00+08:00"
    root = parsed(
        seen(
            published=statement(at=at, stated=at, precision="minute"), date_published=at
        )
    )
    assert texts(root, "//a:published/text()") == [at]


def test_local_mean_time_is_told_in_utc() -> None:
    root = parsed(seen(published=statement(stated="1890-01-01")))
    assert texts(root, "//a:published/text()") == ["1890-01-01T03:54:17+00:00"]


def test_authors_and_categories() -> None:
    entry = seen(
        authors=(Person("A. Writer", "http://www.example.org/a"), Person("\x00")),
        section="News",
        tags=("news", "Bridges", ""),
    )
    root = parsed(entry)
    assert texts(root, "a:entry/a:author/a:name/text()") == ["A. Writer"]
    assert texts(root, "a:entry/a:author/a:uri/text()") == ["http://www.example.org/a"]
    assert texts(root, "a:entry/a:category/@term") == ["News", "Bridges"]
    assert texts(root, "a:entry/a:category/@label") == ["News", "Bridges"]
    assert texts(parsed(seen()), "a:entry/a:author/a:name/text()") == ["Hillside News"]


def test_a_merged_feed_names_the_home_of_an_entry() -> None:
    home = Home(
        "urn:uuid:1", "Hillside News", "https://feeds.example/atom/hillside.atom"
    )
    root = parsed(seen(), homes={"hillside": home})
    (source,) = root.findall("a:entry/a:source", NS)
    assert texts(source, "a:id/text()") == ["urn:uuid:1"]
    assert texts(source, "a:title/text()") == ["Hillside News"]
    assert texts(source, "a:updated/text()") == ["2024-03-25T08:00:00.000000Z"]
    assert texts(source, "a:link/@href") == [home.atom_url]


def test_names_hold_no_markup() -> None:
    entry = seen(tags=("<b>AT&amp;T</b>", "&nope;"), summary="\x00 ")
    root = parsed(entry)
    assert texts(root, "a:entry/a:category/@label") == ["bAT&T/b"]
    assert texts(root, "a:entry/a:summary") == []


def test_text_from_right_to_left_says_so() -> None:
    root = parsed(seen(text_direction="rtl", language="ar"))
    (content,) = texts(root, "a:entry/a:content/text()")
    assert content.startswith('<div dir="rtl" lang="ar"><p>')


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_any_text_gives_a_sound_feed(nasty: str) -> None:
    entry = seen(
        title=nasty,
        text=nasty,
        content_html=f"<p>{html.escape(nasty)}</p>",
        summary=nasty,
        section=nasty,
        copyright_holder=nasty,
        authors=(Person(nasty, nasty),),
        images=(Image(url=nasty, mime_type=nasty),),
    )
    root = parsed(entry)
    (title,) = root.findall("a:entry/a:title", NS)
    shown = title.text or ""
    if title.get("type") == "html":
        shown = html.unescape(shown)
    assert not set(shown) & set("\x00\x08\x0b\x1f\x7f\x92\u202e\ufffe\uffff")
    assert (
        shown == "Untitled"
        or shown.replace("\u2019", "\x92")[:1] == nasty.lstrip("\u202e")[:1]
    )
    assert len(root.findall("a:entry/a:link[@rel='alternate']", NS)) == 1


def test_a_title_is_text_whatever_it_holds() -> None:
    root = parsed(seen(title="<b>Bold</b> & free"))
    (title,) = root.findall("a:entry/a:title", NS)
    assert title.get("type") == "html"
    assert title.text == "&lt;b&gt;Bold&lt;/b&gt; &amp; free"


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_feed_is_valid_atom(nasty: str, schemas: Path) -> None:
    grammar = etree.RelaxNG(etree.parse(str(schemas / "atom.rng")))
    home = Home("urn:uuid:1", "Hillside News", None)
    entry = seen(title=nasty, published=statement(), section=nasty, summary=nasty)
    root = parsed(entry, seen(), homes={"hillside": home})
    assert grammar.validate(root), grammar.error_log
