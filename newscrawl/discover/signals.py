"""What is measured of each candidate: of itself, and of the groups it stands in.

Groups first: links whose addresses are built alike, and links whose markup is alike,
are read together, by the mean of their words, their headings, dates and surroundings.
A candidate alone says little: short headlines exist, and long names of sections too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from newscrawl.discover.address import Address
from newscrawl.discover.anchors import Candidate
from newscrawl.discover.items import Blocks
from newscrawl.discover.labels import says_all
from newscrawl.discover.regions import Regions, heading_level
from newscrawl.discover.shapes import coarse_shape, is_plain_word, url_shape
from newscrawl.discover.words import has_date
from newscrawl.markup import Document

# One list for the scorer and the training alike: of the candidate itself, of the groups
# by address and by markup, of the page and the region. A size is its logarithm, a share
# 0.0 to 1.0; `extra` are the words beside the link in its block.
NAMES: Final = (
    "words",
    "is_heading",
    "heading_level",
    "is_side",
    "hyphens",
    "digits",
    "is_plain_word",
    "has_date",
    "extra_words",
    "says_all",
    "shape_size",
    "shape_words",
    "shape_long",
    "shape_headed",
    "shape_dated",
    "shape_chrome",
    "shape_extra",
    "coarse_words",
    "markup_size",
    "markup_words",
    "markup_long",
    "markup_headed",
    "markup_dated",
    "markup_side",
    "markup_extra",
    "markup_titled",
    "markup_weight",
    "page_links",
    "column_start",
    "list_share",
    "list_weight",
    "column_weight",
)
MIN_WORDS: Final = 2.5
THRESHOLD: Final = 0.5  # of a candidate that is taken for an article

_NUMBER: Final = re.compile(r"\d+")
_MAX_WORDS: Final = 30.0
_MAX_EXTRA: Final = 500.0
_MAX_MEAN_EXTRA: Final = 200.0
_LETTERS_A_WORD: Final = 6


class _Own(NamedTuple):
    """What is measured of a candidate by itself."""

    words: float
    is_heading: bool
    is_chrome: bool
    is_side: bool
    is_titled: bool
    has_date: bool
    extra: float


class _Group:
    """The sums over a group of candidates, and what comes of them once it is whole."""

    __slots__ = (
        "chrome", "dated", "extra", "headed", "long", "side", "size", "titled", "words"
    )  # fmt: skip

    def __init__(self) -> None:
        self.size = self.long = self.headed = self.dated = 0
        self.chrome = self.side = self.titled = 0
        self.words = self.extra = 0.0

    def add(self, own: _Own) -> None:
        """Take a candidate in."""
        self.size += 1
        self.words += min(own.words, _MAX_WORDS)
        self.long += own.words >= 4
        self.headed += own.is_heading
        self.dated += own.has_date
        self.chrome += own.is_chrome
        self.side += own.is_side
        self.titled += own.is_titled
        self.extra += own.extra

    def of_shape(self) -> tuple[float, ...]:
        """Return the signals of a group of addresses."""
        size = self.size
        return (
            math.log1p(size),
            self.words / size,
            self.long / size,
            self.headed / size,
            self.dated / size,
            self.chrome / size,
            min(self.extra / size, _MAX_MEAN_EXTRA),
        )

    def of_markup(self, heaviest: float) -> tuple[float, ...]:
        """Return the signals of a group of like markup."""
        size = self.size
        return (
            math.log1p(size),
            self.words / size,
            self.long / size,
            self.headed / size,
            self.dated / size,
            self.side / size,
            min(self.extra / size, _MAX_MEAN_EXTRA),
            self.titled / size,
            self.extra / heaviest,
        )


class _Groups:
    """The groups of one kind, by name."""

    def __init__(self, names: Sequence[str], owns: Sequence[_Own]) -> None:
        self.names = names
        self.known: dict[str, _Group] = {}
        for name, own in zip(names, owns, strict=True):
            group = self.known.get(name)
            if group is None:
                group = self.known[name] = _Group()
            group.add(own)


def measure(
    candidates: Sequence[Candidate], document: Document
) -> list[tuple[float, ...]]:
    """Return the signals of each candidate, in the order of NAMES."""
    told = [c for c in candidates if c.words >= MIN_WORDS or c.is_heading]
    blocks = Blocks(told)
    owns = [_own(candidate, blocks) for candidate in candidates]
    regions = Regions(
        (candidate, own.extra)
        for candidate, own in zip(candidates, owns, strict=True)
        if candidate.words >= MIN_WORDS
    )
    shapes = _Groups([url_shape(one.address) for one in candidates], owns)
    coarse = _Groups([coarse_shape(name) for name in shapes.names], owns)
    markups = _Groups([one.longest.place.signature for one in candidates], owns)
    heaviest = max((g.extra for g in markups.known.values()), default=0.0) or 1.0
    of_shape = {name: group.of_shape() for name, group in shapes.known.items()}
    of_markup = {name: g.of_markup(heaviest) for name, g in markups.known.items()}
    of_coarse = {name: (g.words / g.size,) for name, g in coarse.known.items()}
    count = len(candidates)
    page = (math.log1p(count),)
    return [
        _alone(candidate, own)
        + of_shape[shape]
        + of_coarse[rough]
        + of_markup[markup]
        + page
        + regions.of(candidate, count)
        for candidate, own, shape, rough, markup in zip(
            candidates, owns, shapes.names, coarse.names, markups.names, strict=True
        )
    ]


def _own(candidate: Candidate, blocks: Blocks) -> _Own:
    anchors, longest = candidate.anchors, candidate.longest
    dated, extra = False, 0
    if candidate.words >= MIN_WORDS or candidate.is_heading:
        text = blocks.text(candidate)
        extra = len(text) - len(longest.text)
        dated = extra > 3 and has_date(text.replace(longest.text, " ", 1))
    is_chrome = is_side = True
    is_titled = False
    for anchor in anchors:
        place = anchor.place
        is_chrome = is_chrome and place.is_chrome
        is_side = is_side and place.is_side
        is_titled = is_titled or place.is_titled
    return _Own(
        candidate.words,
        candidate.is_heading,
        is_chrome,
        is_side,
        is_titled,
        dated,
        max(min(extra / _LETTERS_A_WORD, _MAX_EXTRA), 0.0),
    )


def _alone(candidate: Candidate, own: _Own) -> tuple[float, ...]:
    address = candidate.address
    last = address.path.rpartition("/")[2]
    return (
        min(own.words, _MAX_WORDS),
        float(own.is_heading),
        float(heading_level(candidate) if own.is_heading else 0),
        float(own.is_side),
        float(min(last.count("-") + last.count("_") + last.count(" "), 10)),
        float(_digits(address)),
        float(is_plain_word(address)),
        float(own.has_date),
        min(own.extra, _MAX_MEAN_EXTRA),
        float(says_all(candidate.longest.text)),
    )


def _digits(address: Address) -> int:
    """Return the length of the longest number in an address, 10 at most."""
    text = address.path
    if address.pairs:
        text += "?" + "?".join(value for _, value in address.pairs)
    return min(max(map(len, _NUMBER.findall(text)), default=0), 10)
