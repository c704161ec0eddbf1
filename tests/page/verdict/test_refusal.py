"""Tests of whole pages: what is refused, what is marked as cut."""

from __future__ import annotations

import pytest

from newscrawl.page.article import RawArticle, Refusal
from newscrawl.page.verdict import index_page
from tests.page.articles import (
    FOOT,
    MENU,
    PARAGRAPHS,
    SENTENCES,
    article,
    read,
    refusal,
)
from tests.page.pages import ld

LINKS = "".join(
    f'<li><a href="/news/{i}">Headline number {i} tells of something in the town</a></li>'
    for i in range(30)
)
TEASERS = "".join(
    f'<div class="item"><h2><a href="/news/{i}">Headline {i} of the town</a></h2>'
    f"<p>The council of town number {i} voted on Monday to mend its roads.</p></div>"
    for i in range(20)
)


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("Just a moment...", "<h1>Checking your browser</h1>", "bot-check"),
        ("Access denied", "<p>Please verify you are a human</p>", "bot-check"),
        ("安全验证", "<p>请完成安全验证后继续访问</p>", "bot-check"),
        (
            "Hillside",
            "<h1>Willkommen</h1><p>Mit Ihrer Zustimmung nutzen wir Cookies.</p>",
            "consent-wall",
        ),
        (
            "Hillside",
            ('<div class="consent"><h1>We value your privacy</h1><p>We and our partners'
            " store facts on a device, and we read them again when you come back to our"
            " pages. Accept all cookies to go on reading.</p></div>"),
            "consent-wall",
        ),
        ("Le Val", "<p>Accepter et continuer ou s'abonner</p>", "consent-wall"),
        ("Sign in", "<h1>Hello</h1><form>Sign in to go on</form>", "login"),
        ("News", "<h1>Login</h1><p>Passwort vergessen?</p>", "login"),
        ("News", "<h1>Page not found</h1><p>It is gone.</p>", "error-page"),
        ("404 - Hillside", "<h1>Oops!</h1><p>We looked everywhere.</p>", "error-page"),
        ("News", "<h1>Seite nicht gefunden</h1>", "error-page"),
        ("News", "<h1>Page introuvable</h1>", "error-page"),
        ("News", "<h1>Página no encontrada</h1>", "error-page"),
        ("Ошибка", "<h1>Страница не найдена</h1>", "error-page"),
        ("提示", "<h1>页面不存在</h1>", "error-page"),
        ("谷新聞", "<h1>ページが見つかりません</h1>", "error-page"),
        ("", "", "empty"),
        ("A title", '<div id="root"></div><script>var a = 1;</script>', "empty"),
        ("Local news", f"<h1>Local news</h1><ul>{LINKS}</ul>", "listing"),
        ("Local news", f"<h1>Local news</h1>{TEASERS}", "listing"),
        ("Hillside", f"<h1>Hillside</h1><video src='/a.mp4'></video>{LINKS[:90]}",
         "video-only"),
        ("", f"{PARAGRAPHS}", "no-title"),
    ],
)  # fmt: skip
def test_refused(title: str, body: str, reason: str) -> None:
    found = refusal(title, body)
    assert found.reason == reason
    assert found.detail


@pytest.mark.parametrize(
    ("url", "is_list"),
    [
        ("https://paper.example/archives/", True),
        ("https://paper.example/archives/2019/04/", True),
        ("https://paper.example/blog/archives/2019/04/treeviz.html", False),
        ("https://paper.example/archives/2019/04/12/a-bridge/", False),
        ("https://paper.example/category/local/", True),
    ],
)
def test_an_archive_of_months_is_a_list_and_its_articles_none(
    url: str, is_list: bool
) -> None:
    assert (index_page._address_signs(url) > 0) is is_list


@pytest.mark.parametrize(
    "extra",
    [
        '<div class="cookie-banner">We value your privacy. Accept all cookies.</div>',
        '<p><a href="/login">Sign in to comment</a></p>',
        '<div class="newsletter">Sign in to get our newsletter</div>',
    ],
    ids=["cookie banner", "link to log in", "newsletter"],
)
def test_a_short_article_beside_such_words_is_none_of_them(extra: str) -> None:
    short = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:2])
    assert article(short + extra).content_status == "full"


def test_a_headline_may_mention_such_words() -> None:
    short = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    title = "Road 404 stays closed for repairs this week"
    found = read(
        f"<html><head><title>{title}</title></head><body>{MENU}<h1>{title}</h1>"
        f'<div class="content">{short}</div>{FOOT}</body></html>'
    )
    assert isinstance(found, RawArticle)


def test_a_long_article_may_tell_of_bot_checks() -> None:
    told = (
        "<p>The page asks: are you a robot? Just a moment, it says, access denied.</p>"
    )
    assert article(PARAGRAPHS + told).content_status == "full"


PAID = ld(headline="Old bridge to close for six weeks", isAccessibleForFree=False)
LONG = PARAGRAPHS + "".join(
    f"<p>{s.replace('bridge', f'road {i}').replace('town', f'village {i}')}</p>"
    for i in range(3)
    for s in SENTENCES
)


def test_an_article_stated_free_is_no_login_form() -> None:
    short = f"<p>{SENTENCES[0]}</p><p>Log in or create an account.</p>"
    page = "<html><head><title>The bridge</title>{}</head><body><h1>The bridge</h1>{}"
    free = ld(headline="The bridge", isAccessibleForFree=True)
    assert isinstance(read(page.format(free, short)), RawArticle)
    unsaid = ld(headline="The bridge")
    found = read(page.format(unsaid, short))
    assert isinstance(found, Refusal)
    assert found.reason == "login"


def test_an_article_may_hold_linked_headlines() -> None:
    beside = "".join(
        f'<div><h3><a href="/news/{i}">Headline {i} of the town</a></h3></div>'
        for i in range(6)
    )
    more = SENTENCES[0].replace("bridge", "road")
    title = "Old bridge to close for six weeks"
    found = read(
        f"<html><head><title>{title}</title></head><body>{MENU}<h1>{title}</h1><div"
        f' class="content">{LONG}{beside}'
        f"<p>{more}</p></div></body></html>"
    )
    assert isinstance(found, RawArticle)


@pytest.mark.parametrize(
    ("content", "head", "status"),
    [
        (PARAGRAPHS, "", "full"),
        (f"<p>{SENTENCES[0]}</p>", PAID, "teaser"),
        (PARAGRAPHS, PAID, "paywalled"),
        (LONG, PAID, "full"),
        (f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1][:-1]} …</p>", "", "teaser"),
        (
            (
                f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>"
                '<div class="paywall"><p>Subscribe to continue reading.</p></div>'
            ),
            "",
            "paywalled",
        ),
        (
            f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>Déjà abonné ?</p>",
            "",
            "paywalled",
        ),
        (LONG + "<p>Already a subscriber? Log in.</p>", "", "full"),
    ],
    ids=[
        "whole",
        "paid, one line",
        "paid, short",
        "paid, whole",
        "cut off",
        "call to subscribe",
        "call to subscribe, French",
        "call below a whole article",
    ],
)
def test_how_much_is_shown(content: str, head: str, status: str) -> None:
    assert article(content, head).content_status == status
