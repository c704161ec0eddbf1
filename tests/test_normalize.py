"""The record of a raw article, first of all that of the mission's page."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.markup import read_document
from newscrawl.normalize import choose_date, content_html, normalize
from newscrawl.page import RawArticle, read_article
from newscrawl.record import (
    Article,
    DateStatement,
    Embed,
    Fetch,
    Heading,
    Image,
    ImageBlock,
    ListBlock,
    Paragraph,
    Person,
    Quote,
    Table,
    from_json,
    to_json,
)
from newscrawl.sites.loader import load_sites
from newscrawl.sites.site import Site

PAGES = Path(__file__).parent / "pages"
SAMPLE = "http://www.goinnermongolia.com.cn/baotou/2024-03/25/c_973885.htm"
FETCH = Fetch(at="2024-03-26T08:00:00Z", status=200, final_url=SAMPLE)
SITE = Site(name="example", title="Example", url="https://news.example/", language="en")
RAW = RawArticle(url=SAMPLE, title="A title", encoding="utf-8", replaced_characters=0)


def record_of(path: Path, url: str, site: Site) -> Article:
    document = read_document(path.read_bytes(), url, "text/html; charset=utf-8")
    raw = read_article(
        document, site=site, fetched_at=datetime(2024, 3, 26, 8, tzinfo=UTC)
    )
    assert isinstance(raw, RawArticle)
    return normalize(raw, site=site, fetch=FETCH)


@pytest.mark.parametrize("with_pack", [True, False], ids=["pack", "no pack"])
def test_sample_gives_the_stated_record(with_pack: bool) -> None:
    site = load_sites()["goinnermongolia"]
    if not with_pack:
        site = Site(name=site.name, title=site.title, url=site.url, language="en")
    path = PAGES / "goinnermongolia" / "baotou-2024-03-25.html"
    article = record_of(path, SAMPLE, site)
    shown = json.loads(to_json(article))
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for name in ("extraction", "source", "places"):
        del shown[name], expected[name]
    assert shown == expected


def test_sample_keeps_the_date_of_its_address_as_evidence() -> None:
    path = PAGES / "goinnermongolia" / "baotou-2024-03-25.html"
    article = record_of(path, SAMPLE, SITE)
    rivals = article.extraction.fields["published"].rivals
    assert [(rival.from_, rival.value) for rival in rivals] == [("url", "2024-03-25")]


def day(stated: str, at: str | None = None) -> DateStatement:
    return DateStatement(at=at, stated=stated, precision="day", raw=stated)


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        (None, None, FETCH.at),
        (None, day("2024-03-25"), "2024-03-25"),
        (day("2024-03-24"), day("2024-03-25"), "2024-03-24"),
        (
            day("2024-03-24", "2024-03-24T10:00:00+08:00"),
            None,
            "2024-03-24T10:00:00+08:00",
        ),
    ],
    ids=["none", "only modified", "both", "to the minute"],
)
def test_date_is_publication_then_the_only_one_then_first_seen(
    published: DateStatement | None, modified: DateStatement | None, expected: str
) -> None:
    assert choose_date(published, modified, FETCH.at) == expected


def test_text_is_composed() -> None:
    raw = replace(RAW, title="Caf\u0065\u0301", body=(Paragraph("e\u0301"),))
    article = normalize(raw, site=SITE, fetch=FETCH)
    assert (article.title, article.content_text) == ("Café", "é")


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("Mayor\x00 says\x1b[31m no", "Mayor says[31m no"),
        ("one\r\ntwo\rthree\n\tfour", "one\ntwo\nthree\n\tfour"),
        ("page\x0cbreak \x07\x7f", "page break"),
        ("It\x92s \x93so\x94 \x81", "It’s “so”"),
        ("half \ud83d of \ufffe\uffff\ufdd0 one", "half  of  one"),
        ("\u202eright to left\u202c", "\u202eright to left\u202c"),
    ],
    ids=["C0", "line ends", "form feed", "C1", "no characters", "directions stay"],
)
def test_text_holds_nothing_that_no_text_may(stated: str, kept: str) -> None:
    raw = replace(
        RAW,
        title=stated,
        body=(Paragraph(stated), ListBlock((stated,)), Table(((stated,),))),
        authors=(Person(stated),),
        images=(Image(url="https://news.example/a.jpg", caption=stated),),
    )
    article = normalize(raw, site=SITE, fetch=replace(FETCH, etag=stated))
    assert article.title == kept
    assert article.body == (Paragraph(kept), ListBlock((kept,)), Table(((kept,),)))
    assert article.authors[0].name == article.images[0].caption == kept
    assert article.fetch.etag == kept
    assert not set(stated) - set(kept) & set(article.content_html)


def test_captions_are_not_in_the_text() -> None:
    image = Image(url="https://news.example/a.jpg", caption="A bridge")
    raw = replace(RAW, body=(Paragraph("One."), ImageBlock(0)), images=(image,))
    article = normalize(raw, site=SITE, fetch=FETCH)
    assert article.content_text == "One."
    assert "<figcaption>A bridge</figcaption>" in article.content_html


def test_html_escapes_every_text() -> None:
    evil = '<script>"&</script>'
    blocks = (
        Paragraph(evil),
        Heading(evil, 3),
        ListBlock((evil,)),
        Quote(evil),
        Table(((evil,),)),
        Embed("javascript:alert(1)", evil),
        ImageBlock(0),
    )
    images = (Image(url='https://news.example/"onerror=x', alt=evil, caption=evil),)
    html = content_html(blocks, images)
    assert "<script" not in html
    assert 'x"onerror' not in html
    assert "javascript:" not in html


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("Five words in one line", 5, None),
        ("包头市今天举行了活动。", None, 11),
        ("", 0, None),
    ],
    ids=["spaced", "unspaced", "empty"],
)
def test_length_is_counted_by_script(
    text: str, words: int | None, characters: int | None
) -> None:
    raw = replace(RAW, body=(Paragraph(text),))
    article = normalize(raw, site=SITE, fetch=FETCH)
    assert (article.word_count, article.char_count) == (words, characters)


def test_pack_gives_place_and_language() -> None:
    site = SITE.model_copy(update={"place": "Baotou", "region": "CN-NM"})
    article = normalize(RAW, site=site, fetch=FETCH)
    assert [(p.name, p.iso3166_2) for p in article.places] == [("Baotou", "CN-NM")]
    assert article.language == "en"


def test_what_a_page_refuses_is_kept_as_stated() -> None:
    stated = ("index", "noai", "max-snippet:-1", "noai", "tdm-reservation: 1")
    article = normalize(replace(RAW, robots=stated), site=SITE, fetch=FETCH)
    assert article.x_refusals == ("noai", "tdm-reservation: 1")


def test_what_refuses_nothing_has_no_key_for_it() -> None:
    article = normalize(replace(RAW, robots=("index",)), site=SITE, fetch=FETCH)
    assert b"x_refusals" not in to_json(article)
    assert from_json(to_json(article)) == article
