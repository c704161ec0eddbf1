"""An article as ninjs 3.1 (IPTC News in JSON, https://iptc.org/std/ninjs/)."""

from __future__ import annotations

from typing import Any

from newscrawl.publish import entry as shown
from newscrawl.publish.text import link
from newscrawl.record import Article

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
_STATUS = {"usable": "usable", "gone": "canceled", "withheld": "withheld"}


def ninjs(article: Article) -> dict[str, Any]:
    """Return the article as a ninjs object; what is unknown is left out."""
    length = {"wordCount": article.word_count, "charCount": article.char_count}
    found = {
        "standard": _STANDARD,
        "uri": article.id,
        "type": "text",
        "representationType": "full" if article.content_status == "full" else "partial",
        "version": str(article.version),
        "firstCreated": article.first_seen,
        "versionCreated": article.last_changed,
        "contentCreated": article.date_published,
        "pubStatus": _STATUS[article.status],
        "language": article.language,
        "headlines": _roles(
            main=article.title, kicker=article.kicker, subtitle=article.subtitle
        ),
        "descriptions": _roles(summary=article.summary),
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": article.content_text}
            | _stated(length),
            {"role": "main", "contentType": "text/html", "value": article.content_html},
        ],
        "by": article.byline,
        "located": article.dateline,
        "people": [
            _stated({"name": person.name, "rel": "author", "uri": link(person.url)})
            for person in article.authors
        ],
        "places": [
            _stated({"name": place.name, "literal": place.iso3166_2})
            for place in article.places
        ],
        "subjects": [{"name": tag} for tag in shown.tags(article)],
        "infoSources": _sources(article),
        "renditions": [
            _stated(
                {
                    "name": f"image-{number}",
                    "href": url,
                    "contentType": media_type,
                    "title": image.caption,
                    "width": image.width,
                    "height": image.height,
                }
            )
            for number, (image, url, media_type) in enumerate(shown.photos(article), 1)
        ],
        "altIds": [
            {"role": "url", "value": url}
            for url in (article.url, article.canonical_url, *article.alternate_urls)
            if url
        ],
        "copyrightHolder": article.copyright_holder,
        "usageTerms": article.license,
    }
    return _stated(found)


def _sources(article: Article) -> list[dict[str, Any]]:
    site = {"name": article.source.name, "uri": link(article.source.url)}
    agency = [{"name": article.agency, "role": "agency"}] if article.agency else []
    return [_stated({"role": "site", **site}), *agency]


def _roles(**texts: str | None) -> list[dict[str, str]]:
    return [
        {"role": role, "contentType": "text/plain", "value": text}
        for role, text in texts.items()
        if text
    ]


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [])}
