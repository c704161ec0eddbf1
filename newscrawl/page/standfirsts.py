"""Finding what stands around the headline: kicker, subtitle, summary."""

from __future__ import annotations

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select

_MAX_KICKER_CHARS = 80
_MAX_SUMMARY_CHARS = 1000
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")


def find_kicker(page: Page) -> Choice[str | None]:
    """Return the short line above the headline."""
    if ruled := _by_rule(page, page.site.article.kicker if page.site else ()):
        return ruled
    return find_nothing(None)


def find_subtitle(page: Page) -> Choice[str | None]:
    """Return the second headline, where the page sets one apart."""
    if ruled := _by_rule(page, page.site.article.subtitle if page.site else ()):
        return ruled
    if text := plain(page.metadata.article.get("alternativeHeadline")):
        return choose(text, "json-ld", "alternativeHeadline", 0.7)
    return find_nothing(None)


def find_summary(page: Page) -> Choice[str | None]:
    """Return the stated standfirst or description, never text cut from the body."""
    if ruled := _by_rule(page, page.site.article.summary if page.site else ()):
        return ruled
    for name in _SUMMARIES:
        if text := page.metadata.first(name):
            return choose(text[:_MAX_SUMMARY_CHARS], "meta", name, 0.8)
    if text := plain(page.metadata.article.get("description")):
        return choose(text[:_MAX_SUMMARY_CHARS], "json-ld", "description", 0.8)
    return find_nothing(None)


def _by_rule(page: Page, selectors: tuple[str, ...]) -> Choice[str | None] | None:
    for text, element, rule in select(page.document.root, selectors):
        elements = () if element is None else (element,)
        return choose(text, "rule", rule, 0.98, *elements)
    return None
