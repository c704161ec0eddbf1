"""The pictures of an article: addresses, sizes, captions, credits.

A picture's address is the best of its `srcset`s, else what a lazy loader's attributes
say, else `src`. Logos, icons, avatars, trackers and teasers of other articles are left
out: by their size, the words of their address and label, and the boxes around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.page.blocks import Spot, clean
from newscrawl.page.captions import Caption, find_caption
from newscrawl.page.marks import Mark, label_marks
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.record import Image

_SRCSETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set")
_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-original-src",
    "data-full-src",
    "data-hi-res-src",
    "data-url",
    "data-image",
    "data-img",
    "data-img-src",
    "data-echo",
    "data-source",
    "data-ks-lazyload",
    "data-actualsrc",
    "src",
)
_NOT_PHOTO = re.compile(
    r"logo|icon|avatar|sprite|pixel|blank\.|spacer|badge|emoji|1x1|placeholder|loading"
    r"|transparent|favicon|gravatar|doubleclick|scorecardresearch|/ads?/|banner|button"
    r"|arrow|smiley|tracking|/stat|counter|facebook\.com/tr|qrcode|profile[-_]?pic|dummy",
    re.IGNORECASE,
)
_NOT_FILE = re.compile(
    r"\.(?:svg|gif|ico|mp4|mp3|pdf|js|css|html?)(?:$|[?#])", re.IGNORECASE
)
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}")
_MIN_SIDE = 100
_MIME_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
_MAX_PICTURES = 2000

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
    """A picture on the page with the text that goes with it; `url` is absolute."""

    url: str
    spot: Spot
    width: int | None
    height: int | None
    alt: str | None
    caption: Caption

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


def _best_of_srcset(value: str) -> str | None:
    """Return the widest or densest candidate (HTML, srcset attribute)."""
    best, best_size = None, -1.0
    for match in _CANDIDATE.finditer(value[:20000]):
        try:
            size = float(match.group(2) or 1)
        except ValueError:
            continue
        if match.group(1) and size > best_size:
            best, best_size = match.group(1), size
    return best


def _is_address(value: str) -> bool:
    return (
        4 < len(value) < 4000
        and not value.startswith(("data:", "blob:", "javascript:", "{", "["))
        and "{{" not in value
    )


def _addresses(image: HtmlElement) -> Iterator[str]:
    """Yield the addresses of an img element, the best first."""
    get = image.get
    for name in _SRCSETS:
        value = get(name)
        if value:
            best = _best_of_srcset(value)
            if best:
                yield best
    for name in _SOURCES:
        value = get(name)
        if value:
            yield value.strip()


def _source_addresses(picture: HtmlElement) -> Iterator[str]:
    """Yield the addresses of a picture element's sources and its image."""
    for source in picture.iter("source"):
        yield from _addresses(source)


def _image_of(element: HtmlElement) -> HtmlElement | None:
    if element.tag in ("img", "amp-img", "image"):
        return element
    return next(iter(element.iter("img", "amp-img")), None)


def _number(value: str | None) -> int | None:
    match = _NUMBER.match(value) if value else None
    return int(match.group()) if match and value and "%" not in value else None


def _url_of(spot: Spot, image: HtmlElement | None, base: str) -> str | None:
    candidates: list[str] = []
    if image is not None:
        candidates += _addresses(image)
    if spot.element.tag == "picture":
        candidates += _source_addresses(spot.element)
    for candidate in candidates:
        if _is_address(candidate) and not _NOT_PHOTO.search(candidate[-300:]):
            try:
                url = urljoin(base, candidate)
            except ValueError:
                continue
            if url.startswith(("http://", "https://")):
                return url
    return None


def _is_photo(spot: Spot, image: HtmlElement | None, url: str, page_url: str) -> bool:
    if _NOT_FILE.search(urlsplit(url).path[-60:] or ""):
        return False
    if image is not None:
        sides = (_number(image.get("width")), _number(image.get("height")))
        if any(side is not None and side < _MIN_SIDE for side in sides):
            return False
        label = f"{image.get('class') or ''} {image.get('id') or ''}"
        if _NOT_PHOTO.search(label) or label_marks(label) & (Mark.BYLINE | Mark.SHARE):
            return False
    return not (spot.link is not None and _leads_away(spot.link, page_url))


def _leads_away(link: HtmlElement, page_url: str) -> bool:
    """Say whether a picture's link leads to another page, as a teaser's does."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")):
        return False
    path = href.split("?")[0].split("#")[0].lower()
    if re.search(r"\.(?:jpe?g|png|webp|gif|avif)$", path) or "image" in path:
        return False
    own = page_url.split("?")[0].split("#")[0]
    return not urljoin(own, href).split("?")[0].split("#")[0].startswith(own)


def find_pictures(page: Page) -> list[Picture]:
    """Return the page's photos with their captions, each address once, in page order."""
    outline, document = page.blocks, page.document
    rule = page.site.article.caption if page.site else None
    pictures: list[Picture] = []
    seen: set[str] = set()
    for spot in outline.pictures[:_MAX_PICTURES]:
        image = _image_of(spot.element)
        url = _url_of(spot, image, document.base)
        if not url or url in seen or not _is_photo(spot, image, url, document.url):
            continue
        seen.add(url)
        get: Callable[[str], str | None] = image.get if image is not None else _none
        pictures.append(
            Picture(
                url,
                spot,
                _number(get("width")),
                _number(get("height")),
                _alt(get("alt")),
                find_caption(spot, outline.texts, rule),
            )
        )
    return pictures


def _alt(value: str | None) -> str | None:
    """Return an alternative text; a file's name is none."""
    text = clean(value or "")
    return None if not text or _FILE_NAME.search(text) else text


def _none(_name: str) -> None:
    return None


def choose_images(
    page: Page, pictures: Sequence[Picture], first: int, last: int
) -> Choice[list[Picture]]:
    """Return the article's own photos: those between its head and its text's end.

    `first` and `last` are the numbers of the first and last block of the article,
    headline included.
    """
    chosen = [
        picture
        for picture in pictures
        if first - 8 <= picture.spot.index <= last + 1
        and not picture.spot.box.within & NOT_ARTICLE
    ]
    if chosen:
        return choose(chosen, "text", "img", 0.7)
    return find_nothing([])
