"""Whether a page is an article, and how much of the article it shows.

A page is refused when it says little and what it says is that of a bot check, a
consent wall, a login form or an error; when it has no title or no text; and when the
signs of a listing outweigh those of an article (`index_page`), unless the site's rules
take its address for an article's.
"""

from __future__ import annotations

import re

from newscrawl.page.article import Reason, Refusal
from newscrawl.page.body import Body
from newscrawl.page.index_page import LISTING, listing_signs
from newscrawl.page.page import Page
from newscrawl.record import ContentStatus

_LITTLE = 120
_TEASER = 130

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


def find_refusal(page: Page, title: str, body: Body) -> Refusal | None:
    """Return why a page is no article, None when it is one."""
    url, texts = page.document.url, page.blocks.texts
    if not texts and not body.words:
        return Refusal(url, "empty", "the page has no text")
    is_stated = bool(page.metadata.article)
    wall = _find_wall(page, title, body.words)
    if wall is not None and not (is_stated and body.words > 40):
        return Refusal(url, wall[0], wall[1][:80])
    if not title:
        return Refusal(url, "no-title", "no heading and no title element has text")
    is_article = page.site.is_article_url(url) if page.site else None
    if not is_article and (signs := listing_signs(page, body)) >= LISTING:
        return Refusal(url, "listing", f"{signs} signs of a page that lists articles")
    if not body.words:
        return Refusal(url, "no-text", "no block reads as an article's text")
    return None


def _find_wall(page: Page, title: str, words: int) -> tuple[Reason, str] | None:
    """Return the wall that a page with little text puts up, and its words."""
    if words >= _LITTLE:
        return None
    texts = page.blocks.texts
    everything = sum(block.words for block in texts)
    shown = " ".join(block.text for block in texts[:60])[:3000]
    for reason, wall in _WALLS:
        found = wall.search(title) or (everything < 250 and wall.search(shown))
        if found:
            return reason, found.group()
    return None


def content_status(body: Body, is_free: bool | None) -> ContentStatus:
    """Return how much of the article the page shows."""
    if body.words == 0:
        return "none"
    cut = body.last.rstrip().endswith(("…", "..."))
    if is_free is False and (body.words < _TEASER or cut):
        return "teaser" if body.words < _TEASER // 2 else "paywalled"
    return "teaser" if cut and body.words < _TEASER else "full"
