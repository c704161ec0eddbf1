"""Tests of newscrawl.page.names.bylines, shown_bylines, names and agencies."""

from __future__ import annotations

import pytest

from newscrawl.page.names.agencies import find_agency, find_dateline, names_agency
from newscrawl.page.names.bylines import find_authors, find_editor
from newscrawl.page.names.people import split_names
from newscrawl.page.page import Page
from newscrawl.sites.site import ArticleRules
from tests.page.pages import heads, ld, meta, page
from tests.samples import site

H1 = "<h1>Bridge to close for six weeks</h1>"


def authors(of: Page) -> list[str]:
    return [person.name for person in find_authors(of, heads(of))[0].value]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Chen", ["Ann Lee", "Bo Chen"]),
        ("By Ann Lee, Staff Writer", ["Ann Lee"]),
        ("By Ann Lee, Bo Chen & Cy Ray", ["Ann Lee", "Bo Chen", "Cy Ray"]),
        ("Von Jutta Ahlers und Jörg Kühn", ["Jutta Ahlers", "Jörg Kühn"]),
        ("Par Zoé Dupont", ["Zoé Dupont"]),
        ("Por Ana Díaz y Luis Gil", ["Ana Díaz", "Luis Gil"]),
        ("di Anna Rossi", ["Anna Rossi"]),
        ("Door Jan de Vries", ["Jan de Vries"]),
        ("Text: Ivan Huber", ["Ivan Huber"]),
        ("Text & Fotos: Ivan Huber", ["Ivan Huber"]),
        ("Автор: Иван Петров", ["Иван Петров"]),
        ("記者 王小明", ["王小明"]),
        ("上官云清 宋宇晟", ["上官云清", "宋宇晟"]),
        ("山田 太郎", ["山田 太郎"]),
        ("박준석 기자", ["박준석"]),
        ("Lee, Ann", ["Ann Lee"]),
        ("Seb Dumitru, Lille", ["Seb Dumitru"]),
        ("Ann Lee (Reuters)", ["Ann Lee"]),
        ("Ann Lee | ann@post.example", ["Ann Lee"]),
        ("By Ann Lee March 3, 2024 at 3:45 pm", ["Ann Lee"]),
        ("Ann Lee Ann Lee", ["Ann Lee"]),
        ("J. R. Smith Jr.", ["J. R. Smith Jr."]),
        ("Ludwig van der Berg", ["Ludwig van der Berg"]),
        ("dpa", []),
        ("By Associated Press", []),
        ("Staff Writer", []),
        ("Redaktion", []),
        ("Last updated: 3 May", []),
        ("5 min read", []),
        ("来源：县林业局 责任编辑：赵敏", []),
        ("", []),
    ],
)
def test_names_of_a_byline(byline: str, names: list[str]) -> None:
    assert list(split_names(byline)) == names


@pytest.mark.parametrize(
    ("body", "head", "names"),
    [
        ("", ld(author={"@type": "Person", "name": "Ann Lee"}), ["Ann Lee"]),
        ("", ld(author=["Ann Lee", {"name": "Bo Chen"}]), ["Ann Lee", "Bo Chen"]),
        ("", meta("author", "Ann Lee"), ["Ann Lee"]),
        ("", meta("article:author", "https://facebook.example/ann"), []),
        ("<p class='byline'>By Ann Lee</p>", "", ["Ann Lee"]),
        ("<a rel='author' href='/x'>Ann Lee</a>", "", ["Ann Lee"]),
        ("<a href='/author/ann-lee'>Ann Lee</a>", "", ["Ann Lee"]),
        ("<span itemprop='author'>Ann Lee</span>", "", ["Ann Lee"]),
        ("<p>By Ann Lee</p>", "", ["Ann Lee"]),
        ("<p>25.03.2024 - Ann Lee</p>", "", ["Ann Lee"]),
        (
            "<p class='byline'>By Ann Lee</p>",
            ld(author={"@type": "Organization", "name": "Hillside News"}),
            ["Ann Lee"],
        ),
        (
            "<p class='byline'>By Ann Lee and Bo Chen</p>",
            ld(author="Ann Lee"),
            ["Ann Lee", "Bo Chen"],
        ),
        (
            "<p class='byline'>By Cy Ray</p>",
            ld(author="Ann Lee"),
            ["Ann Lee"],
        ),
        (
            "<figure><span class='author'>Photo: Cy Ray</span></figure>",
            "",
            [],
        ),
        ("<div class='comments'><b class='author'>Cy Ray</b></div>", "", []),
        ("", ld(author={"name": "Hillside Staff"}), ["Hillside Staff"]),
        ("", ld(author="dpa"), []),
        ("", ld(author="Hillside Post et AFP"), ["Hillside Post"]),
        ("", ld(author="User Admin"), []),
        ("<p class='byline'>Reuters, Washington</p>", "", []),
        ("<p class='byline'>Nga</p>", "", []),
        (
            "<p>text</p><div class='author-bio'><a href='/author/a'>Ann Lee</a></div>",
            "",
            ["Ann Lee"],
        ),
    ],
)
def test_authors(body: str, head: str, names: list[str]) -> None:
    assert authors(page(H1 + body, head)) == names


def test_an_authors_page_is_kept() -> None:
    author = {"@type": "Person", "name": "Ann Lee", "url": "/people/ann"}
    (person,) = find_authors(page(H1, ld(author=author)))[0].value
    assert person.url == "https://www.hillside.example/people/ann"


def test_the_byline_is_kept_as_printed() -> None:
    of = page(H1 + "<p class='byline'>By <b>Ann Lee</b>, Staff Writer</p>")
    assert find_authors(of, heads(of))[1].value == "By Ann Lee , Staff Writer"


def test_a_date_beside_the_byline_is_no_part_of_it() -> None:
    of = page(H1 + "<small>Von Jutta Ahlers | Stand: 26.03.2024, 17:30 Uhr</small>")
    assert find_authors(of, heads(of))[1].value == "Von Jutta Ahlers"


def test_the_sites_rule_comes_first() -> None:
    pack = site(article=ArticleRules(authors=("i.who",)))
    of = page(H1 + "<i class='who'>By Bo Chen</i>", ld(author="Ann Lee"), site=pack)
    assert authors(of) == ["Bo Chen"]


def test_editor() -> None:
    of = page(H1 + "<p>来源：县林业局 责任编辑：赵敏</p>")
    assert find_editor(of).value == "赵敏"


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Von dpa", "dpa"),
        ("By Ann Lee and Reuters", "Reuters"),
        ("The Associated Press", "The Associated Press"),
        ("SID Nachrichtenagentur", "SID Nachrichtenagentur"),
        ("Ann Lee (AFP)", "AFP"),
        ("By Ann Lee", None),
        ("Antonia Tass", None),
    ],
)
def test_agency_of_a_byline(byline: str, agency: str | None) -> None:
    assert names_agency(byline) == agency


def test_agency_of_json_ld() -> None:
    of = page(H1, ld(author=[{"name": "Ann Lee"}, {"name": "AFP"}]))
    assert find_agency(of, None, None).value == "AFP"


@pytest.mark.parametrize(
    ("first", "agency", "dateline"),
    [
        ("Frankfurt/Main (dpa) - Der Preis", "dpa", "Frankfurt/Main"),
        ("HOHHOT, March 23 (Xinhua) -- The fair opened.", "Xinhua", "HOHHOT, March 23"),
        ("PARIS (AFP) - The court ruled.", "AFP", "PARIS"),
        ("LONDON — The court ruled.", None, "LONDON"),
        ("新华社北京3月23日电 会议召开", "新华社", None),
        ("The court ruled - again - on Monday.", None, None),
        ("Berlin: a city in numbers", None, None),
    ],
)
def test_head_of_the_first_paragraph(
    first: str, agency: str | None, dateline: str | None
) -> None:
    of = page(H1)
    assert find_agency(of, None, first).value == agency
    assert find_dateline(first).value == dateline


@pytest.mark.parametrize(
    ("shown", "byline"),
    [
        (
            'valleypost Share News By <a href="/author/ann-lee">Ann Lee</a> 08:44',
            "By Ann Lee",
        ),
        ("By Ann Lee Staff Writer Dec 13, 2016 at 3:45 pm", "By Ann Lee Staff Writer"),
        ("Von Jutta Ahlers 0:00 Anhören", "Von Jutta Ahlers"),
        ("Par Zoé Dupont Le 2 novembre 2023 à 16h17", "Par Zoé Dupont"),
        ("Ann Lee ann@post.example", "Ann Lee"),
        ("By Ann Lee, Valley Correspondent", "By Ann Lee, Valley Correspondent"),
    ],
    ids=["buttons", "month", "player", "day", "address", "role"],
)
def test_a_byline_is_printed_without_its_surroundings(shown: str, byline: str) -> None:
    of = page(f'{H1}<p class="byline">{shown}</p>')
    assert find_authors(of, heads(of))[1].value == byline


def test_a_printed_name_that_json_ld_lacks_is_a_rival() -> None:
    of = page(
        f'{H1}<p class="byline">By Bo Chen</p>',
        ld(headline="x", author={"@type": "Person", "name": "Ann Lee"}),
    )
    choice = find_authors(of, heads(of))[0]
    assert [person.name for person in choice.value] == ["Ann Lee"]
    assert [rival.value for rival in choice.evidence.rivals] == ["Bo Chen"]
