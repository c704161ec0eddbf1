"""Tests of whole pages read: what is the article's text, and of which kind."""

from __future__ import annotations

import json

import pytest

from newscrawl.page.article import RawArticle
from newscrawl.record import Embed, Heading, ImageBlock, ListBlock, Quote, Table
from newscrawl.sites.site import ArticleRules, Site
from tests.page.articles import (
    FOOT,
    H1,
    MENU,
    PARAGRAPHS,
    SENTENCES,
    TITLE,
    article,
    read,
    texts,
)
from tests.page.pages import ld

STATE = json.dumps(
    {"props": {"article": {"title": TITLE, "body": [{"p": s} for s in SENTENCES]}}}
)
FIGURE = (
    '<figure><img src="/photos/old-bridge-2024.jpg" width="800">'
    "<figcaption>The old bridge on Monday. Photo: Jo Pine/AP</figcaption></figure>"
)
CHINESE = (
    "本报讯 三月二十五日，记者从市科技局获悉，两市将共同建设创新联合体，推动两地产业协同发展。",
    "据介绍，该联合体由十二家企业和高校共同组成，将围绕新材料、新能源等领域开展联合攻关。",
    "下一步，两市将继续完善合作机制，推动更多创新成果落地转化，为区域经济发展提供支撑。",
)


@pytest.mark.parametrize(
    "content",
    [
        PARAGRAPHS,
        "<br><br>\n".join(SENTENCES),
        "<br>\n".join(SENTENCES),
        "".join(f"<div>{sentence}</div>" for sentence in SENTENCES),
        f"<table><tr><td>{PARAGRAPHS}</td></tr></table>",
        f"<div><div><section>{PARAGRAPHS}</section></div></div>",
        "".join(f"<p><span>{s}</span><!-- ad --></p>" for s in SENTENCES),
        "".join(f"<p>{s[:20]}<b>{s[20:30]}</b>{s[30:]}</p>" for s in SENTENCES),
    ],
    ids=[
        "paragraphs",
        "two line breaks",
        "one line break",
        "divisions",
        "a table for layout",
        "nested",
        "comments",
        "bold",
    ],
)
def test_paragraphs_of_any_markup(content: str) -> None:
    assert texts(article(content)) == list(SENTENCES)


def test_a_table_that_lays_out_the_page() -> None:
    found = read(
        f"<title>{TITLE}</title><table><tr><td width=150>{MENU}</td>"
        f"<td>{H1}<br>{PARAGRAPHS}</td></tr></table>{FOOT}"
    )
    assert isinstance(found, RawArticle)
    assert texts(found) == list(SENTENCES)


@pytest.mark.parametrize(
    "page",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>',
        f"<script>window.__STATE__ = {STATE};</script>",
        ld(headline=TITLE, articleBody="\n\n".join(SENTENCES)),
        ld(headline=TITLE, articleBody=PARAGRAPHS).replace("</p>", "<\\/p>"),
    ],
    ids=["state in JSON", "state in a variable", "JSON-LD", "JSON-LD with markup"],
)
def test_text_that_only_scripts_hold(page: str) -> None:
    found = read(f"<title>{TITLE}</title>{MENU}{H1}<div id=root></div>{page}")
    assert isinstance(found, RawArticle)
    assert texts(found) == list(SENTENCES)


def test_a_lead_outside_the_body() -> None:
    found = read(
        f"<title>{TITLE}</title>{MENU}<div class=head>{H1}"
        f'<p class="standfirst">{SENTENCES[5]}</p></div>'
        f'<div class="article-body">{PARAGRAPHS.replace(SENTENCES[5], "")}</div>{FOOT}'
    )
    assert isinstance(found, RawArticle)
    assert texts(found) == [SENTENCES[5], *SENTENCES[:5]]


@pytest.mark.parametrize(
    "line",
    [
        '<p class="byline">By Ann Lee</p>',
        "<p>By Ann Lee</p>",
        '<p class="date">25 March 2024</p>',
        "<p>Published March 25, 2024</p>",
        "<p>Updated: 2024-03-25 10:30</p>",
        FIGURE,
    ],
    ids=["byline", "plain byline", "date", "published", "updated", "figure"],
)
def test_bylines_dates_and_captions_are_no_text(line: str) -> None:
    assert texts(article(line + PARAGRAPHS)) == list(SENTENCES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>来源：内蒙古日报 2024年03月25日</p>", ""),
        ("", "<p>责任编辑：王小明</p>"),
        ("", "<p>【责任编辑:王小明】</p>"),
    ],
    ids=["source", "editor", "editor in brackets"],
)
def test_lines_of_source_and_editor_are_no_text(before: str, after: str) -> None:
    told = "".join(f"<p>　　{paragraph}</p>" for paragraph in CHINESE)
    found = read(
        "<title>两市共建创新联合体</title><div class=nav><a href=/>首页</a></div>"
        f"<h1>两市共建创新联合体</h1><div class=content>{before}{told}{after}</div>"
    )
    assert isinstance(found, RawArticle)
    assert texts(found) == list(CHINESE)


@pytest.mark.parametrize(
    "after",
    [
        ('<div class="related"><h3>Read more</h3><ul><li><a href="/x">School board picks'
        ' a new head</a></li><li><a href="/y">Library lends seeds again</a></li></ul></div>'),
        '<div class="share"><a href="/f">Facebook</a> <a href="/t">Twitter</a></div>',
        ('<div class="newsletter"><p>Sign up for our newsletter and get the news of the'
        " town in the morning.</p></div>"),
        '<p><a href="/x">Read more: Library lends seeds to gardeners again</a></p>',
        '<div class="tags">Tags: <a href="/t/roads">roads</a> <a href="/t/marl">marl</a></div>',
    ],
    ids=["related", "share", "newsletter", "read more", "tags"],
)  # fmt: skip
def test_what_stands_below_is_no_text(after: str) -> None:
    assert texts(article(PARAGRAPHS + after)) == list(SENTENCES)


@pytest.mark.parametrize(
    ("inner", "block"),
    [
        ("<h2>What comes next</h2>", Heading("What comes next", 2)),
        (
            (
                "<ol><li>First, the eastern lane is closed and traffic is sent around.</li>"
                "<li>Second, the pier is lifted and its base is poured.</li></ol>"
            ),
            ListBlock(
                (
                    "First, the eastern lane is closed and traffic is sent around.",
                    "Second, the pier is lifted and its base is poured.",
                ),
                True,
            ),
        ),
        (
            (
                "<blockquote><p>We looked at every other way to do this, and none of them"
                " kept the road open.</p></blockquote>"
            ),
            Quote(
                "We looked at every other way to do this, and none of them kept the road"
                " open."
            ),
        ),
        (FIGURE, ImageBlock(0)),
        (
            '<iframe src="https://video.example/embed/1"></iframe>',
            Embed("https://video.example/embed/1"),
        ),
    ],
    ids=["heading", "list", "quote", "picture", "embed"],
)
def test_parts_keep_their_kind_and_place(inner: str, block: object) -> None:
    half = len("".join(f"<p>{s}</p>" for s in SENTENCES[:3]))
    found = article(PARAGRAPHS[:half] + inner + PARAGRAPHS[half:])
    assert found.body.index(block) == 3
    assert len(found.body) == 7


def test_a_table_of_a_sites_body_stays_a_table() -> None:
    rows = "<tr><th>Road</th><th>Weeks</th></tr><tr><td>Old bridge</td><td>6</td></tr>"
    site = Site(
        name="hillside",
        title="Hillside",
        url="https://www.hillside.example/",
        article=ArticleRules(body=("div.content",)),
    )
    found = article(f"{PARAGRAPHS}<table>{rows}</table>", site=site)
    assert found.body[-1] == Table((("Road", "Weeks"), ("Old bridge", "6")))


def test_a_line_that_a_break_cuts_goes_on() -> None:
    site = Site(
        name="hillside",
        title="Hillside",
        url="https://www.hillside.example/",
        article=ArticleRules(body=("div.content",)),
    )
    found = article(
        "The council of Marl<br>voted on Monday.<br>It was late.", site=site
    )
    assert texts(found) == ["The council of Marl voted on Monday.", "It was late."]


def test_a_long_text_that_stands_twice_is_kept_once() -> None:
    assert texts(article(PARAGRAPHS + f"<p>{SENTENCES[1]}</p>")) == list(SENTENCES)


def test_the_headline_is_no_text() -> None:
    assert texts(article(f"<h2>{TITLE}</h2>{PARAGRAPHS}")) == list(SENTENCES)
