"""Whether two articles tell the same text, and the reason in words.

Looked at in this order, the first that fails ends it:

1. time: the articles' dates lie within 72 hours;
2. the numbers: 0.75 of the fewer stand in the other text;
3. the text: half the shingles of the shorter one stand in the other, or of its words
   three quarters in runs of shared words;
4. the facts: where the texts say the same around a word but not that word (a number, a
   name), they are two reports from one form, weather or results, not two copies.

Short texts (under 40 words, or 80 characters of a script without spaces), and photo
pages with them, must be equal to the word, captions and title included: a form filled
in leaves too little to tell it from a copy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import islice

from newscrawl.identity.order import sort_key
from newscrawl.identity.sketch import UNSPACED, shingles, tokens
from newscrawl.identity.words import words
from newscrawl.record import Article

_Marked = tuple[str, bool]

WINDOW = timedelta(hours=72)

_LEAST_NUMBERS = 0.75
_LEAST_SHARED = 0.5
_SHORT = 40
_SUBSTITUTED = 2
_SUBSTITUTED_SHARE = 0.25
_HELD = 2
_RUN = 12
_MAX_WORDS = 1500
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[.,:]\d+)*")
_END = re.compile(r"[.!?\u2026:\u201c\u201e\u00ab\"]\s*$")


def text_of(article: Article) -> str:
    """Return the text by which an article is compared: its body, else its captions."""
    captions = "\n".join(image.caption or "" for image in article.images)
    body = article.content_text
    return body if is_long(body) else f"{article.title}\n{body}\n{captions}"


def is_long(text: str) -> bool:
    """Say whether a text is long enough to be told by its sketch."""
    found = tokens(text)
    if len(found) >= 2 * _SHORT or len(found) < _SHORT:
        return len(found) >= 2 * _SHORT
    return 2 * sum(1 for token in found if len(token) == 1) <= len(found)


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the Jaccard index of two shingle sets, from 0.0 to 1.0.

    Two empty sets count as equal: 1.0.
    Source: Broder, "On the resemblance and containment of documents", 1997.
    """
    if not (a or b):
        return 1.0
    return len(a & b) / len(a | b)


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the smaller set that is in the other, from 0.0 to 1.0.

    Source: Broder, "On the resemblance and containment of documents", 1997.
    """
    fewer = min(len(a), len(b))
    return len(a & b) / fewer if fewer else 0.0


@dataclass(frozen=True, slots=True)
class Copy:
    """Why an article tells another's text; `share` is of the shorter one's shingles."""

    share: float
    reason: str


def compare(article: Article, other: Article) -> Copy | None:
    """Return why `article` tells the text of `other`, None when it does not."""
    gap = _gap(article, other)
    if gap > WINDOW:
        return None
    one, two = text_of(article), text_of(other)
    if not (is_long(one) and is_long(two)):
        return _equal(one, two, article, gap)
    mine, theirs = tokens(one), tokens(two)
    shared = containment(shingles(mine), shingles(theirs))
    if shared < _LEAST_SHARED or _numbers(mine, theirs) < _LEAST_NUMBERS:
        return None
    if shared < 1.0 and _is_form(article, other):
        return None
    share = round(100 * shared)
    count = min(len(mine), len(theirs))
    return Copy(shared, f"same text, {share} % of {count} words, {_later(gap)}")


def tell_alike(article: Article, other: Article) -> bool:
    """Say whether two articles may be one page: alike in title or in half the text."""
    if words(article.title) == words(other.title):
        return True
    mine, theirs = (shingles(tokens(one.content_text)) for one in (article, other))
    return containment(mine, theirs) >= _LEAST_SHARED


def _equal(one: str, two: str, article: Article, gap: timedelta) -> Copy | None:
    found = words(one)
    if found != words(two) or len(tokens(one)) < _SHORT // 4:
        return None
    what = "same words" if article.content_text else "same photo captions"
    return Copy(1.0, f"{what}, {_later(gap)}")


def _numbers(mine: Sequence[str], theirs: Sequence[str]) -> float:
    one = frozenset(token for token in mine if any(map(str.isdigit, token)))
    two = frozenset(token for token in theirs if any(map(str.isdigit, token)))
    return containment(one, two) if one and two else 1.0


def _is_form(article: Article, other: Article) -> bool:
    """Say whether two texts differ as two fillings of one form do.

    In titles that are alike every differing word counts as a fact.
    """
    runs = list(_differing(article.content_text, other.content_text))
    differing = sum(max(len(mine), len(theirs)) for mine, theirs in runs)
    facts = sum(_facts(mine, theirs) for mine, theirs in runs)
    titles = [Counter(tokens(one.title)) for one in (article, other)]
    if containment(*(frozenset(title) for title in titles)) >= _LEAST_SHARED:
        changed = _replaced(*titles)
        differing, facts = differing + changed, facts + changed
    return facts >= _SUBSTITUTED and facts >= _SUBSTITUTED_SHARE * differing


def _facts(mine: list[_Marked], theirs: list[_Marked]) -> int:
    """Count the numbers and names of one run that the other puts others for."""
    sides = (mine, theirs)
    return _replaced(
        *(Counter(word for word, is_fact in side if is_fact) for side in sides)
    )


def _replaced(one: Counter[str], two: Counter[str]) -> int:
    return min((one - two).total(), (two - one).total())


def _differing(one: str, two: str) -> Iterator[tuple[list[_Marked], list[_Marked]]]:
    """Yield the short runs of words that stand in each other's place in two texts.

    Each run lies between words that both texts have; what only one text has, a cut or
    a new lead, is no difference of facts.
    """
    mine, theirs = _marked(one), _marked(two)
    matcher = SequenceMatcher(
        None, [word for word, _ in mine], [word for word, _ in theirs]
    )
    a = b = 0
    for block in matcher.get_matching_blocks():
        is_end = block.a + block.size == len(mine)
        if block.size < _HELD and not is_end:
            continue
        run = mine[a : block.a], theirs[b : block.b]
        if all(0 < len(side) <= _RUN for side in run):
            yield run
        a, b = block.a + block.size, block.b + block.size


def _marked(text: str) -> list[_Marked]:
    """Return the words of a text, each with whether it is a number or a name."""
    found = []
    for match in islice(_WORD.finditer(text, 0, 20_000), _MAX_WORDS):
        word = match[0]
        is_first = _END.search(text, max(0, match.start() - 4), match.start())
        is_name = word[0].isupper() and not is_first and match.start() > 0
        found.append((word.casefold(), is_name or any(map(str.isdigit, word))))
    return found


def _gap(article: Article, other: Article) -> timedelta:
    one, two = (datetime.fromisoformat(sort_key(each)) for each in (article, other))
    return abs(one - two)


def _later(gap: timedelta) -> str:
    hours = round(gap.total_seconds() / 3600)
    return f"{hours} h apart" if hours else "within the hour"
