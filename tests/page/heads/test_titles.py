"""Tests of newscrawl.page.heads.titles and headlines."""

from __future__ import annotations

import pytest

from newscrawl.page.heads.headlines import key, likeness
from newscrawl.page.heads.titles import find_title
from newscrawl.sites.site import ArticleRules
from tests.page.pages import ld, meta, page, rivals
from tests.samples import site

HEADLINE = "Bridge over Marl Creek to close for six weeks"
OTHER = "Six weeks without a bridge: what drivers must know"


def title(text: str) -> str:
    return f"<title>{text}</title>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<h1>{HEADLINE}</h1>", ""),
        (f"<h1>{HEADLINE}</h1>", title(f"{HEADLINE} | Hillside News")),
        ("<p>text</p>", title(f"{HEADLINE} | Hillside")),
        ("<p>text</p>", title(f"Hillside - {HEADLINE}")),
        (
            "<p>text</p>",
            title(f"{HEADLINE} - The Post") + meta("og:site_name", "The Post"),
        ),
        ("<p>text</p>", meta("og:title", f"{HEADLINE} | hillside.example")),
        ("<p>text</p>", ld(headline=HEADLINE)),
        ("<h1>Local news</h1>", meta("og:title", HEADLINE) + title(HEADLINE)),
        ("<h1><img alt='Hillside'></h1>", title(HEADLINE)),
        (
            f"<nav><h1>Hillside</h1></nav><h1>{HEADLINE}</h1>",
            title(f"{HEADLINE} | Hillside"),
        ),
        (f"<h1>{HEADLINE}</h1>", meta("og:title", OTHER) + ld(headline=HEADLINE)),
        (
            f"<h1><span class='kicker'>Traffic</span> {HEADLINE}</h1>",
            meta("og:title", HEADLINE) + ld(headline=HEADLINE),
        ),
        (
            f"<h1><span class='overline'>Traffic</span> {HEADLINE}</h1>",
            meta("og:title", f"Roads: {HEADLINE}"),
        ),
        (
            f"<h1>Traffic: {HEADLINE}</h1>",
            meta("og:title", HEADLINE) + ld(headline=f"Traffic: {HEADLINE}"),
        ),
        (
            f"<ol class='breadcrumb'><li><h1>{OTHER}</h1></li></ol><h2>{HEADLINE}</h2>",
            ld(headline=HEADLINE) + meta("og:title", OTHER) + title(OTHER),
        ),
        (
            f"<h1>{HEADLINE}</h1>",
            meta("article:section", "Traffic") + title(f"{HEADLINE} - Traffic | x"),
        ),
    ],
    ids=[
        "h1 alone",
        "h1 and title",
        "title with site",
        "site before",
        "site by its name",
        "og with host",
        "json-ld alone",
        "h1 of a section",
        "h1 without words",
        "h1 of the site",
        "og differs",
        "kicker agreed out",
        "kicker by label",
        "kicker by colon",
        "h1 in breadcrumbs",
        "section in title",
    ],
)
def test_headline(body: str, head: str) -> None:
    assert find_title(page(body, head)).value == HEADLINE


def test_parts_that_run_together_are_spelled_as_stated() -> None:
    of = page(
        "<h1><b>Breakpoint</b><span>Help, they are coming</span></h1>",
        meta("og:title", "Breakpoint: Help, they are coming"),
    )
    assert find_title(of).value == "Breakpoint: Help, they are coming"


def test_soft_hyphens_go() -> None:
    assert find_title(page("<h1>Er\xadin\xadne\xadrung</h1>")).value == "Erinnerung"


def test_the_heads_element_is_told() -> None:
    choice = find_title(page(f"<h1 id='t'>{HEADLINE}</h1>", title(HEADLINE)))
    assert [element.get("id") for element in choice.elements] == ["t"]  # type: ignore[union-attr]


def test_rivals_are_told() -> None:
    choice = find_title(
        page(f"<h1>{HEADLINE}</h1>", meta("og:title", OTHER) + ld(headline=HEADLINE))
    )
    assert set(rivals(choice)) == {OTHER}
    assert choice.evidence.from_ == "text"


def test_the_sites_rule_comes_first() -> None:
    pack = site(article=ArticleRules(title=("div.head::text",)))
    of = page(f"<div class='head'>{OTHER}</div><h1>{HEADLINE}</h1>", site=pack)
    choice = find_title(of)
    assert choice.value == OTHER
    assert (choice.evidence.from_, choice.evidence.rule) == ("rule", "div.head::text")


def test_a_page_without_any_has_none() -> None:
    choice = find_title(page("<p>text</p>"))
    assert choice.value == ""
    assert choice.evidence.from_ is None


def test_key_keeps_letters_and_digits_alone() -> None:
    assert key("“Ｂig” — Day\xad 2!") == "bigday2"


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("abc", "abc", 1.0, 1.0),
        ("longheadline", "alongheadlineindeed", 0.9, 0.9),
        ("", "abc", 0.0, 0.0),
        ("whollydifferent", "xyzuvw", 0.0, 0.1),
    ],
)
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
