"""Join the pages of an article that is told on several."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from newscrawl.page import RawArticle
from newscrawl.record import Block, ImageBlock

MAX_PAGES: Final = 30


def joined(first: RawArticle, more: RawArticle) -> RawArticle:
    """Return the article with the body and images of its next page at the end.

    A block that the first pages have word for word (a standfirst that each page
    repeats) is not told again; nor is an image of the same address.
    """
    images = list(first.images)
    known = {image.url: at for at, image in enumerate(images)}
    place: dict[int, int | None] = {}
    for at, image in enumerate(more.images):
        if image.url in known:
            place[at] = None
        else:
            place[at] = known[image.url] = len(images)
            images.append(image)
    told = set(first.body)
    body: list[Block] = list(first.body)
    for block in more.body:
        if isinstance(block, ImageBlock):
            moved = place.get(block.image)
            if moved is not None:
                body.append(ImageBlock(moved))
        elif block not in told:
            body.append(block)
    return replace(first, body=tuple(body), images=tuple(images))
