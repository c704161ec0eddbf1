"""Whether a page is an article, and how much of the article it shows.

A page is refused when it says little and what it says is that of a bot check, a
consent wall, a login form or an error; when it has no title or no text; and when the
signs of a listing outweigh those of an article (`index_page`), unless the site's rules
take its address for an article's.
"""

from __future__ import annotations

import re

from newscrawl.page.article import Reason, Refusal
from newscrawl.page.facts.rights import find_is_accessible_for_free
from newscrawl.page.metadata import types
from newscrawl.page.page import Page
from newscrawl.page.text.body import Body
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.layout import FOREIGN
from newscrawl.page.verdict.index_page import LISTING, listing_signs
from newscrawl.record import ContentStatus

_LITTLE = 120
_SCANT = 20
_SHOWN = 40
_TEASER = 130
_MIN_LISTED = 12
_AFTER = 8

_WALLS: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (
        "bot-check",
        re.compile(
            r"just a moment|attention required|are you (?:a robot|human)|not a robot"
            r"|verify(?:ing)? (?:that )?you are (?:a )?human|checking your browser"
            r"|access (?:to this page has been )?denied|unusual traffic|captcha"
            r"|pardon our interruption|ddos protection|security check|bot (?:detection"
            r"|protection)|request unsuccessful|enable javascript and cookies"
            r"|bist du ein (?:mensch|roboter)|请完成安全验证|安全验证|人机验证",
            re.IGNORECASE,
        ),
    ),
    (
        "consent-wall",
        re.compile(
            r"before you continue|we value your privacy|cookie consent|accept (?:all )?"
            r"cookies|consent to (?:the use of )?cookies|mit werbung weiterlesen"
            r"|zustimmung|cookies? akzeptieren|accepter (?:et continuer|les cookies)"
            r"|aceptar (?:y continuar|las cookies)|accetta (?:e continua|i cookie)"
            r"|cookies? accepteren|your privacy choices|pur-abo",
            re.IGNORECASE,
        ),
    ),
    (
        "login",
        re.compile(
            r"(?:log|sign) ?in (?:to|with|or|required)|please (?:log|sign) in"
            r"|anmelden um|se connecter|iniciar sesión|accedi per|forgot(?:ten)?"
            r" (?:your )?password|passwort vergessen|登录|로그인",
            re.IGNORECASE,
        ),
    ),
    (
        "error-page",
        re.compile(
            r"\b(?:error )?40[34]\b|page (?:was |could )?not (?:be )?found|page (?:does"
            r"n.t|no longer) exists?|no longer available|nicht gefunden|page introuvable"
            r"|p[áa]gina no (?:encontrada|existe)|pagina non trovata|página não encontrada"
            r"|sidan (?:kunde inte|hittades)|siden (?:ble )?ikke (?:funnet|fundet)"
            r"|\b50[0234] (?:bad gateway|service|internal|gateway)|internal server error"
            r"|service unavailable|something went wrong|страница не найдена"
            r"|页面不存在|頁面不存在|找不到|페이지를 찾을 수|見つかりません|sayfa bulunamad",
            re.IGNORECASE,
        ),
    ),
)
# What stands where the rest of a paid article would.
_PAYWALL = re.compile(
    r"(?:subscribe|sign up|log ?in|register|become a (?:member|subscriber)) (?:now )?"
    r"(?:to|and) (?:continue|keep|read)|already (?:a|have a) (?:subscri|member)"
    r"|(?:article|story|content) is (?:for|reserved for|only for|exclusive to) (?:our )?"
    r"(?:subscribers|members)|jetzt weiterlesen|(?:mit|im) abo (?:weiter)?lesen"
    r"|(?:artikel|beitrag) (?:weiterlesen mit|ist (?:nur )?für abonnenten)"
    r"|bereits abonnent|réservée? aux abonnés|déjà abonné|(?:exclusivo|solo) para"
    r" suscriptores|(?:ya eres|es) suscriptor\?|riservat[oa] agli abbonati|sei già abbonato"
    r"|exclusivo para assinantes|já é assinante|alleen voor abonnees|al abonnee\?"
    r"|för prenumeranter|kun for abonnenter|for å lese videre|tylko dla (?:prenumeratorów"
    r"|subskrybentów)|只限会员|会员专享|有料会員限定|会員限定記事|유료회원",
    re.IGNORECASE,
)


def find_refusal(page: Page, title: str, body: Body) -> Refusal | None:
    """Return why a page is no article, None when it is one."""
    url, texts = page.document.url, page.blocks.texts
    if not texts and not body.words:
        return Refusal(url, "empty", "the page has no text")
    is_stated = bool(page.metadata.article)
    wall = _find_wall(page, title, body)
    if wall is not None and not (is_stated and _is_shown(page, body, wall[0])):
        return Refusal(url, wall[0], wall[1][:80])
    if not title:
        return Refusal(url, "no-title", "no heading and no title element has text")
    is_article = page.site.is_article_url(url) if page.site else None
    if not is_article and (signs := listing_signs(page, body)) >= LISTING:
        return Refusal(url, "listing", f"{signs} signs of a page that lists articles")
    if not body.words:
        return _without_text(page)
    return None


def _is_shown(page: Page, body: Body, wall: Reason) -> bool:
    """Say whether a page that states an article shows it, whatever its words say.

    What is stated free to read stands behind no login: "Log in or create an account"
    invites those who read a picture or a short text.
    """
    if body.words > _SHOWN:
        return True
    return wall == "login" and bool(find_is_accessible_for_free(page).value)


def _without_text(page: Page) -> Refusal:
    """Say what a page is that has a title and no text of its own."""
    url, stated = page.document.url, page.metadata
    is_video = (stated.first("og:type") or "").startswith("video") or any(
        "VideoObject" in types(item) for item in stated.json_ld
    )
    if is_video or any(spot.element.tag == "video" for spot in page.blocks.frames):
        return Refusal(url, "video-only", "a video and no text")
    links = sum(block.link_words * 2 > block.words for block in page.blocks.texts)
    if links >= _MIN_LISTED:
        return Refusal(url, "listing", f"{links} lines of links and no text")
    return Refusal(url, "no-text", "no block reads as an article's text")


def _find_wall(page: Page, title: str, body: Body) -> tuple[Reason, str] | None:
    """Return the wall that a page with little text puts up, and its words.

    A headline that only mentions such words is none, nor is the banner or the link to
    log in beside a short article.
    """
    if body.words >= _LITTLE:
        return None
    texts = page.blocks.texts
    is_scant = body.words < _SCANT
    everything = sum(block.words for block in texts)
    own = texts[:60]
    if not is_scant:
        own = [b for b in own if b.text != title and _is_plain(b, body)]
    shown = " ".join(block.text for block in own)[:3000] if everything < 250 else ""
    for reason, wall in _WALLS:
        found = wall.search(title)
        if found and not is_scant and 3 * len(found.group()) < len(title):
            found = None
        found = found or wall.search(shown)
        if found:
            return reason, found.group()
    return None


def _is_plain(block: TextBlock, body: Body) -> bool:
    """Say whether a block is neither a link nor set apart as another part."""
    if 2 * block.link_words >= block.words:
        return False
    return not block.box.within & FOREIGN or block in body.blocks


def is_cut_by_paywall(page: Page, body: Body) -> bool:
    """Say whether a call to subscribe stands where the text goes on."""
    if not body.blocks or body.words >= 2 * _TEASER:
        return False
    last = body.blocks[-1].index
    near = page.blocks.texts[max(0, last - 2) : last + _AFTER]
    return any(
        _PAYWALL.search(block.text[:300])
        for block in near
        if 2 * block.link_words < block.words
    )


def content_status(
    body: Body, is_free: bool | None, *, is_cut: bool = False
) -> ContentStatus:
    """Return how much of the article the page shows.

    `is_cut` says that a call to subscribe stands where the text goes on.
    """
    if body.words == 0:
        return "none"
    if is_cut and is_free is not True:
        return "paywalled"
    cut = body.last.rstrip().endswith(("…", "..."))
    if is_free is False and (body.words < _TEASER or cut):
        return "teaser" if body.words < _TEASER // 2 else "paywalled"
    return "teaser" if cut and body.words < _TEASER else "full"
