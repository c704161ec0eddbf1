"""Describe a block's own words by numbers: how it ends, what it cites, how it looks."""

from __future__ import annotations

import re
from math import log

from newscrawl.page.text.cues import is_promo
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.marks import Mark

NAMES: tuple[str, ...] = (
    "words",
    "link share",
    "sentence end",
    "colon end",
    "question end",
    "bold share",
    "slanted share",
    "promo cue",
    "credit cue",
    "byline cue",
    "date cue",
    "capitals",
    "starts lower",
    "digits",
    "soft",
    "lower words",
    "commas",
    "tag p",
    "tag div",
    "tag li",
    "tag td",
    "heading level",
)
_CREDITS = (
    "©",
    "foto",
    "photo",
    "bild:",
    "image",
    "getty",
    "reuters",
    "写真",
    "摄",
    "攝",
    "撮影",
    "사진",
)
_BYLINES = (
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "text:",
    "autor",
    "author",
    "about the ",
    "@",
)
_ENDS = ".!?…。！？।؟"
_CLOSING = " '\"”’»)]」』"
_CAPITALS = re.compile("[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]")
_DIGITS = re.compile("[0-9]")
_LOWER = re.compile(r" [^\W\d_A-Z]")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d:\d{2}|\b20[0-2]\d\b|年\d")


def size(words: int) -> float:
    """Return a length in words on the scale that features use."""
    return log(1 + words)


def shape(block: TextBlock) -> tuple[float, float, float]:
    """Return what neighbours see of a block: size, share of links, sentence's end."""
    end = block.text[-6:].rstrip(_CLOSING)[-1:]
    return (
        size(block.words),
        block.link_words / block.words,
        1.0 if end and end in _ENDS else 0.0,
    )


def wording(block: TextBlock) -> list[float]:
    """Return the features of a block's own text after its shape, as `NAMES` has them."""
    text, words, box = block.text, block.words, block.box
    head = text[:60]
    low = text[:200].lower()
    length = len(head)
    digits = len(_DIGITS.findall(head))
    last, tag = text[-1], box.tag
    return [
        1.0 if last in ":：" else 0.0,
        1.0 if last in "?？" else 0.0,
        block.bold_words / words,
        block.slanted_words / words,
        1.0 if is_promo(text) else 0.0,
        1.0 if any(map(low.__contains__, _CREDITS)) else 0.0,
        1.0 if low.startswith(_BYLINES) else 0.0,
        1.0 if digits and _DATE.search(text, 0, 100) else 0.0,
        len(_CAPITALS.findall(head)) / length,
        1.0 if text[0].islower() else 0.0,
        digits / length,
        1.0 if block.soft else 0.0,
        len(_LOWER.findall(text, 0, 160)) / (1 + text.count(" ", 0, 160)),
        (low.count(",") + low.count("，") + low.count("、")) / len(low),
        1.0 if tag == "p" else 0.0,
        1.0 if tag == "div" else 0.0,
        1.0 if tag == "li" else 0.0,
        1.0 if tag == "td" else 0.0,
        float(tag[1]) if box.marks & Mark.HEADING else 0.0,
    ]
