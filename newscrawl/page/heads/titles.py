"""Finding the headline.

Looked at: the site's rule; the h1 elements, and h2 elements where a page keeps the h1
for search engines; JSON-LD's headline; `og:title` and its kin; the title element. What
is stated has the site's name taken off first. Then: a head that says what the metadata
say wins; a second head that repeats one statement word for word beats an h1 that does
not; a kicker that the metadata leave out is no part of the headline; and heads that
have nothing of the metadata in them ("Local news") lose to them.

Measured on the dev pages: exact on .893 of fundus-tests, .868 of trafilatura-eval and
.908 of postlight, where the first h1 alone is on .73, .72 and .78. Where h1, JSON-LD
and title agree and `og:title` alone differs, truth made by hand takes the h1 (3 of 3),
truth made by site parsers `og:title` (16 of 22): the h1 is what a reader sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from newscrawl.markup import Element
from newscrawl.page.heads.headlines import Headline, key, likeness, without_site
from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.page.tree.hints import label_kinds, text_of
from newscrawl.record import Rival

_MAX_CHARS = 400
_MAX_HEADS = 8
_META = ("og:title", "articletitle", "twitter:title", "parsely-title", "dc.title")
_SURE = 0.5
_ALIKE = 0.25
_MAX_KICKER = 60
_MIN_KEY = 12
_AROUND = ("li", "ol", "ul", "nav", "div", "span")


def find_title(page: Page) -> Choice[str]:
    """Return the headline as plain text; empty where the page has none."""
    if page.site:
        for text, element, rule in select(page.document.root, page.site.article.title):
            ruled = () if element is None else (element,)
            return choose(text[:_MAX_CHARS], "rule", rule, 0.98, *ruled)
    heads = _heads(page, "h1")
    minor = _heads(page, "h2")
    stated = list(_stated(page, [*heads, *minor]))
    winner, confidence = _elect(heads, minor, stated)
    if winner is None:
        return find_nothing("")
    shown = [h for h in (*heads, *minor) if _shows(h, winner)]
    rivals = tuple(
        Rival(value=c.text, from_=c.origin, rule=c.rule)
        for c in (*heads[:2], *stated)
        if c.key != winner.key
    )
    return choose(
        winner.text,
        winner.origin,
        winner.rule,
        confidence,
        *(h.element for h in shown if h.element is not None),
        rivals=rivals,
    )


def _shows(head: Headline, winner: Headline) -> bool:
    """Say whether a head is the headline, perhaps with a kicker."""
    return head.key == winner.key or (
        len(winner.key) >= _MIN_KEY
        and winner.key in head.key
        and len(head.key) <= len(winner.key) + _MAX_KICKER
    )


def _heads(page: Page, tag: str) -> list[Headline]:
    """Return the heads of a level; those of other parts of the page only if alone."""
    elements = page.hints.of(tag)[: _MAX_HEADS * 4]
    own = (e for e in elements if not page.hints.is_away(e))
    return list(islice(_read_heads(own, tag), _MAX_HEADS)) or list(
        islice(_read_heads(elements, tag), _MAX_HEADS)
    )


def _read_heads(elements: Iterable[Element], tag: str) -> Iterator[Headline]:
    for element in elements:
        text = text_of(element, max_chars=_MAX_CHARS)
        if text and len(text) <= _MAX_CHARS and not _is_crumb(element):
            bare = _bare(element, text) if len(element) else ""
            yield Headline(text, "text", tag, element, bare)


def _is_crumb(head: Element) -> bool:
    """Say whether a head is a breadcrumb: there it is set for search engines alone."""
    around = list(islice(head.iterancestors(*_AROUND), 6))
    if any(e.tag == "nav" for e in around) and any(e.tag == "li" for e in around[:2]):
        return True
    labels = (e.get("class") or "" for e in (head, *around))
    return any("crumb" in label_kinds(label) for label in labels)


def _bare(element: Element, text: str) -> str:
    """Return a head's text after the part that its label calls a kicker."""
    for child in element.iterdescendants("span", "div", "strong", "em", "p", "small"):
        if "kicker" not in label_kinds(child.get("class") or ""):
            continue
        kicker = text_of(child)
        if kicker and text.startswith(kicker):
            return text[len(kicker) :].lstrip(" :|–—-/")
    return ""


def _stated(page: Page, heads: list[Headline]) -> Iterator[Headline]:
    """Yield what metadata state, each without the site's name."""
    metadata = page.metadata
    found = []
    if headline := plain(metadata.article.get("headline")):
        found.append(Headline(headline, "json-ld", "headline"))
    found.extend(
        Headline(text, "meta", name) for name in _META if (text := metadata.first(name))
    )
    found.extend(Headline(text, "meta", "title") for text in metadata.titles[:1])
    known = {h.key for h in (*heads, *found) if len(h.key) >= _MIN_KEY}
    names = [
        name
        for name in (
            metadata.first("og:site_name", "application-name", "sitename"),
            page.site.title if page.site else None,
        )
        if name
    ]
    section = metadata.article.get("articleSection")
    sections = [
        text
        for value in (
            *(section if isinstance(section, list) else [section]),
            metadata.first("article:section", "og:article:section", "section"),
        )
        if (text := plain(value))
    ]
    for headline_ in found:
        yield without_site(headline_, known, names, sections, page.document.url)


def _elect(
    heads: list[Headline], minor: list[Headline], stated: list[Headline]
) -> tuple[Headline | None, float]:
    """Choose among what is shown and what is stated."""
    if not stated:
        first = next(iter([*heads, *minor]), None)
        return first, 0.6 if first else 0.0
    head, agreement = _best_head(heads, stated)
    repeated = _repeated(minor, stated, head)
    if head is None or agreement < _ALIKE:
        if repeated:
            return repeated, 0.85
        return _without_colon(stated[0], stated) or stated[0], 0.75
    if repeated:
        return repeated, 0.85
    votes = [s for s in stated if s.key == head.key]
    if not votes or not any(s.rule != "twitter:title" for s in votes):
        if bare := _without_kicker(head, stated):
            return bare, 0.85
        if head.bare and (outvoting := _outvoting(head, stated)):
            return outvoting, 0.7
        if len(key(head.bare)) >= _MIN_KEY:
            return head.without_kicker(), 0.85
        if outvoting := _outvoting(head, stated):
            return outvoting, 0.7
    if bare := _without_colon(head, stated):
        return bare, 0.75
    return _well_spelled(head, votes), 0.95 if agreement >= _SURE else 0.7


def _best_head(
    heads: list[Headline], stated: list[Headline]
) -> tuple[Headline | None, float]:
    best: tuple[Headline | None, float] = (None, -1.0)
    for head in heads:
        agreement = max(likeness(head.key, s.key) for s in stated)
        if agreement > best[1] + 0.05:
            best = (head, agreement)
    return best


def _repeated(
    minor: list[Headline], stated: list[Headline], head: Headline | None
) -> Headline | None:
    """Return the statement that a second head repeats and the first does not.

    One that leaves out the head's kicker comes before one with it.
    """
    bare = {key(h.bare) for h in minor if h.bare}
    bare |= {key(_last_part(h)) for h in minor}
    for s in sorted(stated, key=lambda s: s.key not in bare):
        if (
            (head and s.key == head.key)
            or len(s.key) < _MIN_KEY
            or s.rule in ("title", "twitter:title")
        ):
            continue
        for h in minor:
            longer = len(h.key) - len(s.key)
            if h.key == s.key or (h.key.endswith(s.key) and longer <= _MAX_KICKER):
                return s
    return None


def _last_part(head: Headline) -> str:
    """Return the last of the elements a head is set in, such as kicker and headline."""
    if head.element is None or len(head.element) < 2:
        return ""
    return text_of(head.element[-1])


def _without_kicker(head: Headline, stated: list[Headline]) -> Headline | None:
    """Return the statement that a head ends with, when two statements say it."""
    keys = [s.key for s in stated]
    for s in stated:
        if (
            len(s.key) >= _MIN_KEY
            and head.key.endswith(s.key)
            and len(head.key) - len(s.key) <= _MAX_KICKER
            and keys.count(s.key) > 1
        ):
            return s
    return None


def _without_colon(head: Headline, stated: list[Headline]) -> Headline | None:
    """Return `og:title` when it is the head without a first part that ends in a colon."""
    for s in stated:
        if s.rule != "og:title" or s.key == head.key or len(s.key) < _MIN_KEY:
            continue
        first, colon, rest = head.text.partition(": ")
        if colon and key(rest) == s.key and len(first) <= _MAX_KICKER:
            return s
    return None


def _outvoting(head: Headline, stated: list[Headline]) -> Headline | None:
    """Return what JSON-LD's headline and another statement say against a head."""
    for s in stated:
        others = [o for o in stated if o.rule != s.rule and o.key == s.key]
        if s.rule == "headline" and others and s.key not in head.key:
            return s
    return None


def _well_spelled(head: Headline, votes: list[Headline]) -> Headline:
    """Return a head, spelled as stated where its parts run into each other."""
    words = head.text.split()
    for vote in votes:
        if vote.text.split() != words and len(vote.text) >= len(head.text) - 2:
            return Headline(vote.text, head.origin, head.rule, head.element)
    return head
