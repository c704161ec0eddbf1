"""What an entry says of its article, the same in Atom and JSON Feed."""

from __future__ import annotations

import html
from datetime import datetime, tzinfo
from urllib.parse import urlsplit

from newscrawl.publish.text import line, link, name, scrub
from newscrawl.record import Article, Image

_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}


def title(article: Article) -> str:
    """Return the title as plain text on one line, never empty."""
    return line(article.title) or "Untitled"


def page(article: Article) -> str | None:
    """Return the one address that an entry leads to."""
    return link(article.canonical_url) or link(article.url)


def content(article: Article) -> str:
    """Return the body as HTML; the text's direction is stated where it is not usual."""
    body = scrub(article.content_html)
    if article.text_direction != "rtl":
        return body
    language = f' lang="{html.escape(article.language)}"' if article.language else ""
    return f'<div dir="rtl"{language}>{body}</div>'


def authors(article: Article) -> list[tuple[str, str | None]]:
    """Return names with their pages; the source's name where the article has none."""
    people = [(name(person.name), link(person.url)) for person in article.authors]
    named = [(who, url) for who, url in people if who]
    source = name(article.source.name) or name(article.source.id) or "News"
    return named or [(source, None)]


def summary(article: Article) -> str | None:
    """Return the stated summary as plain text, None where there is nothing in it."""
    return scrub(article.summary or "").strip() or None


def tags(article: Article) -> list[str]:
    """Return the section and the tags, each once however its case is written."""
    found: dict[str, str] = {}
    for tag in (article.section or "", *article.tags):
        if label := name(tag):
            found.setdefault(label.casefold(), label)
    return list(found.values())


def lead(article: Article) -> tuple[Image, str, str | None] | None:
    """Return the first photo with its address and its media type where one is known."""
    for image in article.images:
        if url := link(image.url):
            suffix = urlsplit(url).path.rpartition(".")[2].lower()
            stated = (image.mime_type or "").lower()
            known = stated if stated.startswith("image/") else _TYPES.get(suffix)
            return image, url, line(known) if known else None
    return None


def published(article: Article, zone: tzinfo | None) -> str | None:
    """Return the instant that readers show: RFC 3339, None when none can be told.

    Where a day is all the page states, it is noon in the site's zone: midnight would
    slip to the day before for readers further west.
    """
    stated = article.published or article.modified
    known = article.date_published or (stated.at if stated else None)
    if known or stated is None:
        return known
    if zone is None or stated.precision not in ("day", "hour"):
        return None
    day, _, hour = stated.stated.partition("T")
    try:
        noon = datetime.fromisoformat(f"{day}T{hour[:2] or '12'}:00:00")
    except ValueError:
        return None
    return noon.replace(tzinfo=zone).isoformat()
