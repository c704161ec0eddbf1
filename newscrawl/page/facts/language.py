"""Finding the language of an article: the page's statement, checked against its text."""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.page.facts.tongues import (
    KNOWN,
    are_kin,
    best,
    sample,
    script_language,
    shares,
)
from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.record import Origin, Rival

_TAG = re.compile(
    r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])"
)
_OLD = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "hr"}
_RIGHT_TO_LEFT = frozenset(
    ["ar", "fa", "he", "ur", "ps", "ckb", "yi", "dv", "sd", "ug"]
)
_SURE_SHARE = 0.14
_OUTWEIGHED = 0.4


def find_language(page: Page) -> Choice[str | None]:
    """Return the article's language as a BCP 47 tag.

    The text decides where the page states nothing, or what its text cannot be.
    """
    stated = _stated(page)
    text = sample(block.text for block in page.blocks.texts)
    seen = script_language(text)
    found = {} if seen else shares(text)
    seen = seen or best(found)
    if stated is None:
        if seen is None:
            return find_nothing(None)
        return choose(seen, "text", "words", 0.8)
    tag, origin, rule = stated
    primary = tag.partition("-")[0]
    if seen and not are_kin(seen, primary) and _outweighs(seen, primary, found):
        rival = Rival(value=tag, from_=origin, rule=rule, why="not the text's language")
        return choose(seen, "text", "words", 0.75, rivals=(rival,))
    return choose(tag, origin, rule, 0.97 if seen == primary else 0.9)


def _outweighs(seen: str, primary: str, found: dict[str, float]) -> bool:
    """Say whether a text speaks so much for one language that another is ruled out."""
    if seen not in found:
        return True
    if primary not in KNOWN:
        return False
    return (
        found[seen] >= _SURE_SHARE
        and found.get(primary, 0.0) <= _OUTWEIGHED * found[seen]
    )


def _stated(page: Page) -> tuple[str, Origin, str] | None:
    metadata, root = page.metadata, page.document.root
    listed: tuple[tuple[Origin, str, str | None], ...] = (
        ("meta", "html lang", root.get("lang") or root.get("xml:lang")),
        ("json-ld", "inLanguage", plain(metadata.article.get("inLanguage"))),
        ("meta", "og:locale", metadata.first("og:locale")),
        ("meta", "content-language", metadata.first("content-language", "language")),
        ("site", "language", page.site.language if page.site else None),
    )
    for origin, rule, value in listed:
        if value and (tag := normal_tag(value)):
            return tag, origin, rule
    return None


def find_text_direction(
    page: Page, language: str | None
) -> Choice[Literal["ltr", "rtl"]]:
    """Return the direction that the article's text runs in."""
    body = page.document.root.find("body")
    for element in (body, page.document.root):
        stated = (element.get("dir") or "").lower() if element is not None else ""
        if stated == "rtl":
            return choose("rtl", "meta", "dir", 0.95)
        if stated == "ltr":
            return choose("ltr", "meta", "dir", 0.95)
    if (language or "").partition("-")[0] in _RIGHT_TO_LEFT:
        return choose("rtl", "text", "language", 0.95)
    return choose("ltr", "text", "language", 0.9)


def normal_tag(stated: str) -> str | None:
    """Return a language tag in BCP 47's spelling (`en-GB`), None for what is none."""
    m = _TAG.match(stated.strip())
    if m is None:
        return None
    primary = m[1].lower()
    parts = [_OLD.get(primary, primary)]
    if m[2]:
        parts.append(m[2].title())
    if m[3]:
        parts.append(m[3].upper())
    return "-".join(parts)
