"""Finding the language of an article: the page's statement, checked against its text."""

from __future__ import annotations

import re
from typing import Literal

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing

_TAG = re.compile(
    r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?\b"
)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_RIGHT_TO_LEFT = frozenset(
    ["ar", "fa", "he", "iw", "ur", "ps", "ckb", "yi", "dv", "sd", "ug"]
)


def find_language(page: Page) -> Choice[str | None]:
    """Return the article's language as a BCP 47 tag."""
    metadata = page.metadata
    stated = (
        ("text", "html lang", page.document.root.get("lang")),
        ("json-ld", "inLanguage", plain(metadata.article.get("inLanguage"))),
        ("meta", "og:locale", metadata.first("og:locale", "content-language")),
        ("site", "language", page.site.language if page.site else None),
    )
    for origin, rule, value in stated:
        if value and (tag := normal_tag(value)):
            return choose(tag, "meta" if origin == "text" else origin, rule, 0.9)  # type: ignore[arg-type]
    sample = " ".join(block.text for block in page.blocks.texts[:200])[:5000]
    for language, letters in _SCRIPTS:
        if len(letters.findall(sample)) * 5 > len(sample):
            return choose(language, "text", "script", 0.7)
    return find_nothing(None)


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
    parts = [m[1].lower()]
    if m[2]:
        parts.append(m[2].title())
    if m[3]:
        parts.append(m[3].upper())
    return "-".join(parts)
