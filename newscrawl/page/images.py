"""The pictures of an article: addresses, sizes, captions, credits.

Logos, icons, avatars, trackers and teasers of other articles are left out: by their
size, the words of their address and label, where their link leads, and the boxes
between them and the article. The picture that metadata states for the page is the
lead: the shown picture with the same file, or the stated one itself where none is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.page.blocks import Box, Spot, TextBlock, clean
from newscrawl.page.captions import Caption, find_caption
from newscrawl.page.marks import Mark, label_marks
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.sources import (
    addresses,
    image_of,
    is_small,
    photo_key,
    photo_numbers,
    photo_url,
)
from newscrawl.page.stated_images import StatedImage, image_objects, stated_images
from newscrawl.record import Image

_NOT_PHOTO_LABEL = re.compile(
    r"logo|icon\b|avatar|sprite|pixel|badge|emoji|author|byline|profile|gravatar|spacer",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_PHOTO_LINK = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif)(?:$|[?#/])|image|photo|foto|galler|galer|bild|media"
    r"|attachment|lightbox|zoom|slide|diapo|/pic",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,5}")
_MIN_SIDE = 100
_MIME_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
_MAX_PICTURES = 1000

NOT_ARTICLE: int = (
    Mark.NAV
    | Mark.FOOTER
    | Mark.ASIDE
    | Mark.RELATED
    | Mark.SHARE
    | Mark.COMMENT
    | Mark.SUBSCRIBE
    | Mark.ADVERT
    | Mark.BYLINE
    | Mark.FORM
)


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


def _is_photo(spot: Spot, image: HtmlElement) -> bool:
    """Say whether an element's own words and sizes allow a photo."""
    sides = (_number(image.get("width")), _number(image.get("height")))
    if any(side is not None and 1 < side < _MIN_SIDE for side in sides):
        return False
    label = f"{image.get('class') or ''} {image.get('id') or ''}"
    if _NOT_PHOTO_LABEL.search(label) or label_marks(label) & Mark.SHARE:
        return False
    return True


def _leads_away(link: HtmlElement, page_url: str) -> bool:
    """Say whether a picture's link leads to another page, as a teaser's does."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")):
        return False
    if _PHOTO_LINK.search(href):
        return False
    own = page_url.split("?")[0].split("#")[0]
    try:
        return not urljoin(own, href).split("?")[0].split("#")[0].startswith(own)
    except ValueError:
        return True


def _alt(value: str | None) -> str | None:
    """Return an alternative text; a file's name is none."""
    text = clean(value or "")
    return None if not text or _FILE_NAME.search(text) else text


def _picture(page: Page, spot: Spot, rule: str | None) -> Picture | None:
    """Return the photo at a spot, None where there is none."""
    image = image_of(spot.element)
    if image is None and spot.element.tag != "picture":
        return None
    if image is not None and not _is_photo(spot, image):
        return None
    found = (photo_url(a, page.document.base) for a in addresses(spot.element))
    urls = [url for url in found if url]
    if not urls or is_small(urls[0]):
        return None
    get = image.get if image is not None else spot.element.get
    return Picture(
        urls[0],
        spot,
        _number(get("width")),
        _number(get("height")),
        _alt(get("alt")),
        find_caption(spot, page.blocks.texts, rule, _alt(get("alt")) or ""),
        {photo_key(url) for url in urls[:4]},
    )


def find_pictures(page: Page) -> list[Picture]:
    """Return the page's photos with their captions, each once, in page order."""
    rule = page.site.article.caption if page.site else None
    pictures: list[Picture] = []
    known: dict[str, Picture] = {}
    for spot in page.blocks.pictures[:_MAX_PICTURES]:
        if spot.link is not None and _leads_away(spot.link, page.document.url):
            continue
        picture = _picture(page, spot, rule)
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


def _around(a: Box, b: Box) -> Box:
    """Return the innermost box that holds both."""
    while a is not b:
        if a.depth >= b.depth and a.parent is not None:
            a = a.parent
        elif b.parent is not None:
            b = b.parent
        else:
            break
    return a


def _is_own(picture: Picture, scope: Box, first: int, last: int) -> bool:
    """Say whether a shown picture belongs to the article in a scope."""
    spot = picture.spot
    if spot is None or not first - 8 <= spot.index <= last + 1:
        return False
    box: Box | None = spot.box
    marks = 0
    while box is not None and box is not scope:
        marks |= box.marks
        box = box.parent
    return not marks & NOT_ARTICLE


def _same(stated: StatedImage, pictures: Sequence[Picture]) -> Picture | None:
    """Return the shown picture that is a stated one: by its key, else its numbers."""
    for picture in pictures:
        if stated.key in picture.keys:
            return picture
    numbers = photo_numbers(stated.url)
    if numbers:
        shared = [p for p in pictures if numbers & photo_numbers(p.url)]
        if len(shared) == 1:
            return shared[0]
    return None


def choose_images(
    page: Page, pictures: Sequence[Picture], first: int, last: int
) -> Choice[list[Picture]]:
    """Return the article's own photos, the lead first, the others in page order.

    `first` and `last` are the numbers of the first and last block of the article,
    headline included.
    """
    texts = page.blocks.texts
    scope = page.blocks.boxes[0]
    if first < len(texts) and last < len(texts):
        scope = _around(texts[first].box, texts[last].box)
    chosen = [p for p in pictures if _is_own(p, scope, first, last)]
    stated = stated_images(page)
    lead = None
    for candidate in stated:
        lead = _same(candidate, chosen) or _same(candidate, pictures)
        if lead is not None:
            break
    if lead is None and stated:
        lead = _from_stated(stated[0])
    if lead is not None:
        chosen = [lead, *(p for p in chosen if p is not lead)]
    objects = image_objects(page) if chosen else {}
    for picture in chosen:
        _add_stated(picture, objects)
    if not chosen:
        return find_nothing([])
    return choose(chosen, "text", "img", 0.7)


def _from_stated(stated: StatedImage) -> Picture:
    return Picture(
        stated.url,
        None,
        stated.width,
        stated.height,
        stated.alt,
        stated.caption,
        {stated.key},
    )


def _add_stated(picture: Picture, objects: dict[str, Caption]) -> None:
    """Add the caption or credit that an ImageObject states and the page does not show."""
    for key in picture.keys:
        stated = objects.get(key)
        if stated is not None:
            own = picture.caption
            picture.caption = Caption(
                own.caption or stated.caption, own.credit or stated.credit, own.blocks
            )
