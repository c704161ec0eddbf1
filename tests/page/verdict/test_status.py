"""Pages that are no article, and articles shown in part."""

import pytest

from newscrawl.markup import read_document
from newscrawl.page import RawArticle, Refusal, read_article
from newscrawl.sites.site import ArticleRules, Site
from tests.page.pages import NOW, ld
from tests.page.text.test_body import PARAGRAPHS, TEXT, TITLE

URL = "https://www.hillside.example/news/bridge-opens.html"


def read(html: str, url: str = URL, site: Site | None = None) -> RawArticle | Refusal:
    document = read_document(html.encode(), url)
    return read_article(document, site=site, fetched_at=NOW)


TEASERS = "".join(
    f"<div class=item><h3><a href=/news/{n}>Headline number {n} of the day</a></h3>"
    f"<p>A few words of what happened in town on day {n}, cut short like this …</p></div>"
    for n in range(14)
)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        ("<p>Words without any headline at all, and no title element.</p>", "no-title"),
        ("<title>Just a moment...</title><p>Checking your browser.</p>", "bot-check"),
        ("<title>404</title><h1>Page not found</h1><p>Sorry.</p>", "error-page"),
        ("<h1>We value your privacy</h1><p>Accept all cookies.</p>", "consent-wall"),
        ("<h1>Welcome</h1><p>Please log in to go on.</p>", "login"),
        ("<h1>A headline</h1>", "no-text"),
    ],
    ids=["empty", "no title", "bot", "error", "consent", "login", "no text"],
)
def test_page_is_refused(html: str, reason: str) -> None:
    found = read(html)
    assert isinstance(found, Refusal)
    assert found.reason == reason


@pytest.mark.parametrize(
    "url",
    ["https://www.hillside.example/", "https://www.hillside.example/category/town/"],
)
def test_listing_is_refused(url: str) -> None:
    found = read(f"<title>Hillside News</title><h1>Hillside</h1>{TEASERS}", url)
    assert isinstance(found, Refusal)
    assert found.reason == "listing"


def test_article_with_related_teasers_is_none() -> None:
    teasers = TEASERS[: len(TEASERS) // 3]
    html = f"<article>{TITLE}{PARAGRAPHS}</article><aside>{teasers}</aside>"
    assert isinstance(read(html), RawArticle)


def test_site_that_knows_the_address_is_believed() -> None:
    rules = ArticleRules(url=r"/category/")
    site = Site(
        name="hillside",
        title="Hillside",
        url="https://www.hillside.example/",
        article=rules,
    )
    html = f"{TITLE}<div>{PARAGRAPHS}</div>{TEASERS}"
    url = "https://www.hillside.example/category/town/"
    assert isinstance(read(html, url, site), RawArticle)


@pytest.mark.parametrize(
    ("text", "is_free", "status"),
    [
        (" ".join(TEXT), True, "full"),
        (" ".join(TEXT) * 3, False, "full"),
        (f"{TEXT[0]} {TEXT[1]} {TEXT[2]} {TEXT[3]}", False, "paywalled"),
        (f"{TEXT[0]} {TEXT[1]}", False, "teaser"),
        (f"{TEXT[0]} {TEXT[1]} …", None, "teaser"),
    ],
    ids=["free", "paid and whole", "paid and short", "paid and very short", "cut"],
)
def test_content_status(text: str, is_free: bool | None, status: str) -> None:
    stated = {} if is_free is None else {"isAccessibleForFree": is_free}
    head = ld(headline="Bridge opens at last", **stated)
    found = read(f"{head}<article>{TITLE}<div><p>{text}</p></div></article>")
    assert isinstance(found, RawArticle)
    assert found.content_status == status
