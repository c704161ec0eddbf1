"""The pictures of an article: which of a page's photos are its own, and its lead.

A photo is the article's own by its place: no further from its text than its headline,
and no box between it and the article that says navigation, teasers, comments and the
like. The picture that metadata states for the page is the lead: the shown picture of
the same file or number, or the stated one itself where none is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.pictures.captions import Caption
from newscrawl.page.pictures.leads import find_background, find_lead
from newscrawl.page.pictures.photos import Picture, find_pictures
from newscrawl.page.pictures.stated import image_objects
from newscrawl.page.tree.blocks import Box, Spot, TextBlock
from newscrawl.page.tree.marks import Mark

__all__ = ["Picture", "choose_images", "find_pictures"]

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
_SLUG_HYPHENS = 5  # In one class name: a headline set as a class.
_FOREIGN_TAGS = frozenset(("nav", "footer", "form", "menu", "dialog"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


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
    words = [word for word in label[:300].split() if word.count("-") < _SLUG_HYPHENS]
    return _FOREIGN.search(_HUMP.sub("-", " ".join(words))) is not None


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


def _is_placed(picture: Picture, spot: Spot, scope: Box) -> bool:
    """Say whether a picture above the article is set as one of its photos is."""
    if picture.caption.blocks or spot.box.within & (Mark.FIGURE | _TEXT):
        return True
    return scope.tag not in ("html", "body") and _is_inside(spot.box, scope)


def _has_caption(picture: Picture) -> bool:
    """Say whether the text at a picture is labelled as its caption."""
    return any(
        block.box.within & Mark.CAPTION and block.link_words * 2 < block.words
        for block in picture.caption.blocks
    )


def _out_of_figure(box: Box) -> Box:
    """Return the box around a picture's figure, whose own label says little."""
    outer: Box | None = box
    while outer is not None and outer.end - outer.first <= _MAX_CARD_BLOCKS:
        if outer.tag == "figure":
            return outer.parent or outer
        outer = outer.parent
    return box


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
    if spot.index < first and not _is_placed(picture, spot, scope):
        return False
    box: Box | None = _out_of_figure(spot.box) if _has_caption(picture) else spot.box
    size = last - first + 1
    while box is not None and box is not scope and (box.end - box.first) * 2 <= size:
        if _is_foreign(box, texts):
            return False
        box = box.parent
    return _has_caption(picture) or not _is_card(spot, texts)


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
    near = [
        p for p in pictures if p.spot and first - _MAX_BEFORE <= p.spot.index <= last
    ]
    lead = find_lead(page, pictures, chosen, near)
    if lead is None and not chosen:
        lead = find_background(page, _boxes_of(page, scope, first, last))
    if lead is not None:
        chosen = [lead, *(picture for picture in chosen if picture is not lead)]
    if not chosen:
        return find_nothing([])
    objects = image_objects(page)
    for picture in chosen:
        _add_stated(picture, objects)
    shown = chosen[0].spot is not None
    return choose(chosen, "text" if shown else "meta", "img" if shown else "lead", 0.8)


def _boxes_of(page: Page, scope: Box, first: int, last: int) -> list[Box]:
    """Return the boxes of an article."""
    return [
        box
        for box in page.blocks.boxes
        if first - _MAX_BEFORE <= box.first <= last and _is_inside(box, scope)
    ]


def _is_inside(box: Box | None, scope: Box) -> bool:
    while box is not None and box is not scope:
        box = box.parent
    return box is not None


def _add_stated(picture: Picture, objects: dict[str, Caption]) -> None:
    """Add the caption or credit that an ImageObject states and the page does not show."""
    for key in picture.keys:
        stated = objects.get(key)
        if stated is not None:
            own = picture.caption
            picture.caption = Caption(
                own.caption or stated.caption, own.credit or stated.credit, own.blocks
            )
