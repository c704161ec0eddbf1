"""What is measured of each candidate: of itself, and of the groups it stands in.

Groups first: links whose addresses are built alike, and links whose markup is alike,
are read together, by the mean of their words, their headings, dates and surroundings.
A candidate alone says little: short headlines exist, and long names of sections too.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from newscrawl.discover.address import Address, address_of
from newscrawl.discover.anchors import Candidate
from newscrawl.discover.items import Blocks
from newscrawl.discover.regions import Region, Regions
from newscrawl.discover.shapes import coarse_shape, is_plain_word, url_shape
from newscrawl.discover.words import has_date
from newscrawl.markup import Document

# One list for the scorer and the training alike; the order is the data file's.
NAMES: Final = (
    "words",
    "is_heading",
    "anchors",
    "has_image",
    "is_chrome",
    "is_side",
    "hyphens",
    "digits",
    "has_url_date",
    "is_plain_word",
    "depth",
    "has_query",
    "below",
    "is_above_page",
    "same_folder",
    "has_date",
    "extra_words",
    "position",
    "same_text",
    "shape_size",
    "shape_words",
    "shape_long",
    "shape_headed",
    "shape_dated",
    "shape_chrome",
    "shape_extra",
    "coarse_size",
    "coarse_words",
    "markup_size",
    "markup_words",
    "markup_long",
    "markup_headed",
    "markup_dated",
    "markup_chrome",
    "markup_side",
    "markup_extra",
    "markup_weight",
    "markup_first",
    "page_links",
    "column_share",
    "column_start",
    "list_share",
    "list_weight",
    "column_weight",
    "list_size",
    "has_side_heading",
    "heading_level",
)

_URL_DATE: Final = re.compile(
    r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?[0-3]?\d)?(?:/|-|$)|(?:19|20)\d{6}"
)
_NUMBER: Final = re.compile(r"\d+")
_MAX_BLOCK: Final = 3_000


class _Own(NamedTuple):
    """What is measured of a candidate by itself."""

    candidate: Candidate
    shape: str
    coarse: str
    markup: str
    words: float
    is_heading: bool
    is_chrome: bool
    is_side: bool
    has_date: bool
    extra_words: float


class _Group(NamedTuple):
    """The means of a group of candidates."""

    size: int
    words: float
    long: float
    headed: float
    dated: float
    chrome: float
    side: float
    extra: float
    first: int


def measure(
    candidates: Sequence[Candidate], document: Document
) -> list[tuple[float, ...]]:
    """Return the signals of each candidate, in the order of NAMES."""
    blocks = Blocks(c for c in candidates if c.words >= 2.5 or c.is_heading)
    own = [_measure_one(candidate, blocks) for candidate in candidates]
    extra = {one.candidate.key: one.extra_words for one in own}
    regions = Regions(candidates, document.root, extra)
    shapes = _groups([(one.shape, one) for one in own])
    coarse = _groups([(one.coarse, one) for one in own])
    markups = _groups([(one.markup, one) for one in own])
    texts = Counter(one.candidate.longest.text for one in own)
    heaviest = max((g.size * g.extra for g in markups.values()), default=0.0) or 1.0
    paths = _Below(candidates)
    here = address_of(document.url)
    page = here.key if here else ""
    folder = here.path.rpartition("/")[0] if here else ""
    rows = []
    for at, one in enumerate(own):
        markup = markups[one.markup]
        address = one.candidate.address
        rows.append(
            (
                *_alone(one),
                math.log1p(paths.count(address)),
                float(page.startswith(one.candidate.key)),
                float(len(folder) > 1 and address.path.startswith(folder)),
                float(one.has_date),
                min(one.extra_words, 200.0),
                at / max(len(own), 1),
                math.log1p(texts[one.candidate.longest.text]),
                *_of_shape(shapes[one.shape]),
                math.log1p(coarse[one.coarse].size),
                coarse[one.coarse].words,
                *_of_markup(markup),
                markup.size * markup.extra / heaviest,
                markup.first / max(len(own), 1),
                math.log1p(len(own)),
                *_of_region(regions.of(one.candidate)),
            )
        )
    return rows


def _measure_one(candidate: Candidate, blocks: Blocks) -> _Own:
    longest = candidate.longest
    text = blocks.text(candidate)
    shape = url_shape(candidate.address)
    extra = len(text) - len(longest.text)
    dated = extra > 3 and has_date(text.replace(longest.text, " ", 1))
    return _Own(
        candidate=candidate,
        shape=shape,
        coarse=coarse_shape(shape),
        markup=longest.place.signature,
        words=candidate.words,
        is_heading=candidate.is_heading,
        is_chrome=all(anchor.place.is_chrome for anchor in candidate.anchors),
        is_side=all(anchor.place.is_side for anchor in candidate.anchors),
        has_date=dated,
        extra_words=max(min(extra, _MAX_BLOCK), 0) / 6,
    )


def _alone(one: _Own) -> tuple[float, ...]:
    address = one.candidate.address
    path = address.path
    last = path.rpartition("/")[2]
    values = "?".join(value for _, value in address.pairs)
    runs = _NUMBER.findall(f"{path}?{values}")
    return (
        min(one.words, 30.0),
        float(one.is_heading),
        float(min(len(one.candidate.anchors), 5)),
        float(any(anchor.has_image for anchor in one.candidate.anchors)),
        float(one.is_chrome),
        float(one.is_side),
        float(min(last.count("-") + last.count("_") + last.count(" "), 10)),
        float(min(max(map(len, runs), default=0), 10)),
        float(_URL_DATE.search(path) is not None),
        float(is_plain_word(address)),
        float(path.count("/")),
        float(bool(address.pairs)),
    )


def _of_shape(group: _Group) -> tuple[float, ...]:
    return (
        math.log1p(group.size),
        group.words,
        group.long,
        group.headed,
        group.dated,
        group.chrome,
        min(group.extra, 200.0),
    )


def _of_markup(group: _Group) -> tuple[float, ...]:
    return (
        math.log1p(group.size),
        group.words,
        group.long,
        group.headed,
        group.dated,
        group.chrome,
        group.side,
        min(group.extra, 200.0),
    )


def _of_region(region: Region) -> tuple[float, ...]:
    return (
        region.column_share,
        region.column_start,
        region.list_share,
        region.list_weight,
        region.column_weight,
        math.log1p(region.list_size),
        float(region.has_side_heading),
        float(region.heading_level),
    )


def _groups(named: Sequence[tuple[str, _Own]]) -> dict[str, _Group]:
    members: dict[str, list[_Own]] = defaultdict(list)
    for name, one in named:
        members[name].append(one)
    return {name: _group(group) for name, group in members.items()}


def _group(members: list[_Own]) -> _Group:
    count = len(members)
    return _Group(
        size=count,
        words=sum(min(m.words, 30.0) for m in members) / count,
        long=sum(m.words >= 4 for m in members) / count,
        headed=sum(m.is_heading for m in members) / count,
        dated=sum(m.has_date for m in members) / count,
        chrome=sum(m.is_chrome for m in members) / count,
        side=sum(m.is_side for m in members) / count,
        extra=sum(m.extra_words for m in members) / count,
        first=members[0].candidate.position,
    )


class _Below:
    """How many of a page's addresses lie below each folder."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._counts: Counter[str] = Counter()
        for candidate in candidates:
            folder = f"{candidate.address.host}{candidate.address.path}"
            for _ in range(12):
                folder, slash, _ = folder.rpartition("/")
                if not slash:
                    break
                self._counts[folder] += 1

    def count(self, address: Address) -> int:
        """Return how many addresses lie below an address."""
        return self._counts[f"{address.host}{address.path}"]
