"""The photos that a page shows, the article's and others: addresses, sizes, captions.

Logos, icons, avatars and trackers are left out by their size and by the words of their
address and label, teasers of other articles by where their link leads. A photo shown in
several sizes is one picture.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin, urlsplit

from newscrawl.markup import Element
from newscrawl.page.page import Page
from newscrawl.page.pictures.captions import Caption, find_caption
from newscrawl.page.pictures.sources import (
    addresses,
    image_of,
    is_small,
    photo_key,
    photo_url,
)
from newscrawl.page.tree.blocks import Spot, clean
from newscrawl.page.tree.marks import Mark
from newscrawl.record import Image

_NOT_PHOTO_LABEL = (
    *("logo", "icon ", "icon-", "avatar", "sprite", "pixel", "badge", "emoji"),
    *("author", "byline", "profile", "gravatar", "spacer"),
)
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_PHOTO_LINK = (
    *(".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", "image", "photo", "foto"),
    *("galler", "galer", "bild", "media", "attachment", "lightbox", "zoom", "slide"),
    *("diapo", "/pic"),
)
_NUMBER = re.compile(r"\d{1,5}")
_GIF = re.compile(r"\.gif(?:$|[?#])", re.IGNORECASE)
_GIF_WIDTH = 240
_MIN_SIDE = 101
_MAX_ADDRESSES = 24
_MIME_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
_MAX_PICTURES = 1000
_MAX_NEXT = 4


@dataclass(slots=True)
class Picture:
    """A picture with the text that goes with it; `url` is absolute.

    `spot` is where it stands, None for one that only metadata states; `keys` name the
    photo whatever its size.
    """

    url: str
    spot: Spot | None
    width: int | None
    height: int | None
    alt: str | None
    caption: Caption
    keys: set[str] = field(default_factory=set)

    def image(self) -> Image:
        """Return the picture as the record has it."""
        path = urlsplit(self.url).path.lower()
        return Image(
            url=self.url,
            width=self.width,
            height=self.height,
            mime_type=_MIME_TYPES.get(path.rpartition(".")[2]),
            alt=self.alt,
            caption=self.caption.caption,
            credit=self.caption.credit,
        )


def _number(value: str | None) -> int | None:
    match = _NUMBER.match(value) if value else None
    return int(match.group()) if match and value and "%" not in value else None


def _is_photo(image: Element) -> bool:
    """Say whether an element's own words and sizes allow a photo."""
    sides = (_number(image.get("width")), _number(image.get("height")))
    if any(side is not None and 1 < side < _MIN_SIDE for side in sides):
        return False
    if sides[0] in (0, 1) and sides[1] in (0, 1):
        return False
    label = f"{image.get('class') or ''} {image.get('id') or ''} "
    return not any(map(label.lower().__contains__, _NOT_PHOTO_LABEL))


def _is_shown_gif(spot: Spot, image: Element | None) -> bool:
    """Say whether a GIF, the format of spacers and buttons, is set as a photo is."""
    if spot.box.within & Mark.FIGURE or spot.element.tag == "picture":
        return True
    return image is not None and (_number(image.get("width")) or 0) >= _GIF_WIDTH


def _leads_away(link: Element, page_url: str) -> bool:
    """Say whether a picture's link leads to another page, as a teaser's does."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")):
        return False
    if any(map(href.lower().__contains__, _PHOTO_LINK)):
        return False
    if href.startswith("/") and not href.startswith("//"):
        return not href.startswith(urlsplit(page_url).path)
    own = page_url.partition("?")[0].partition("#")[0]
    if href.startswith(("https://", "http://")):
        return not href.startswith(own)
    try:
        return not urljoin(own, href).startswith(own)
    except ValueError:
        return True


def _alt(value: str | None) -> str | None:
    """Return an alternative text; a file's name is none."""
    text = clean(value or "")
    return None if not text or _FILE_NAME.search(text) else text


def _keys(url: str, last: str, base: str) -> set[str]:
    """Return the keys of a picture's best address and of its last, mostly its `src`."""
    keys = {photo_key(url)}
    if not url.endswith(last) and (other := photo_url(last, base)):
        keys.add(photo_key(other))
    return keys


def _picture(page: Page, spot: Spot, rule: str | None, until: int) -> Picture | None:
    """Return the photo at a spot, None where there is none."""
    image = image_of(spot.element)
    if image is None and spot.element.tag != "picture":
        return None
    if image is not None and not _is_photo(image):
        return None
    listed = list(islice(addresses(spot.element), _MAX_ADDRESSES))
    base = page.document.base
    found = (photo_url(address, base) for address in listed)
    url = next((url for url in found if url and not is_small(url)), None)
    if url is None or (_GIF.search(url) and not _is_shown_gif(spot, image)):
        return None
    get = image.get if image is not None else spot.element.get
    return Picture(
        url,
        spot,
        _number(get("width")),
        _number(get("height")),
        _alt(get("alt")),
        find_caption(spot, page.blocks.texts, rule, _alt(get("alt")) or "", until),
        _keys(url, listed[-1], base),
    )


def _until(spots: Sequence[Spot], number: int) -> int:
    """Return the block that the next picture after some text stands before."""
    here = spots[number].index
    after = islice(spots, number + 1, number + 1 + _MAX_NEXT)
    return next((spot.index for spot in after if spot.index > here), sys.maxsize)


def find_pictures(page: Page) -> list[Picture]:
    """Return the page's photos with their captions, each once, in page order."""
    rule = page.site.article.caption if page.site else None
    pictures: list[Picture] = []
    known: dict[str, Picture] = {}
    spots = page.blocks.pictures[:_MAX_PICTURES]
    for number, spot in enumerate(spots):
        if spot.link is not None and _leads_away(spot.link, page.document.url):
            continue
        picture = _picture(page, spot, rule, _until(spots, number))
        if picture is None:
            continue
        same = next((known[key] for key in picture.keys if key in known), None)
        if same is None:
            pictures.append(picture)
        elif same.caption.caption is None and picture.caption.caption is not None:
            same.caption = picture.caption
        for key in picture.keys:
            known.setdefault(key, same or picture)
    return pictures
