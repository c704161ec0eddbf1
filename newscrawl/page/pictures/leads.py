"""The lead picture of an article: what its metadata states, else a background.

A stated picture is the shown one of the same file, or near the article of the same
number; the stated one itself where none is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newscrawl.page.page import Page
from newscrawl.page.pictures.captions import Caption
from newscrawl.page.pictures.photos import Picture
from newscrawl.page.pictures.sources import (
    photo_key,
    photo_numbers,
    photo_url,
    stated_width,
)
from newscrawl.page.pictures.stated import StatedImage, stated_images
from newscrawl.page.tree.blocks import Box, Spot

_CUT = re.compile(r"-\d{2,4}x\d{2,4}\.[a-z]{3,4}$")
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]{0,40}?url\(([^)]{5,1000})\)")
_LEAD_LABEL = re.compile(r"lead|hero|main|cover|head|featured|opener|image|photo|foto")


def find_lead(
    page: Page,
    pictures: Sequence[Picture],
    chosen: Sequence[Picture],
    near: Sequence[Picture],
) -> Picture | None:
    """Return the picture that metadata states for the article, shown or not.

    A number in its address is believed of pictures near the article only.
    """
    stated = stated_images(page)
    common = photo_numbers(page.document.url)
    for candidate in stated:
        lead = _of_key(candidate, chosen) or _of_number(candidate, chosen, common)
        lead = (
            lead or _of_key(candidate, pictures) or _of_number(candidate, near, common)
        )
        if lead is not None:
            return lead
    return _from_stated(stated[0]) if stated else None


def find_background(page: Page, boxes: Sequence[Box]) -> Picture | None:
    """Return the background of the first box that its label calls a lead picture."""
    for box in boxes:
        style = box.element.get("style")
        match = _BACKGROUND.search(style[:2000]) if style else None
        if match and _LEAD_LABEL.search(box.label.lower()):
            url = photo_url(match.group(1).strip(" '\""), page.document.base)
            if url:
                spot = Spot(box.element, box, box.first, None)
                keys = {photo_key(url)}
                return Picture(
                    url, spot, None, None, None, Caption(None, None, ()), keys
                )
    return None


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


def _of_key(stated: StatedImage, pictures: Sequence[Picture]) -> Picture | None:
    """Return the shown picture of the same file as a stated one."""
    return next((p for p in pictures if stated.key in p.keys), None)


def _of_number(
    stated: StatedImage, pictures: Sequence[Picture], common: frozenset[str]
) -> Picture | None:
    """Return the only shown picture that shares a number with a stated one.

    `common` are numbers that name no photo: those of the article's address.
    """
    numbers = photo_numbers(stated.url) - common
    if not numbers:
        return None
    shared = [p for p in pictures if numbers & photo_numbers(p.url)]
    if len(shared) != 1:
        return None
    _widen(shared[0], stated)
    return shared[0]


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
