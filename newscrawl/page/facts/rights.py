"""Finding what a page says of rights: holder, licence, free or paid."""

from __future__ import annotations

from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing


def find_copyright_holder(page: Page) -> Choice[str | None]:
    """Return the holder of the article's rights as stated."""
    if text := plain(page.metadata.article.get("copyrightHolder")):
        return choose(text, "json-ld", "copyrightHolder", 0.9)
    for name in ("copyright", "dcterms.rightsholder", "dc.rights", "rights"):
        if text := page.metadata.first(name):
            return choose(text[:300], "meta", name, 0.7)
    return find_nothing(None)


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
