"""Entries of feeds, well-formed or not."""

import pytest

from newscrawl.discover import read_feed

URL = "https://valley.example/feed/"

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Valley</title>
<item><title>Bridge reopens</title><link>https://valley.example/1</link>
<pubDate>Mon, 25 Mar 2024 08:00:00 +0800</pubDate><category>Roads</category>
<description>&lt;p&gt;It was shut &amp;amp; dark.&lt;/p&gt;</description>
<enclosure url="/b.jpg" type="image/jpeg"/></item>
<item><title>Maple season</title><guid>https://valley.example/2</guid></item>
<item><title>No way</title><guid isPermaLink="false">https://valley.example/3</guid>
</item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://valley.example/">
<entry><title type="html">A &lt;b&gt;bit&lt;/b&gt; of it</title><link href="a/1"/>
<link rel="replies" href="a/1/replies"/><link rel="self" href="a/1.atom"/>
<updated>2024-03-26T08:00:00Z</updated><published>2024-03-25T08:00:00Z</published>
</entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://valley.example/"><title>V</title></channel>
<item rdf:about="https://valley.example/1"><title>One</title>
<dc:date>2024-03-25</dc:date></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "items": [
{"id": "https://valley.example/1", "title": "One", "date_published":
"2024-03-25T08:00:00Z", "tags": ["Roads"]}, 3]}"""


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    feed = read_feed(text.encode(), URL)
    return [(entry.url, entry.title, entry.date) for entry in feed.entries]


def test_rss() -> None:
    feed = read_feed(RSS.encode(), URL)
    first = feed.entries[0]
    assert first.url == "https://valley.example/1"
    assert first.date == "Mon, 25 Mar 2024 08:00:00 +0800"
    assert first.summary == "It was shut & dark."
    assert first.section == "Roads"
    assert first.image == "https://valley.example/b.jpg"
    assert [entry.url for entry in feed.entries[1:]] == ["https://valley.example/2", ""]
    assert len(feed.links) == 2
    assert feed.notes == ("found 1 entries without address",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ATOM, ("https://valley.example/a/1", "A bit of it", "2024-03-25T08:00:00Z")),
        (RDF, ("https://valley.example/1", "One", "2024-03-25")),
        (JSON, ("https://valley.example/1", "One", "2024-03-25T08:00:00Z")),
    ],
    ids=["atom", "rdf", "json"],
)
def test_other_formats(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("Bridge", "Br&uuml;cke", "replaced HTML's named characters"),
        ("Bridge", "Bed & board", "escaped 1 bare ampersands"),
        ("Bridge", "Br\x0bidge", "left 1 forbidden characters out"),
        ("</item></channel></rss>", "", "recovered from ill-formed XML at line"),
        ("<?xml", "Notice: x<?xml", "left text before the first element out"),
    ],
)
def test_repairs_are_noted(old: str, new: str, note: str) -> None:
    feed = read_feed(RSS.replace(old, new, 1).encode(), URL)
    assert len(feed.entries) == 3
    assert any(said.startswith(note) for said in feed.notes), feed.notes


def test_bytes_of_another_encoding_are_read_as_windows_1252() -> None:
    body = RSS.replace("Bridge", "Brücke").encode("latin-1")
    feed = read_feed(body, URL)
    assert feed.entries[0].title == "Brücke reopens"
    assert "windows-1252" in feed.notes[0]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb += '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = RSS.replace("<rss", f"{bomb}<rss").replace("Bridge", "&b;&f;")
    feed = read_feed(text.encode(), URL)
    assert "aaaa" not in str(feed.entries)
    assert "root" not in str(feed.entries)


def test_texts_that_a_document_type_names_are_put_in() -> None:
    head = '<!-- a --><!DOCTYPE rss [<!ENTITY id "https://valley.example/">]>'
    feed = read_feed(f"{head}<rss><item><guid>&id;7</guid></item></rss>".encode(), URL)
    assert feed.entries[0].url == "https://valley.example/7"
    assert feed.notes == ("left the document type out",)


def test_a_document_type_within_a_text_stays() -> None:
    text = "<rss><item><title><![CDATA[ <!DOCTYPE ]]></title></item></rss>"
    assert read_feed(text.encode(), URL).entries[0].title == "<!DOCTYPE"


def test_entries_that_say_nothing_are_counted_and_lead_nowhere() -> None:
    feed = read_feed(
        b"<feed><entry/><entry><source><entry/></source></entry></feed>", URL
    )
    assert len(feed.entries) == 2
    assert feed.links == ()


@pytest.mark.parametrize(
    ("stated", "title", "encoding", "note"),
    [
        ("iso-8859-1", "Brücke", "utf-8", "as utf-8"),
        ("us-ascii", "Brücke", "latin-1", "as windows-1252"),
        ("x-fake", "Bridge", "utf-8", "no known encoding"),
    ],
)
def test_a_wrong_encoding_is_noted(
    stated: str, title: str, encoding: str, note: str
) -> None:
    text = f'<?xml version="1.0" encoding="{stated}"?><rss><item><title>{title}</title>'
    feed = read_feed(f"{text}</item></rss>".encode(encoding), URL)
    assert feed.entries[0].title == title
    assert note in feed.notes[0]


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01", b"{", b"[[[", b"<", b"<rss>", b"not a feed", b"{}"]
)
def test_anything_gives_an_empty_feed(body: bytes) -> None:
    assert read_feed(body, URL).entries == ()
