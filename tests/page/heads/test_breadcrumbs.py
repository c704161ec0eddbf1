"""Tests of newscrawl.page.heads.breadcrumbs and crumbs."""

from __future__ import annotations

import lxml.html
import pytest

from newscrawl.page.heads.breadcrumbs import find_breadcrumbs, find_section
from newscrawl.page.heads.crumbs import read_path
from newscrawl.page.page import Page
from newscrawl.record import Link
from newscrawl.sites.site import ArticleRules
from tests.page.pages import meta, page
from tests.samples import site

BASE = "https://www.hillside.example/"
HOME = '<a href="/">Home</a>'
NEWS = '<a href="/news">News</a>'


def names(markup: str) -> list[str]:
    return [
        link.name for link in read_path(lxml.html.fragment_fromstring(markup), BASE)
    ]


@pytest.mark.parametrize(
    ("markup", "path"),
    [
        (f"<div>{HOME} &gt;  {NEWS}</div>", ["Home", "News"]),
        (f"<div>{HOME} / {NEWS} / A story</div>", ["Home", "News", "A story"]),
        (f"<div>You are here: {HOME} » {NEWS}</div>", ["Home", "News"]),
        (
            "<div>当前位置：<a href='/'>首页</a> > <a href='/n'>新闻</a></div>",
            ["首页", "新闻"],
        ),
        (
            f"<ul><li>{HOME}</li><li>{NEWS}</li><li>Story</li></ul>",
            ["Home", "News", "Story"],
        ),
        (
            f"<ul><li>Wo bin ich?</li><li>{HOME} &gt;</li><li>{NEWS}</li></ul>",
            ["Home", "News"],
        ),
        (
            f"<ul><li>{HOME}</li><li>{NEWS}<ul><li>A</li><li>B</li></ul></li></ul>",
            ["Home", "News"],
        ),
        (
            f"<ul><li>{HOME}<ul><li>» {NEWS}<ul><li>» Story</li></ul></li></ul></li></ul>",
            ["Home", "News", "Story"],
        ),
        (
            f"<p><span>{HOME}</span> › <span>{NEWS}</span> › Story</p>",
            ["Home", "News", "Story"],
        ),
        (f'<div><a href="/back">Back</a> {HOME} &gt; {NEWS}</div>', ["Home", "News"]),
        ('<div><a href="/" title="Home"><i></i></a> > Story</div>', ["Home", "Story"]),
        ('<div><a href="/"><img alt="Home"></a> > Story</div>', ["Home", "Story"]),
        (
            f"<ul><li>{HOME}</li><li>IoT / Ethernet relay</li></ul>",
            ["Home", "IoT / Ethernet relay"],
        ),
        (f"<div>{HOME} > {HOME} > {NEWS}</div>", ["Home", "News"]),
        (f"<div>{HOME}<script>var x</script> > {NEWS}</div>", ["Home", "News"]),
        ("<div></div>", []),
    ],
)
def test_path(markup: str, path: list[str]) -> None:
    assert names(markup) == path


def test_addresses_are_absolute() -> None:
    markup = f"<div>{HOME} > {NEWS} > Story</div>"
    assert read_path(lxml.html.fragment_fromstring(markup), BASE) == (
        Link("Home", BASE),
        Link("News", "https://www.hillside.example/news"),
        Link("Story", None),
    )


def crumbs(of: Page) -> list[str]:
    return [link.name for link in find_breadcrumbs(of).value]


JSON_LD = (
    '<script type="application/ld+json">{"@type": "BreadcrumbList",'
    ' "itemListElement": [{"name": "Home", "item": "/"},'
    ' {"item": {"@id": "/news", "name": "News"}}]}</script>'
)


@pytest.mark.parametrize(
    ("body", "head", "path"),
    [
        (f"<nav class='breadcrumb'>{HOME} > {NEWS}</nav>", "", ["Home", "News"]),
        (f"<div class='path'>{HOME} > {NEWS}</div>", "", ["Home", "News"]),
        (f"<div>{HOME} &gt;  {NEWS}</div><h1>Story</h1>", "", ["Home", "News"]),
        ("<h1>Story</h1>", JSON_LD, ["Home", "News"]),
        (f"<div class='breadcrumb'>{NEWS}</div>", "", ["News"]),
        ("<div class='location'>Berlin</div>", "", []),
        ("<ul class='position'><li>One</li><li>Two</li><li>Three</li></ul>", "", []),
    ],
)
def test_breadcrumbs(body: str, head: str, path: list[str]) -> None:
    assert crumbs(page(body, head)) == path


def test_the_sites_rule_comes_first() -> None:
    pack = site(article=ArticleRules(breadcrumbs=("p.way a",)))
    of = page(
        f"<p class='way'>{HOME} {NEWS}</p><div class='breadcrumb'>x</div>", site=pack
    )
    assert crumbs(of) == ["Home", "News"]


@pytest.mark.parametrize(
    ("body", "head", "section"),
    [
        (f"<div class='breadcrumb'>{HOME} > {NEWS}</div>", "", "News"),
        (
            f"<div class='breadcrumb'>{HOME} > {NEWS} > A longer story</div>",
            "<title>A longer story | Hillside</title>",
            "News",
        ),
        ("", meta("article:section", "Sport"), "Sport"),
        (f"<div class='breadcrumb'>{HOME}</div>", "", None),
        ("<div class='breadcrumb'><a href='/'>Hillside</a></div>", "", None),
    ],
)
def test_section(body: str, head: str, section: str | None) -> None:
    of = page(body, head)
    assert find_section(of, find_breadcrumbs(of).value).value == section
