"""Finding the topics that a page files its article under."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.page.metadata import fold_space, plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select

_MAX_TAGS = 60
_MAX_TAG_CHARS = 80
_META = ("article:tag", "news_keywords", "parsely-tags", "keywords", "sailthru.tags")
# What a content system tags for itself: `ssts:news`, `@river`, a UUID, a number.
_MACHINE = re.compile(
    r"^(?:[a-z_]+:[\w:-]+|@\w+|[0-9a-f]{8}-[0-9a-f-]{27}|\d{5,}|[0-9a-f]{24,})$",
    re.IGNORECASE,
)
_NAMESPACE = re.compile(
    r"^(?:tags?|topic|keyword|(?:nlp )?category)\s*:\s*", re.IGNORECASE
)
_PARTING = re.compile(r"\s*[,;，、；|]\s*")


def find_tags(page: Page) -> Choice[tuple[str, ...]]:
    """Return the stated tags in their order, each once."""
    if page.site:
        ruled = list(select(page.document.root, page.site.article.tags))
        if ruled:
            tags = _each_once(text for text, _, _ in ruled)
            elements = [e for _, e, _ in ruled if e is not None]
            return choose(tags, "rule", ruled[0][2], 0.95, *elements)
    keywords = page.metadata.article.get("keywords")
    listed = keywords if isinstance(keywords, list) else [keywords]
    stated = [text for value in listed if (text := plain(value))]
    if tags := _each_once(_split(stated)):
        return choose(tags, "json-ld", "keywords", 0.8)
    for name in _META:
        if tags := _each_once(_split(page.metadata.meta.get(name, ()))):
            return choose(tags, "meta", name, 0.7)
    return find_nothing(())


def _split(stated: Iterable[str]) -> Iterable[str]:
    values = [value for value in stated if value]
    if len(values) > 1:
        return values
    return [part for value in values for part in _PARTING.split(value)]


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in texts:
        tag = _NAMESPACE.sub("", fold_space(text).strip("#").strip())
        if tag and len(tag) <= _MAX_TAG_CHARS and not _MACHINE.match(tag):
            kept.setdefault(tag.casefold(), tag)
    return tuple(kept.values())[:_MAX_TAGS]
