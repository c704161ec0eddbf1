"""Finding what a page says of rights: holder, licence, free or paid."""

from __future__ import annotations

import re

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing

_MAX_HOLDER_CHARS = 300
_RESERVED = (
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|tutti i diritti"
    r" riservati|todos los derechos reservados|todos os direitos reservados|все права"
    r" защищены|جميع الحقوق محفوظة"
)
_BEFORE = re.compile(
    rf"(?:copyright|\(c\)|©|(?:19|20)\d\d(?:\s?[-–]\s?\d{{2,4}})?|by\b|{_RESERVED}"
    r"|[\s,.:;|–-]|لـ)+",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"[\s,.:;|–-]+(?:{_RESERVED})\W*$", re.IGNORECASE)


def find_copyright_holder(page: Page) -> Choice[str | None]:
    """Return the holder of the article's rights as stated."""
    if text := _holder(plain(page.metadata.article.get("copyrightHolder"))):
        return choose(text, "json-ld", "copyrightHolder", 0.9)
    for name in ("copyright", "dcterms.rightsholder", "dc.rights", "rights"):
        if text := _holder(page.metadata.first(name)):
            return choose(text, "meta", name, 0.7)
    return find_nothing(None)


def _holder(text: str | None) -> str | None:
    """Return the name in a line of rights: "Hill Press" of "© 2024 Hill Press"."""
    text = (text or "")[:_MAX_HOLDER_CHARS]
    before = _BEFORE.match(text)
    name = text[before.end() :] if before else text
    return _AFTER.sub("", name).strip() or None


def find_license(page: Page) -> Choice[str | None]:
    """Return the address of the licence the article is under."""
    stated = plain(page.metadata.article.get("license"))
    if stated and stated.startswith(("http://", "https://")):
        return choose(stated, "json-ld", "license", 0.9)
    for url in page.metadata.links.get("license", ()):
        if url.startswith(("http://", "https://")):
            return choose(url, "meta", "rel=license", 0.7)
    return find_nothing(None)


def find_is_accessible_for_free(page: Page) -> Choice[bool | None]:
    """Return whether the page says that its article is free to read."""
    value = page.metadata.article.get("isAccessibleForFree")
    said = str(value).rsplit("/", 1)[-1].strip().lower()
    if said in ("true", "1", "yes"):
        return choose(True, "json-ld", "isAccessibleForFree", 0.95)
    if said in ("false", "0", "no"):
        return choose(False, "json-ld", "isAccessibleForFree", 0.95)
    tier = page.metadata.first("article:content_tier")
    if tier in ("free", "locked", "metered"):
        return choose(tier == "free", "meta", "article:content_tier", 0.9)
    return find_nothing(None)
