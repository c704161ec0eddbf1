"""Finding the addresses a page states for itself, and what it asks of robots."""

from __future__ import annotations

from urllib.parse import urlsplit

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing

_RESERVATIONS = ("tdm-reservation", "tdm-policy")
_ROBOTS = ("robots", "googlebot", "googlebot-news", "news_robots")


def find_canonical_url(page: Page) -> Choice[str | None]:
    """Return the address that the page calls its own; judged by identity, not here."""
    for url in page.metadata.links.get("canonical", ()):
        if _is_web(url):
            return choose(url, "meta", "rel=canonical", 0.95)
    if (own := page.metadata.first("og:url")) and _is_web(own):
        return choose(own, "meta", "og:url", 0.85)
    stated = plain(page.metadata.article.get("url"))
    if stated and _is_web(stated):
        return choose(stated, "json-ld", "url", 0.8)
    return find_nothing(None)


def find_alternate_urls(page: Page) -> Choice[tuple[str, ...]]:
    """Return other addresses of the same article: AMP, short and mobile forms.

    Translations (`hreflang`) are other articles and are left out.
    """
    found: dict[str, None] = {}
    for rel in ("amphtml", "shortlink", "shorturl"):
        found |= dict.fromkeys(filter(_is_web, page.metadata.links.get(rel, ())))
    if (url := page.metadata.first("og:url")) and _is_web(url):
        found[url] = None
    found.pop(page.document.url, None)
    found.pop(find_canonical_url(page).value or "", None)
    if not found:
        return find_nothing(())
    return choose(tuple(found), "meta", "links", 0.9)


def find_robots(page: Page) -> Choice[tuple[str, ...]]:
    """Return the page's directives to robots, lower case, in their order.

    What it reserves for text and data mining stands among them (`tdm-reservation: 1`,
    TDM Reservation Protocol).
    """
    found: dict[str, None] = {}
    for name in _ROBOTS:
        for content in page.metadata.meta.get(name, ()):
            parts = (part.strip().lower() for part in content.split(","))
            found |= dict.fromkeys(part for part in parts if part)
    for name in _RESERVATIONS:
        if stated := page.metadata.first(name):
            found[f"{name}: {stated}"] = None
    if not found:
        return find_nothing(())
    return choose(tuple(found), "meta", "robots", 0.95)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
