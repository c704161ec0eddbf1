"""Articles and sites for tests: small, complete, each field overridable."""

from __future__ import annotations

from typing import Any

from newscrawl.record import Article, Extraction, Fetch, Paragraph, Source
from newscrawl.sites.site import ArticleRules, Listing, Site

SEEN = "2024-03-25T08:00:00Z"


def site(**changes: Any) -> Site:
    """Return a site of numbered articles on example.org, with one mirror."""
    values: dict[str, Any] = {
        "name": "hillside",
        "title": "Hillside News",
        "url": "http://www.example.org/",
        "hosts": ("en.example.org",),
        "mirrors": ("hillside.example.net",),
        "zone": "Asia/Shanghai",
        "sources": (Listing(url="http://www.example.org/news/"),),
        "article": ArticleRules(number=r"/c_(\d+)(?:_\d+)?\.htm$"),
    }
    return Site(**(values | changes))


def article(**changes: Any) -> Article:
    """Return an article of that site as normalize leaves it: no id, no hash."""
    url = changes.get("url", "http://www.example.org/town/2024-03/25/c_973885.htm")
    text = changes.pop("text", "The bridge opened on Monday.")
    at = changes.pop("at", SEEN)
    values: dict[str, Any] = {
        "id": "",
        "url": url,
        "source": Source(
            id="hillside",
            name="Hillside News",
            url="http://www.example.org/",
            region="CN-NM",
        ),
        "title": "Bridge opens",
        "body": (Paragraph(text),),
        "content_text": text,
        "content_html": f"<p>{text}</p>",
        "date": at,
        "first_seen": at,
        "last_seen": at,
        "last_changed": at,
        "language": "en",
        "content_hash": "",
        "extraction": Extraction(
            extractor="newscrawl/0", encoding="utf-8", replaced_characters=0, fields={}
        ),
        "fetch": Fetch(at=at, status=200, final_url=url),
    }
    return Article(**(values | changes))
