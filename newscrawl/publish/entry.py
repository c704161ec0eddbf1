"""What an entry says of its article, the same in Atom and JSON Feed.

Readers choke on monsters: a title is cut at 500 characters, a summary at 5,000, a body
at 200 KB, between two of its blocks, with a link to the whole. The record has it all.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from newscrawl.normalize import image_html
from newscrawl.publish.text import line, link, name, scrub
from newscrawl.record import Article, Image

_TITLE, _SUMMARY, _LABEL, _BODY_BYTES = 500, 5_000, 200, 200_000

_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}


@dataclass(frozen=True)
class Entry:
    """An article as a feed shows it; `seq` and `at` are of its event, RFC 3339."""

    article: Article
    seq: int
    at: str

    @property
    def id(self) -> str:
        """The article's id."""
        return self.article.id

    @property
    def language(self) -> str | None:
        """The article's language, None where it is not known."""
        return line(self.article.language) if self.article.language else None

    @cached_property
    def content(self) -> str:
        """The body as HTML."""
        return content(self.article)

    @cached_property
    def updated(self) -> str:
        """The instant of the event: RFC 3339 UTC, no two of a feed alike.

        The log knows the second and the order within it: the fraction is the event's
        place in the log, so that entries of one second keep their order.
        """
        return updated(self.seq, self.at)


def updated(seq: int, at: str) -> str:
    """Return the `updated` of an entry that shows an event."""
    return instant(_utc(at).replace(microsecond=seq % 1_000_000))


def instant(moment: datetime) -> str:
    """Return an instant of UTC as the entries tell it, with six digits of a second."""
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z"


def title(article: Article) -> str:
    """Return the title as plain text on one line, never empty."""
    return _cut(line(article.title), _TITLE) or "Untitled"


def page(article: Article) -> str | None:
    """Return the one address that an entry leads to."""
    return link(article.canonical_url) or link(article.url)


def content(article: Article) -> str:
    """Return the body as HTML, the first photo in front where the text shows none.

    The text's direction is stated where it is not usual.
    """
    body = _shortened(article, scrub(article.content_html))
    if (photo := lead(article)) and "<img " not in body:
        body = scrub(image_html(photo[0])) + body
    if article.text_direction != "rtl":
        return body
    language = f' lang="{html.escape(article.language)}"' if article.language else ""
    return f'<div dir="rtl"{language}>{body}</div>'


def text(article: Article) -> str:
    """Return the body as plain text, cut where the HTML would be."""
    whole = scrub(article.content_text)
    if len(whole.encode()) <= _BODY_BYTES:
        return whole
    return whole.encode()[:_BODY_BYTES].decode("utf-8", "ignore")


def authors(article: Article) -> list[tuple[str, str | None]]:
    """Return names with their pages; the source's name where the article has none."""
    people = [(name(person.name), link(person.url)) for person in article.authors]
    named = [(who, url) for who, url in people if who]
    source = name(article.source.name) or name(article.source.id) or "News"
    return named or [(source, None)]


def summary(article: Article) -> str | None:
    """Return the stated summary as plain text, None where there is nothing in it."""
    return _cut(scrub(article.summary or "").strip(), _SUMMARY) or None


def tags(article: Article) -> list[str]:
    """Return the section and the tags, each once however its case is written."""
    found: dict[str, str] = {}
    for tag in (article.section or "", *article.tags):
        if label := _cut(name(tag), _LABEL):
            found.setdefault(label.casefold(), label)
    return list(found.values())


def lead(article: Article) -> tuple[Image, str, str | None] | None:
    """Return the first photo with its address and its media type where one is known."""
    return next(iter(photos(article)), None)


def photos(article: Article) -> list[tuple[Image, str, str | None]]:
    """Return the photos that have an address, with that and their media type."""
    found = []
    for image in article.images:
        if url := link(image.url):
            suffix = urlsplit(url).path.rpartition(".")[2].lower()
            stated = (image.mime_type or "").lower()
            known = stated if stated.startswith("image/") else _TYPES.get(suffix)
            found.append((image, url, line(known) if known else None))
    return found


def published(article: Article, zone: tzinfo | None) -> str | None:
    """Return the instant that readers show: RFC 3339, None when none can be told.

    Where a day is all the page states, it is noon in the site's zone: midnight would
    slip to the day before for readers further west. A date more than a day after the
    article was first seen is not believed: readers would keep it on top.
    """
    stated = article.published or article.modified
    told = article.date_published or (stated.at if stated else None)
    if told is None and stated is not None and zone is not None:
        told = _noon(stated.stated, stated.precision, zone)
    if told is None or _utc(told) > _utc(article.first_seen) + timedelta(days=1):
        return None
    return told


def _noon(stated: str, precision: str, zone: tzinfo) -> str | None:
    if precision not in ("day", "hour"):
        return None
    day, _, hour = stated.partition("T")
    try:
        noon = datetime.fromisoformat(f"{day}T{hour[:2] or '12'}:00:00")
    except ValueError:
        return None
    return noon.replace(tzinfo=zone).isoformat()


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _shortened(article: Article, body: str) -> str:
    if len(body) * 4 <= _BODY_BYTES or len(body.encode()) <= _BODY_BYTES:
        return body
    kept, room = [], _BODY_BYTES
    for block in body.split("\n"):
        room -= len(block.encode())
        if room < 0:
            break
        kept.append(block)
    if address := page(article):
        shown = html.escape(address)
        kept.append(f'<p><a href="{shown}">{shown}</a></p>')
    return "\n".join(kept)
