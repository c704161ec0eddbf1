"""The pictures of an article: addresses, sizes, captions, credits.

A picture's address is the best of its `srcset`s, else what a lazy loader's attributes
say, else `src`. Logos, icons, avatars, trackers and teasers of other articles are left
out: by their size, the words of their address and label, and the boxes around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.html import HtmlElement

from newscrawl.page.blocks import Spot, clean
from newscrawl.page.captions import Caption, find_caption
from newscrawl.page.layout import Layout
from newscrawl.page.marks import Mark
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.record import Image

_LAZY = frozenset(
    (
        "data-original",
        "data-lazy",
        "data-url",
        "data-image",
        "data-img",
        "data-echo",
        "data-ks-lazyload",
        "data-large",
        "data-full",
    )
)
_NOT_PHOTO = re.compile(
    r"(?:^|[/_.\-=?&])(?:logos?|icons?|avatars?|sprites?|pixel|blank|spacer|badges?|emojis?"
    r"|1x1|placeholder|loading|lazyload|transparent|favicon|gravatar|doubleclick|ads?"
    r"|adserver|banner|button|arrow|smil(?:ey|ies)|tracking|counter|qrcode|dummy"
    r"|profile[-_]?pic(?:ture)?s?|author[-_]?(?:photo|image)s?)(?:[/_.\-?&\d]|$)"
    r"|scorecardresearch|facebook\.com/tr|grey-placeholder|(?:^|\W)data:",
    re.IGNORECASE,
)
_NOT_PHOTO_LABEL = re.compile(
    r"(?:^|[\s_-])(?:logo|icon|avatar|emoji|pixel|author|byline)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_NOT_FILE = re.compile(
    r"\.(?:svg|ico|mp4|mp3|pdf|js|css|html?)(?:$|[?#])", re.IGNORECASE
)
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|webp|gif|avif)$", re.IGNORECASE)
_CANDIDATE = re.compile(r"\s*(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)")
_NUMBER = re.compile(r"\d{1,5}")
_MIN_SIDE = 130
_ICON_SIDE = 40
_ENOUGH = 2
_STATED = ("og:image", "og:image:url", "twitter:image", "twitter:image:src")
_MIME_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
_MAX_PICTURES = 2000

_FOREIGN = (
    Mark.NAV,
    Mark.FOOTER,
    Mark.ASIDE,
    Mark.RELATED,
    Mark.SHARE,
    Mark.COMMENT,
    Mark.SUBSCRIBE,
    Mark.ADVERT,
    Mark.BYLINE,
    Mark.FORM,
)
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|scaled)$")


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
        path = self.url.partition("?")[0].lower()
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


def _addresses(image: HtmlElement) -> list[str]:
    """Return the addresses of an img or source element, the best first."""
    best: list[str] = []
    lazy: list[str] = []
    plain: list[str] = []
    for name, value in image.items():
        if name.endswith(("srcset", "src-set")):
            candidate = _best_of_srcset(value)
            if candidate:
                best.append(candidate)
        elif name == "src":
            plain.append(value.strip())
        elif name in _LAZY or "src" in name:
            lazy.append(value.strip())
    return best + lazy + plain


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
        for source in spot.element.iter("source"):
            candidates += _addresses(source)
    for candidate in candidates:
        if _is_address(candidate) and not _NOT_PHOTO.search(candidate[-300:]):
            url = _absolute(base, candidate)
            if url:
                return url
    return None


def _absolute(base: str, address: str) -> str | None:
    if address.startswith(("http://", "https://")):
        return address
    try:
        url = urljoin(base, address)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def _is_photo(spot: Spot, image: HtmlElement | None, url: str, page_url: str) -> bool:
    if _NOT_FILE.search(url.partition("?")[0][-60:]):
        return False
    if image is not None:
        sides = [_number(image.get(name)) for name in ("width", "height")]
        stated = [side for side in sides if side is not None]
        if stated and (max(stated) < _MIN_SIDE or min(stated) <= _ICON_SIDE):
            return False
        label = f"{image.get('class') or ''} {image.get('id') or ''}"
        if _NOT_PHOTO_LABEL.search(label):
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
    own = page_url.partition("?")[0].partition("#")[0]
    return not (_absolute(own, href) or "").startswith(own)


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
        alt = _alt(get("alt"))
        pictures.append(
            Picture(
                url,
                spot,
                _number(get("width")),
                _number(get("height")),
                alt,
                find_caption(spot, outline.texts, alt, rule),
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
    page: Page, pictures: Sequence[Picture], layout: Layout, head: int, text: range
) -> Choice[list[Picture]]:
    """Return the article's own photos, in page order.

    `head` is the headline's block, `text` runs from the first to the last block of the
    text. Each picture is weighed by where it stands, whether it is a figure, has a
    caption, is the one the page states for sharing, and by the boxes around it. The
    stated picture comes first where no photo stands before the text.
    """
    stated = [url for name in _STATED for url in page.metadata.meta.get(name, ())]
    keys = frozenset(map(_key, stated))
    chosen = [p for p in pictures if _weight(p, layout, head, text, keys) >= _ENOUGH]
    leads = any(p.spot.index < text.start or _key(p.url) in keys for p in chosen)
    if chosen and leads:
        return choose(chosen, "text", "img", 0.8)
    alone = _stated_picture(page, stated)
    if alone is not None:
        return choose([alone, *chosen], "meta", "og:image", 0.8)
    return choose(chosen, "text", "img", 0.8) if chosen else find_nothing([])


def _stated_picture(page: Page, stated: Sequence[str]) -> Picture | None:
    """Return the picture that the page states for sharing."""
    for url in stated:
        if _is_address(url) and not _NOT_PHOTO.search(url[-300:]):
            spot = Spot(page.document.root, page.blocks.boxes[0], 0, None)
            address = _absolute(page.document.base, url.strip())
            if address is None:
                continue
            return Picture(address, spot, None, None, None, Caption(None, None, ()))
    return None


def _key(url: str) -> str:
    """Return what the versions of one picture's address share: its file's name."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2].lower()
    return _SIZE.sub("", name.partition(".")[0]) or url


def _weight(
    picture: Picture, layout: Layout, head: int, text: range, stated: frozenset[str]
) -> int:
    """Return how much speaks for a picture being the article's."""
    index = picture.spot.index
    inside = layout.inside[picture.spot.box]
    if head <= index <= text.stop:
        weight = 2
    elif index < head:
        weight = 0
    else:
        weight = -3
    weight += 2 * (picture.caption.caption is not None or bool(picture.caption.credit))
    weight += 1 if inside & Mark.FIGURE else 0
    weight += 3 if _key(picture.url) in stated else 0
    return weight - sum(1 for mark in _FOREIGN if inside & mark)
