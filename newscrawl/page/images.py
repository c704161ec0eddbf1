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
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from newscrawl.page.blocks import Box, Spot, TextBlock, clean
from newscrawl.page.captions import Caption, find_caption
from newscrawl.page.marks import Mark
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.sources import (
    addresses,
    image_of,
    is_small,
    photo_key,
    photo_numbers,
    photo_url,
    stated_width,
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
_GIF = re.compile(r"\.gif(?:$|[?#])", re.IGNORECASE)
_GIF_WIDTH = 240
_CUT = re.compile(r"-\d{2,4}x\d{2,4}\.[a-z]{3,4}$")
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
_MAX_ASIDE_BLOCKS = 3
_MAX_CARD_BLOCKS = 4
_MAX_BEFORE = 8
_TEXT = Mark.ARTICLE | Mark.ARTICLE_WORD | Mark.BODY_WORD

# Words of a label that say: this box tells of something else than the article.
_FOREIGN = re.compile(
    r"(?<![a-z0-9])(?:related(?!image|media)|recommend|recirc|similar|popular|trending|latest"
    r"|most-?_?(?:read|view|popul)|outbrain|taboola|teasers?(?![a-z0-9])|promos?(?![a-z0-9])"
    r"|read-?_?(?:more|next|also)|see-?_?also|up-?_?next|more-?_?(?:on|from|stor|news|art)"
    r"|sidebars?|rail(?![a-z0-9])|footer|nav(?:bar|igation)?(?![a-z0-9])|menu|breadcrumb"
    r"|shar(?:e|ing)(?![a-z0-9])|social(?![a-z0-9])|comments?(?![a-z0-9])|disqus|kommentar"
    r"|newsletter|subscri|signup|sign-up|advert|sponsor|ads?(?![a-z0-9])|banner|affiliate"
    r"|authors?(?![a-z0-9])|bylines?(?![a-z0-9])|avatar|(?<!has-)profile(?![a-z0-9])|bio(?![a-z0-9])|autor|auteur"
    r"|cookie|consent|cards?(?![a-z0-9])|weiterlesen|mehr-zum|lire-aussi|paywall)",
    re.IGNORECASE,
)
_SLUG = re.compile(r"\S+-\S+-\S+-\S+-\S+-\S+")  # A headline set as a class.
_FOREIGN_TAGS = frozenset(("nav", "footer", "form", "menu", "dialog"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


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


def _is_photo(image: HtmlElement) -> bool:
    """Say whether an element's own words and sizes allow a photo."""
    sides = (_number(image.get("width")), _number(image.get("height")))
    if any(side is not None and 1 < side < _MIN_SIDE for side in sides):
        return False
    if sides == (1, 1):
        return False
    label = f"{image.get('class') or ''} {image.get('id') or ''}"
    return _NOT_PHOTO_LABEL.search(label) is None


def _is_shown_gif(spot: Spot, image: HtmlElement | None) -> bool:
    """Say whether a GIF, the format of spacers and buttons, is set as a photo is."""
    if spot.box.within & Mark.FIGURE or spot.element.tag == "picture":
        return True
    return image is not None and (_number(image.get("width")) or 0) >= _GIF_WIDTH


def _leads_away(link: HtmlElement, page_url: str) -> bool:
    """Say whether a picture's link leads to another page, as a teaser's does."""
    href = (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")):
        return False
    if _PHOTO_LINK.search(href):
        return False
    if href.startswith("/") and not href.startswith("//"):
        return not href.startswith(urlsplit(page_url).path)
    own = page_url.partition("?")[0].partition("#")[0]
    try:
        return not urljoin(own, href).startswith(own)
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
        find_caption(spot, page.blocks.texts, rule, _alt(get("alt")) or ""),
        {photo_key(url), photo_key(photo_url(listed[-1], base) or url)},
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


@lru_cache(maxsize=4096)
def _is_foreign_label(label: str) -> bool:
    words = _SLUG.sub(" ", label[:300])
    return _FOREIGN.search(_HUMP.sub("-", words)) is not None


def _is_foreign(box: Box, texts: Sequence[TextBlock]) -> bool:
    """Say whether a box in the article tells of something else than it."""
    if box.tag in _FOREIGN_TAGS:
        return True
    if box.tag == "aside":
        inside = texts[box.first : box.end]
        words = sum(block.words for block in inside)
        links = sum(block.link_words for block in inside)
        return len(inside) > _MAX_ASIDE_BLOCKS or links * 3 > words
    return bool(box.label) and _is_foreign_label(box.label)


def _is_card(spot: Spot, texts: Sequence[TextBlock]) -> bool:
    """Say whether the text next to a picture is a link to another article."""
    box: Box | None = spot.box
    while box is not None and box.end == box.first:
        box = box.parent
    if box is None or box.end - box.first > _MAX_CARD_BLOCKS:
        return False
    inside = texts[box.first : box.end]
    words = sum(block.words for block in inside)
    links = sum(block.link_words for block in inside)
    return links * 2 > words


def _has_caption(picture: Picture) -> bool:
    """Say whether the text at a picture is labelled as its caption."""
    return any(
        block.box.within & Mark.CAPTION and block.link_words * 2 < block.words
        for block in picture.caption.blocks
    )


def _is_home(spot: Spot, home: Box | None) -> bool:
    return home is not None and home.first <= spot.index < home.end


def _home(block: TextBlock) -> Box | None:
    """Return the nearest box around the text's last block that says it is the text."""
    box: Box | None = block.box
    while box is not None:
        if box.marks & _TEXT and box.end - box.first > _MAX_CARD_BLOCKS:
            return box
        box = box.parent
    return None


def _is_own(
    picture: Picture, page: Page, scope: Box, home: Box | None, first: int, last: int
) -> bool:
    """Say whether a shown picture belongs to the article in a scope.

    A box that holds half of the article is the article's own, whatever its label.
    """
    spot, texts = picture.spot, page.blocks.texts
    if spot is None or spot.index < first - _MAX_BEFORE:
        return False
    if spot.index > last + 1 and not (_has_caption(picture) and _is_home(spot, home)):
        return False
    if spot.index < first and not spot.box.within & (Mark.FIGURE | _TEXT):
        return False
    box: Box | None = spot.box
    half = max(_MAX_CARD_BLOCKS, (last - first) // 2)
    while box is not None and box is not scope and box.end - box.first <= half:
        if _is_foreign(box, texts):
            return False
        box = box.parent
    return _has_caption(picture) or not _is_card(spot, texts)


def _widen(picture: Picture, stated: StatedImage) -> None:
    """Take the stated address of a picture shown in one size, and that narrower."""
    spot = picture.spot
    if spot is None or spot.element.tag != "img" or spot.element.get("srcset"):
        return
    shown = picture.width or stated_width(picture.url)
    width = stated.width or stated_width(stated.url)
    is_original = not width and _CUT.search(picture.url)
    if width > shown > 0 or is_original:
        picture.url, picture.width, picture.height = stated.url, stated.width, None


def _same(stated: StatedImage, pictures: Sequence[Picture]) -> Picture | None:
    """Return the shown picture that is a stated one: by its key, else its numbers."""
    for picture in pictures:
        if stated.key in picture.keys:
            return picture
    numbers = photo_numbers(stated.url)
    if numbers:
        shared = [p for p in pictures if numbers & photo_numbers(p.url)]
        if len(shared) == 1:
            _widen(shared[0], stated)
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
    scope, home = page.blocks.boxes[0], None
    if first < len(texts) and last < len(texts):
        scope = _around(texts[first].box, texts[last].box)
        home = _home(texts[last])
    chosen = [p for p in pictures if _is_own(p, page, scope, home, first, last)]
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
