"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/, by the record's own names.

`date_published` and `date_modified` stand only where they are known to the minute; the
rest of what is known stands in `_newscrawl`, which JSON Feed keeps for extensions.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from newscrawl.publish import entry as shown
from newscrawl.publish.entry import Entry
from newscrawl.publish.feed import Feed
from newscrawl.publish.text import line
from newscrawl.record import Article, DateStatement, Image


def json_feed(feed: Feed) -> bytes:
    """Return a feed as a JSON Feed document; the same feed gives the same bytes.

    Entries that stand printed are left out: `printed.complete_items` puts them in.
    """
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.json_url,
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "_newscrawl": _stated({"withdrawn": list(map(asdict, feed.withdrawn))}) or None,
    }
    head = json.dumps(_stated(document), ensure_ascii=False, indent=1)[:-2]
    fresh = (one for one in feed.entries if isinstance(one, Entry))
    items = (json.dumps(_item(one, feed), ensure_ascii=False) for one in fresh)
    lines = ",\n".join(f"  {item}" for item in items)
    return f'{head},\n "items": [\n{lines}\n ]\n}}\n'.encode()


def _item(entry: Entry, feed: Feed) -> dict[str, Any]:
    article = entry.article
    is_full = feed.is_full or not article.summary
    lead = shown.lead(article)
    people = [{"name": n, "url": u} for n, u in shown.authors(article)]
    return _stated(
        {
            "id": article.id,
            "url": shown.page(article),
            "title": shown.title(article),
            "content_html": entry.content if is_full else None,
            "content_text": shown.text(article) if is_full else None,
            "summary": shown.summary(article),
            "image": lead[1] if lead else None,
            "date_published": article.date_published,
            "date_modified": article.date_modified,
            "authors": [_stated(person) for person in people],
            "tags": shown.tags(article),
            "language": article.language,
            "_newscrawl": _extension(article),
        }
    )


def _extension(article: Article) -> dict[str, Any]:
    return _stated(
        {
            "version": article.version,
            "source": _stated(asdict(article.source)),
            "section": line(article.section) if article.section else None,
            "date": article.date,
            "published": _date(article.published),
            "modified": _date(article.modified),
            "last_changed": article.last_changed,
            "images": [_image(image) for image in article.images],
        }
    )


def _date(statement: DateStatement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {"stated": line(statement.stated), "precision": statement.precision}


def _image(image: Image) -> dict[str, Any]:
    return _stated(
        {
            "url": image.url,
            "caption": line(image.caption) if image.caption else None,
            "credit": line(image.credit) if image.credit else None,
        }
    )


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [])}
