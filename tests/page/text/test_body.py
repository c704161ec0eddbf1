"""The article's text on small pages of common make."""

import pytest

from newscrawl.page.pictures.images import find_pictures
from newscrawl.page.read import find_fields
from newscrawl.page.text.body import Body, find_body
from newscrawl.sites.site import ArticleRules, Site
from tests.page.pages import ld, page

TEXT = (
    (
        "The town opened its new bridge on Monday after four years of work, and several"
        " hundred people crossed it on foot before the first bus came."
    ),
    (
        "The mayor thanked the builders, who had to move the river bed twice because of"
        " floods, and promised that a second bridge would follow soon."
    ),
    (
        "Traffic will be led over the old bridge until the spring, the council said, since"
        " the ramps on the northern side are not yet paved."
    ),
    (
        "A festival is planned for the first weekend of June, with boats on the river and"
        " music on both banks."
    ),
)
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
LONG_TITLE = "The bridge over Marl Creek opens at last"
TITLE = "<h1>Bridge opens at last</h1>"


def body_of(html: str, head: str = "", site: Site | None = None) -> Body:
    of = page(html, head, site=site)
    return find_body(of, find_fields(of), find_pictures(of))


def texts(html: str, head: str = "", site: Site | None = None) -> list[str]:
    return [block.text for block in body_of(html, head, site).blocks]


@pytest.mark.parametrize(
    "html",
    [
        f"<article>{TITLE}<div class=article-body>{PARAGRAPHS}</div></article>",
        f"{TITLE}<div>{'<br><br>'.join(TEXT)}</div>",
        f"<table><tr><td>{TITLE}{PARAGRAPHS}</td></tr></table>",
        f"<div class='with-sidebar'>{TITLE}<div>{PARAGRAPHS}</div></div>",
        (
            f"{TITLE}<div>{PARAGRAPHS}</div><div class=comments><p>I like the old bridge"
            " better, it was there when I was a child and it had trees.</p></div>"
        ),
        (
            f"{TITLE}<div>{PARAGRAPHS}</div><aside class=related><h3>Related</h3><ul>"
            "<li><a href=/a>Old bridge closed for good</a></li>"
            "<li><a href=/b>Council votes on ramps</a></li></ul></aside>"
        ),
    ],
    ids=["marked up", "breaks", "layout table", "wrapper", "comments", "related"],
)
def test_text_and_nothing_else(html: str) -> None:
    assert texts(html) == list(TEXT)


@pytest.mark.parametrize(
    "html",
    [
        f"<h3>Upper Valley - {LONG_TITLE}</h3><div>{PARAGRAPHS}</div>",
        f"<div><p>3 Min Lesezeit</p>{PARAGRAPHS}</div>",
        f"<div>{PARAGRAPHS}</div><h3>Our videos</h3>",
    ],
    ids=["kicker and headline", "reading time", "heading of nothing"],
)
def test_lines_around_the_text_are_none_of_it(html: str) -> None:
    head = f"<meta property='og:title' content='{LONG_TITLE}'>"
    assert texts(html, head) == list(TEXT)


def test_siblings_around_an_advert_are_one_text() -> None:
    half = len(TEXT) // 2
    first, second = (
        "".join(f"<p>{text}</p>" for text in part)
        for part in (TEXT[:half], TEXT[half:])
    )
    html = f"{TITLE}<div><div class=text>{first}</div><div class=ad>Advertisement</div>"
    assert texts(f"{html}<div class=text>{second}</div></div>") == list(TEXT)


def test_caption_and_headline_are_no_text() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>The bridge. Photo: Ann</figcaption>"
    html = f"<article>{TITLE}{figure}</figure>{PARAGRAPHS}</article>"
    found = texts(html)
    assert "The bridge. Photo: Ann" not in found
    assert "Bridge opens at last" not in found


def test_hidden_copy_of_the_whole_is_left_out() -> None:
    longer = [f"{text} {text.upper()} {number}" for number, text in enumerate(TEXT * 2)]
    shown = "".join(f"<p>{text}</p>" for text in longer)
    copy = f"<div style='display:none'>{' '.join(longer)}</div>"
    found = texts(f"{TITLE}<div>{shown}</div>{copy}")
    assert " ".join(longer) not in found


def test_rule_of_a_site_comes_first() -> None:
    rules = ArticleRules(body=("div.story",), not_body=("p.note",))
    site = Site(
        name="hillside",
        title="Hillside",
        url="https://www.hillside.example/",
        article=rules,
    )
    html = (
        f"{TITLE}<div>{PARAGRAPHS}</div><div class=story><p>Short.</p><p class=note>N"
    )
    body = body_of(html, site=site)
    assert [block.text for block in body.blocks] == ["Short."]
    assert body.evidence.from_ == "rule"


def test_stated_text_stands_in_for_a_page_without() -> None:
    body = body_of(TITLE, ld(headline="Bridge", articleBody="\n\n".join(TEXT)))
    assert [getattr(block, "text", None) for block in body.stated] == list(TEXT)


def test_confidence_is_a_share() -> None:
    confidence = body_of(f"{TITLE}<div>{PARAGRAPHS}</div>").evidence.confidence
    assert 0.5 < confidence <= 1.0


def test_what_stands_above_the_headline_is_not_text() -> None:
    news = "".join(
        f"<li>{number} ships left the harbour on Sunday, more than in any week of the"
        " last year, said the port's office, and more are to follow.</li>"
        for number in ("Ten", "Nine", "Eight")
    )
    assert texts(f"<ul>{news}</ul>{TITLE}<div>{PARAGRAPHS}</div>") == list(TEXT)
