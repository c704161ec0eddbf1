"""The pictures that a page's metadata states: Open Graph, Twitter cards, JSON-LD.

Their addresses, and the captions and credits of JSON-LD's ImageObjects. A picture that
is the site's own mark (its publisher's logo, a default for sharing) is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newscrawl.page.metadata import plain, types
from newscrawl.page.page import Page
from newscrawl.page.pictures.captions import Caption
from newscrawl.page.pictures.credits import clean_credit, split_caption
from newscrawl.page.pictures.sources import photo_key, photo_url

_META = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "image",
    "sailthru.image.full",
    "parsely-image-url",
)
_MAX_OBJECTS = 40
_NONE = Caption(None, None, ())


@dataclass(frozen=True, slots=True)
class StatedImage:
    """A picture as metadata states it; `url` is absolute."""

    url: str
    key: str
    origin: str
    alt: str | None = None
    caption: Caption = _NONE
    width: int | None = None
    height: int | None = None


def _pixels(value: object) -> int | None:
    text = str(value).removesuffix("px").strip()
    return int(text) if text.isdigit() and 0 < len(text) < 6 else None


def _caption(item: Mapping[str, Any]) -> Caption:
    """Return what an ImageObject says of its picture."""
    stated = plain(item.get("caption")) or None
    caption, credit = split_caption(stated) if stated else (None, None)
    for name in (
        "creditText",
        "author",
        "creator",
        "copyrightHolder",
        "copyrightNotice",
    ):
        if credit:
            break
        credit = clean_credit(plain(item.get(name)) or "")
    return Caption(caption, credit, ())


def _object(item: Mapping[str, Any], base: str) -> StatedImage | None:
    for name in ("url", "contentUrl", "@id"):
        address = item.get(name)
        if isinstance(address, list):
            address = next((a for a in address if isinstance(a, str)), None)
        url = photo_url(address.strip(), base) if isinstance(address, str) else None
        if url:
            return StatedImage(
                url,
                photo_key(url),
                "json-ld",
                None,
                _caption(item),
                _pixels(item.get("width")),
                _pixels(item.get("height")),
            )
    return None


def _of_json_ld(page: Page) -> Iterator[StatedImage]:
    """Yield the article's own pictures, then the other ImageObjects of the page."""
    base = page.document.base
    article = page.metadata.article
    for name in ("image", "thumbnailUrl"):
        stated = article.get(name)
        for item in (stated if isinstance(stated, list) else [stated])[:_MAX_OBJECTS]:
            found = None
            if isinstance(item, str):
                url = photo_url(item.strip(), base)
                found = StatedImage(url, photo_key(url), "json-ld") if url else None
            elif isinstance(item, Mapping):
                found = _object(item, base)
            if found:
                yield found


def image_objects(page: Page) -> dict[str, Caption]:
    """Return what the page's ImageObjects say of pictures, by the photo's key."""
    captions: dict[str, Caption] = {}
    for item in page.metadata.json_ld:
        if len(captions) >= _MAX_OBJECTS:
            break
        if ("caption" in item or "creditText" in item) and "ImageObject" in types(item):
            found = _object(item, page.document.base)
            if found and found.caption != _NONE:
                captions.setdefault(found.key, found.caption)
    return captions


def stated_images(page: Page) -> list[StatedImage]:
    """Return the pictures stated for the article, the likeliest cover first."""
    metadata = page.metadata
    found: dict[str, StatedImage] = {}
    alt = metadata.first("og:image:alt", "twitter:image:alt")
    for name in _META:
        for address in metadata.meta.get(name, ())[:3]:
            url = photo_url(address, page.document.base) if address else None
            if url:
                key = photo_key(url)
                found.setdefault(key, StatedImage(url, key, "meta", alt))
    for stated in _of_json_ld(page):
        known = found.get(stated.key)
        if known is None or known.caption == _NONE:
            found[stated.key] = stated if known is None else _joined(known, stated)
    return list(found.values())


def _joined(known: StatedImage, other: StatedImage) -> StatedImage:
    return StatedImage(
        known.url,
        known.key,
        known.origin,
        known.alt,
        other.caption,
        known.width or other.width,
        known.height or other.height,
    )
