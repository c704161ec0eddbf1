"""Tests of newscrawl.page.heads.standfirsts, tags, rights, addresses and rules."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.page.facts import addresses, rights
from newscrawl.page.facts.tags import find_tags
from newscrawl.page.heads import standfirsts
from newscrawl.page.rules import select
from newscrawl.sites.site import ArticleRules
from tests.page.pages import URL, heads, ld, meta, page
from tests.samples import site

H1 = "<h1>Bridge to close for six weeks</h1>"


@pytest.mark.parametrize(
    ("body", "kicker"),
    [
        ("<p class='kicker'>Traffic</p>" + H1, "Traffic"),
        (
            "<h1><span class='overline'>Traffic</span> Bridge to close now</h1>",
            "Traffic",
        ),
        ("<p class='kicker'>Anzeige</p>" + H1, None),
        ("<p class='kicker'>Bridge to close for six weeks</p>" + H1, None),
        (H1 + "<p>x</p>" * 30 + "<p class='kicker'>Traffic</p>", None),
    ],
)
def test_kicker(body: str, kicker: str | None) -> None:
    of = page(body)
    assert standfirsts.find_kicker(of, heads(of)).value == kicker


@pytest.mark.parametrize(
    ("body", "head", "subtitle"),
    [
        (
            H1 + "<h2 class='subtitle'>Buses will run another way</h2>",
            "",
            "Buses will run another way",
        ),
        (H1, ld(headline="x", alternativeHeadline="Buses will run"), "Buses will run"),
        (H1 + "<h2 class='subtitle'>Bridge to close for six weeks</h2>", "", None),
        (H1 + "<p class='lead'>Buses will run another way</p>", "", None),
        (
            H1 + "<p class='subhead'>Ann Lee <time>Nov. 20, 2019</time></p>",
            "",
            None,
        ),
        (
            "<p class='kicker'>Buses will run</p>" + H1,
            ld(alternativeHeadline="Buses will run"),
            None,
        ),
    ],
)
def test_subtitle(body: str, head: str, subtitle: str | None) -> None:
    of = page(body, head)
    kicker = standfirsts.find_kicker(of, heads(of)).value
    assert standfirsts.find_subtitle(of, heads(of), kicker).value == subtitle


LEAD = "Buses will run another way while the bridge over Marl Creek is closed."


@pytest.mark.parametrize(
    ("body", "head", "summary"),
    [
        (H1, meta("og:description", "About a bridge."), "About a bridge."),
        (H1 + f"<p class='standfirst'>{LEAD}</p>", "", LEAD),
        (
            H1 + f"<p class='standfirst'>{LEAD}</p>",
            meta("og:description", LEAD[:40] + "..."),
            LEAD,
        ),
        (H1 + f"<p>{LEAD}</p>", "", None),
        (H1, meta("description", "| Hillside") + "<title>A | Hillside</title>", None),
        (H1, meta("description", "Road\\nclosed today"), "Road closed today"),
    ],
)
def test_summary(body: str, head: str, summary: str | None) -> None:
    of = page(body, head)
    assert standfirsts.find_summary(of, heads(of)).value == summary


@pytest.mark.parametrize(
    ("head", "tags"),
    [
        (
            ld(headline="x", keywords=["Bridge", "Traffic", "bridge"]),
            ("Bridge", "Traffic"),
        ),
        (ld(headline="x", keywords="Bridge, Traffic"), ("Bridge", "Traffic")),
        (
            meta("article:tag", "Bridge") + meta("article:tag", "A, B"),
            ("Bridge", "A, B"),
        ),
        (meta("news_keywords", "桥梁，交通"), ("桥梁", "交通")),
        (meta("keywords", ""), ()),
        (meta("keywords", "tag:Bridge, type:story, @lane, 100312362"), ("Bridge",)),
    ],
)
def test_tags(head: str, tags: tuple[str, ...]) -> None:
    assert find_tags(page(H1, head)).value == tags


@pytest.mark.parametrize(
    ("value", "free"),
    [
        (True, True),
        ("TRUE", True),
        ("false", False),
        ("http://schema.org/False", False),
        (None, None),
        ("maybe", None),
    ],
)
def test_is_accessible_for_free(value: Any, free: bool | None) -> None:
    of = page(H1, ld(headline="x", isAccessibleForFree=value))
    assert rights.find_is_accessible_for_free(of).value is free


def test_rights() -> None:
    of = page(
        H1,
        ld(
            headline="x",
            copyrightHolder={"name": "Hillside News"},
            license="https://creativecommons.org/licenses/by/4.0/",
        ),
    )
    assert rights.find_copyright_holder(of).value == "Hillside News"
    assert (
        rights.find_license(of).value == "https://creativecommons.org/licenses/by/4.0/"
    )


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© © Hill Press", "Hill Press"),
        ("Copyright © 2023, Hill Press", "Hill Press"),
        ("1999-2023, Hill Press GmbH", "Hill Press GmbH"),
        ("hill.example, All Rights Reserved", "hill.example"),
        ("Copyright (c) 2017", None),
    ],
)
def test_the_holder_is_a_name(line: str, holder: str | None) -> None:
    of = page(H1, meta("copyright", line))
    assert rights.find_copyright_holder(of).value == holder


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/b">', "https://www.hillside.example/b"),
        (
            meta("og:url", "https://www.hillside.example/c"),
            "https://www.hillside.example/c",
        ),
        ('<link rel="canonical" href="javascript:x">', None),
        ('<link rel="canonical" href="http://[">', None),
        ("", None),
    ],
)
def test_canonical_url(head: str, url: str | None) -> None:
    assert addresses.find_canonical_url(page(H1, head)).value == url


def test_alternate_urls_are_other_forms_of_the_same_article() -> None:
    head = (
        '<link rel="amphtml" href="/amp"><link rel="shortlink" href="/?p=5">'
        '<link rel="alternate" hreflang="fr" href="/fr">'
        f'<link rel="canonical" href="{URL}">' + meta("og:url", URL)
    )
    assert addresses.find_alternate_urls(page(H1, head)).value == (
        "https://www.hillside.example/amp",
        "https://www.hillside.example/?p=5",
    )


def test_robots() -> None:
    head = '<meta name="robots" content="NoIndex, nofollow"><meta name="googlebot" content="nofollow">'
    assert addresses.find_robots(page(H1, head)).value == ("noindex", "nofollow")


def test_reserved_for_mining() -> None:
    head = (
        '<meta name="tdm-reservation" content="1"><meta name="robots" content="noai">'
    )
    found = addresses.find_robots(page(H1, head)).value
    assert found == ("noai", "tdm-reservation: 1")


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p.a", ["one", "three"]),
        ("p::text", ["one", "two", "three"]),
        ("p::attr(class)", ["a", "b", "a"]),
        ("//p[2]", ["two"]),
        ("(//p)[3]", ["three"]),
        (".b", ["two"]),
        ("div", []),
    ],
)
def test_selectors(selector: str, texts: list[str]) -> None:
    root = page(
        "<p class=a>one</p><p class=b>two</p><p class=a>three</p>"
    ).document.root
    assert [text for text, _, _ in select(root, (selector,))] == texts


def test_the_first_selector_that_finds_wins() -> None:
    root = page("<p>one</p>").document.root
    assert [rule for _, _, rule in select(root, ("h9", "p", "body"))] == ["p"]


def test_a_rule_beats_metadata() -> None:
    pack = site(article=ArticleRules(summary=("p.intro",), tags=("a.tag",)))
    of = page(
        H1 + "<p class='intro'>Ruled.</p><a class='tag'>X</a>",
        meta("og:description", "Stated.") + meta("keywords", "Y"),
        site=pack,
    )
    assert standfirsts.find_summary(of).value == "Ruled."
    assert find_tags(of).value == ("X",)
