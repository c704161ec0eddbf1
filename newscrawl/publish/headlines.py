"""What a page shows of an article, and which fields the articles of a site have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newscrawl.publish import entry as shown
from newscrawl.publish.text import language_tag, line
from newscrawl.record import Article

_TITLE, _TEXT = 200, 300
_THUMBNAIL = 112


@dataclass(frozen=True, slots=True)
class Photo:
    """A thumbnail: the photo's own address, and the box that is kept for it."""

    url: str
    width: int
    height: int
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Headline:
    """An article in a list: plain texts, cut where they are long."""

    title: str
    url: str | None
    language: str | None
    direction: str
    source: str
    date: str
    summary: str
    photo: Photo | None


def headline(article: Article) -> Headline:
    """Return what a list shows of an article."""
    return Headline(
        title=_cut(shown.title(article), _TITLE),
        url=shown.page(article),
        language=language_tag(article.language),
        direction=article.text_direction,
        source=_cut(line(article.source.name or article.source.id), _TITLE),
        date=line(article.date).replace("T", " ")[:16],
        summary=_cut(line(article.summary or ""), _TEXT),
        photo=_photo(article),
    )


def _photo(article: Article) -> Photo | None:
    lead = shown.lead(article)
    if lead is None:
        return None
    image, url, _ = lead
    width, height = _THUMBNAIL, _THUMBNAIL * 2 // 3
    if image.width and image.height:
        height = min(max(_THUMBNAIL * image.height // image.width, 40), 2 * _THUMBNAIL)
    caption = _cut(line(image.caption or image.alt or ""), _TEXT)
    return Photo(url, width, height, caption, _cut(line(image.credit or ""), _TITLE))


_FIELDS: tuple[tuple[str, Callable[[Article], object]], ...] = (
    ("Date", lambda a: a.published or a.modified),
    ("Author", lambda a: a.authors or a.byline),
    ("Section", lambda a: a.section),
    ("Summary", lambda a: a.summary),
    ("Full text", lambda a: a.content_status == "full" and a.content_text),
    ("Photo", lambda a: a.images),
    ("Caption", lambda a: any(image.caption for image in a.images)),
    ("Language", lambda a: a.language),
)


def fill_rates(articles: Sequence[Article]) -> list[tuple[str, int]]:
    """Return of each field the share of articles that have it, in per cent."""
    count = len(articles)
    return [
        (name, 100 * sum(1 for a in articles if has(a)) // count)
        for name, has in _FIELDS
        if count
    ]


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
