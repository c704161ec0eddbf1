"""Finding what stands around the headline: kicker, subtitle, summary.

A kicker is a short line above the headline, or the part of it, that its label calls so.
A subtitle is labelled a second headline; a standfirst (`lead`, `intro`, `chapo`) is the
summary where metadata have none, or where theirs is the same text cut short.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newscrawl.markup import Element
from newscrawl.page.heads.headlines import key
from newscrawl.page.metadata import fold_space, plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.page.tree.hints import text_of

_MAX_KICKER_CHARS = 80
_MAX_SUBTITLE_CHARS = 300
_MAX_SUMMARY_CHARS = 1000
_MAX_KICKER_SPACES = 7
_NO_KICKER = re.compile(
    r"^(?:advertisement|anzeige|annonce|annons|reklame?a?|publicidad|publicité|pubblicità"
    r"|werbung|sponsored|donate|subscribe|sign (?:in|up)|log ?in|newsletter|share)\b|\s/\s|\d{1,2}:\d\d|\d{4}",
    re.IGNORECASE,
)
_ABOVE, _BELOW = 25, 25
_SUMMARIES = ("og:description", "description", "twitter:description", "dc.description")
_SUBTITLE = re.compile(
    r"sub-?_?(?:title|titel|titulo|headline|head\b)|untertitel|sottotitolo|\bdek\b|\bdeck\b",
    re.IGNORECASE,
)
_EDGES = " \t|–—-"
_CUT_SHORT = re.compile(r"\s*(?:\.{3}|…|\[…\]|\[\.\.\.\])$")


def find_kicker(page: Page, title: Iterable[Element] = ()) -> Choice[str | None]:
    """Return the short line above the headline; `title` are the headline's elements."""
    if ruled := _by_rule(page, page.site.article.kicker if page.site else ()):
        return ruled
    heads = list(title)
    for element in _around(page, "kicker", heads, _ABOVE, 3):
        text = text_of(element, max_chars=2 * _MAX_KICKER_CHARS).strip(" :|–—-")
        if _NO_KICKER.search(text) or text.count(" ") > _MAX_KICKER_SPACES:
            continue
        if 3 <= len(text) <= _MAX_KICKER_CHARS and not _is_head(text, heads):
            return choose(text, "text", "kicker", 0.8, element)
    return find_nothing(None)


def find_subtitle(
    page: Page, title: Iterable[Element] = (), kicker: str | None = None
) -> Choice[str | None]:
    """Return the second headline, where the page sets one apart from the `kicker`."""
    if ruled := _by_rule(page, page.site.article.subtitle if page.site else ()):
        return ruled
    if text := plain(page.metadata.article.get("alternativeHeadline")):
        headline = plain(page.metadata.article.get("headline"))
        if text not in (headline, kicker):
            return choose(text, "json-ld", "alternativeHeadline", 0.7)
    heads = list(title)
    for element in _around(page, "lead", heads, 0, _BELOW):
        if not _SUBTITLE.search(f"{element.get('class')} {element.get('itemprop')}"):
            continue
        if next(element.iter("time"), None) is not None:
            continue
        text = text_of(element, max_chars=2 * _MAX_SUBTITLE_CHARS)
        if text == kicker or not 8 <= len(text) <= _MAX_SUBTITLE_CHARS:
            continue
        if not _is_head(text, heads):
            return choose(text, "text", "subtitle", 0.75, element)
    return find_nothing(None)


def find_summary(page: Page, title: Iterable[Element] = ()) -> Choice[str | None]:
    """Return the stated standfirst or description, never text cut from the body."""
    if ruled := _by_rule(page, page.site.article.summary if page.site else ()):
        return ruled
    stated = _described(page)
    shown = _standfirst(page, list(title))
    if shown and (stated is None or _is_whole(shown.value or "", stated.value or "")):
        return shown
    return stated or find_nothing(None)


def _described(page: Page) -> Choice[str | None] | None:
    """Return the page's description, unless it only says the title or the site again."""
    for name in _SUMMARIES:
        if text := _telling(page, page.metadata.first(name)):
            return choose(text, "meta", name, 0.8)
    if text := _telling(page, plain(page.metadata.article.get("description"))):
        return choose(text, "json-ld", "description", 0.8)
    return None


def _telling(page: Page, text: str | None) -> str | None:
    """Return a description, None where the page's title ends with all of it."""
    text = fold_space((text or "").replace("\\n", " ")).strip(_EDGES)
    titles = (*page.metadata.titles, page.metadata.first("og:title") or "")
    if any(title.endswith(text) for title in titles):
        return None
    return text[:_MAX_SUMMARY_CHARS]


def _standfirst(page: Page, heads: list[Element]) -> Choice[str | None] | None:
    for element in _around(page, "lead", heads, 0, _BELOW):
        text = text_of(element, max_chars=2 * _MAX_SUMMARY_CHARS)
        if 40 <= len(text) <= _MAX_SUMMARY_CHARS and not _is_head(text, heads):
            return choose(text, "text", "standfirst", 0.75, element)
    return None


def _is_whole(shown: str, stated: str) -> bool:
    """Say whether a standfirst is what a description gives only the beginning of."""
    beginning = _CUT_SHORT.sub("", stated)
    return len(shown) > len(beginning) >= 30 and shown.startswith(beginning)


def _around(
    page: Page, kind: str, heads: list[Element], above: int, below: int
) -> Iterator[Element]:
    """Yield the elements of a kind within so many elements of the headline."""
    places = [page.hints.order[e] for e in heads if e in page.hints.order]
    if not places:
        return
    for element in page.hints.of(kind):
        distance = page.hints.order[element] - places[0]
        if -above <= distance <= below and not page.hints.is_away(element):
            yield element


def _is_head(text: str, heads: list[Element]) -> bool:
    """Say whether a text is the headline itself, or holds it."""
    own = key(text)
    keys = [k for element in heads if (k := key(text_of(element)))]
    return any(k in own or (len(own) > len(k) / 2 and own in k) for k in keys)


def _by_rule(page: Page, selectors: tuple[str, ...]) -> Choice[str | None] | None:
    for text, element, rule in select(page.document.root, selectors):
        elements = () if element is None else (element,)
        return choose(text, "rule", rule, 0.98, *elements)
    return None
