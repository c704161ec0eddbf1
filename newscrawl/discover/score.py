"""Judge which candidates of a page are articles, by groups and by themselves."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from newscrawl.discover.anchors import Candidate
from newscrawl.discover.items import Blocks
from newscrawl.discover.shapes import names_no_article, url_key, url_shape
from newscrawl.discover.words import find_date
from newscrawl.markup import Document

_URL_DATE: Final = re.compile(
    r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?[0-3]?\d)?(?:/|-|$)|(?:19|20)\d{6}"
)
_LONG_NUMBER: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate taken for an article: how sure, in the main list or not, and why."""

    candidate: Candidate
    confidence: float
    main: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Group:
    size: int
    words: float
    headed: float

    @classmethod
    def of(cls, members: list[Candidate]) -> _Group:
        count = len(members)
        headed = sum(any(a.is_heading for a in m.anchors) for m in members)
        return cls(count, sum(m.words for m in members) / count, headed / count)


def judge(candidates: Iterable[Candidate], document: Document) -> list[Judged]:
    """Return the candidates that are articles, each with its confidence and reason."""
    members = list(candidates)
    by_shape: dict[str, list[Candidate]] = defaultdict(list)
    by_markup: dict[str, list[Candidate]] = defaultdict(list)
    for member in members:
        by_shape[url_shape(member.url)].append(member)
        by_markup[member.longest.signature].append(member)
    shapes = {name: _Group.of(group) for name, group in by_shape.items()}
    markups = {name: _Group.of(group) for name, group in by_markup.items()}
    blocks = Blocks(member for member in members if member.words >= 3)
    paths = [urlsplit(member.url).path.rstrip("/") + "/" for member in members]
    judged = []
    for member in members:
        shape, markup = shapes[url_shape(member.url)], markups[member.longest.signature]
        score = _score(member, shape, markup, blocks)
        score -= _parent_penalty(member, paths, url_key(document.url))
        confidence = 1 / (1 + math.exp(-score))
        if confidence >= 0.5:
            main = not all(a.is_side or a.is_chrome for a in member.anchors)
            reason = (
                f"shape of {shape.size} with {shape.words:.1f} words,"
                f" markup of {markup.size} with {markup.words:.1f}"
            )
            judged.append(Judged(member, round(confidence, 3), main, reason))
    return judged


def _score(one: Candidate, shape: _Group, markup: _Group, blocks: Blocks) -> float:
    path = urlsplit(one.url).path
    last = path.rstrip("/").rpartition("/")[2]
    score = -2.5
    score += 2.0 * (shape.size >= 3 and shape.words >= 4.5)
    score += 1.0 * (shape.words >= 3.5)
    score += 1.5 * (markup.size >= 3 and markup.words >= 4)
    score += min(one.words, 10.0) * 0.2 - 1.0 * (one.words < 2)
    score += 1.5 * any(a.is_heading for a in one.anchors) + 0.5 * markup.headed
    score += 1.0 * (last.count("-") + last.count("_") >= 3)
    score += 0.7 * (_LONG_NUMBER.search(one.url) is not None)
    score += 1.0 * (_URL_DATE.search(path) is not None)
    score += 0.5 * (len(one.anchors) > 1)
    score -= 1.2 * all(a.is_chrome for a in one.anchors)
    score -= 5.0 * names_no_article(one.url)
    score -= 2.0 * (path in {"", "/"})
    block = max(blocks.around(one), key=len)
    if len(block.text_content()) < 1_500:
        score += 1.0 * (find_date(str(block.text_content())[:600]) is not None)
    return score


def _parent_penalty(one: Candidate, paths: list[str], own: str) -> float:
    """Return how much speaks for a section: others, or the page itself, lie below."""
    path = urlsplit(one.url).path.rstrip("/") + "/"
    below = sum(other.startswith(path) for other in paths) - 1
    return 3.0 * (own.startswith(one.key)) + 2.0 * (below >= 2)
