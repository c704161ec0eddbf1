"""Finding the headline.

Looked at: the site's rule; the h1 elements outside navigation; JSON-LD's headline;
`og:title` and its kin; the title element. Heads are written for readers, metadata for
search engines: the h1 wins where metadata speak of the same headline (or where there are
none), and where no h1 agrees with any of them the metadata win, without the site's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.page.hints import text_of
from newscrawl.page.metadata import fold_space, plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.record import Origin, Rival

_MAX_CHARS = 400
_META = ("og:title", "twitter:title", "dc.title", "articletitle", "parsely-title")
_PARTING = re.compile(r"\s+(?:[|–—·•»«>:/\\~]|-+|::|<<|>>)\s+|\s*[|｜_]\s*")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    origin: Origin
    rule: str
    element: HtmlElement | None = None

    @property
    def key(self) -> str:
        return " ".join(_WORDS.findall(self.text.casefold()))


def find_title(page: Page) -> Choice[str]:
    """Return the headline as plain text; empty where the page has none."""
    if page.site:
        for text, element, rule in select(page.document.root, page.site.article.title):
            found = () if element is None else (element,)
            return choose(text[:_MAX_CHARS], "rule", rule, 0.98, *found)
    heads = list(_heads(page))
    stated = list(_stated(page))
    winner, confidence = _elect(heads, stated)
    if winner is None:
        return find_nothing("")
    rivals = tuple(
        Rival(value=c.text, from_=c.origin, rule=c.rule)
        for c in (*heads[:3], *stated)
        if c.key != winner.key
    )
    elements = tuple(
        h.element for h in heads if h.element is not None and h.key == winner.key
    )
    return choose(
        winner.text,
        winner.origin,
        winner.rule,
        confidence,
        *elements,
        rivals=rivals,
    )


def _heads(page: Page) -> Iterator[_Candidate]:
    for tag in ("h1", "h2"):
        for element in page.hints.of(tag):
            text = text_of(element, max_chars=_MAX_CHARS)
            if text and len(text) <= _MAX_CHARS:
                yield _Candidate(text, "text", tag, element)


def _stated(page: Page) -> Iterator[_Candidate]:
    metadata = page.metadata
    if headline := plain(metadata.article.get("headline")):
        yield _Candidate(headline, "json-ld", "headline")
    for name in _META:
        if text := metadata.first(name):
            yield _Candidate(text, "meta", name)
    for text in metadata.titles[:1]:
        yield _Candidate(text, "meta", "title")


def _elect(
    heads: list[_Candidate], stated: list[_Candidate]
) -> tuple[_Candidate | None, float]:
    """Choose among what is shown and what is stated."""
    first = [h for h in heads if h.rule == "h1"]
    best, agreement = None, 0.0
    for head in [*first, *(h for h in heads if h.rule == "h2")]:
        likeness = max((_likeness(head, s) for s in stated), default=0.0)
        if head.rule == "h2":
            likeness -= 0.3
        if likeness > agreement + 0.05:
            best, agreement = head, likeness
    if best is not None and agreement >= 0.5:
        return best, 0.95
    if stated:
        return _without_site(stated), 0.7
    return (first[0], 0.6) if first else (None, 0.0)


def _likeness(head: _Candidate, stated: _Candidate) -> float:
    """Return how far a head says what metadata say: 1.0 where it stands in them whole."""
    a, b = head.key, stated.key
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if len(a) > 8 and f" {a} " in f" {b} ":
        return 0.9
    if len(b) > 8 and f" {b} " in f" {a} ":
        return 0.85
    x, y = set(a.split()), set(b.split())
    return 0.8 * 2 * len(x & y) / (len(x) + len(y))


def _without_site(stated: list[_Candidate]) -> _Candidate:
    """Return the best stated title, cut at its last part where a shorter one agrees."""
    keys = {s.key for s in stated}
    chosen = stated[0]
    parts = [p for p in _PARTING.split(chosen.text) if p]
    for end in range(len(parts) - 1, 0, -1):
        text = chosen.text[: chosen.text.find(parts[end - 1]) + len(parts[end - 1])]
        cut = _Candidate(fold_space(text), chosen.origin, chosen.rule)
        if cut.key in keys or len(cut.key) > 2 * len(chosen.key) / 3:
            return cut
    return chosen
