"""Whether two articles tell the same text, and the reason in words.

Looked at in this order, the first that fails ends it:

1. time: the articles' dates lie within 72 hours;
2. the titles, of two articles of one site: a site that prints a text twice prints its
   title again; one text under many titles is something that stands on all its pages;
3. the numbers: 0.75 of the fewer stand in the other text;
4. the text: half the shingles of the shorter one stand in the other;
5. the facts: where the texts say the same around a word but not that word (a number, a
   name), they are two reports from one form, weather or results, not two copies.

Short texts (under 40 words, or 80 characters of a script without spaces), and photo
pages with them, must be equal to the word, captions and title included: a form filled
in leaves too little to tell it from a copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.identity.facts import differing, replaced, replaced_facts
from newscrawl.identity.order import sort_key
from newscrawl.identity.sketch import Sketch, shingles, sketch, tokens
from newscrawl.identity.words import words
from newscrawl.record import Article

WINDOW = timedelta(hours=72)

_LEAST_NUMBERS = 0.75
_LEAST_SHARED = 0.5
_SHORT = 40
_SUBSTITUTED = 2
_SUBSTITUTED_SHARE = 0.25


def text_of(article: Article) -> str:
    """Return the text by which an article is compared: its body, else its captions."""
    captions = "\n".join(image.caption or "" for image in article.images)
    body = article.content_text
    return body if is_long(body) else f"{article.title}\n{body}\n{captions}"


def sketch_of(article: Article) -> Sketch:
    """Return the sketch by which an article's copies are found.

    That of a short text is of all its words at once: only an equal one shares a band.
    """
    text = text_of(article)
    return sketch(text) if is_long(text) else sketch("".join(tokens(text)))


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
    if gap > WINDOW or _is_series(article, other):
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
    """Say whether two articles may be one page: the same words, or half the text.

    Where a text is short, the title says it.
    """
    if article.content_hash and article.content_hash == other.content_hash:
        return True
    texts = (article.content_text, other.content_text)
    if not all(map(is_long, texts)):
        return words(article.title) == words(other.title)
    return containment(*(shingles(tokens(text)) for text in texts)) >= _LEAST_SHARED


def _is_series(article: Article, other: Article) -> bool:
    if article.source.id != other.source.id:
        return False
    return not _are_alike(*(frozenset(tokens(one.title)) for one in (article, other)))


def _are_alike(title: frozenset[str], other: frozenset[str]) -> bool:
    return containment(title, other) >= _LEAST_SHARED


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
    bodies = (article.content_text, other.content_text)
    runs = [run for run in differing(*bodies) if all(run)]
    words_apart = sum(max(map(len, run)) for run in runs)
    facts = sum(map(replaced_facts, runs))
    titles = [Counter(tokens(one.title)) for one in (article, other)]
    if _are_alike(*(frozenset(title) for title in titles)):
        changed = replaced(*titles)
        words_apart, facts = words_apart + changed, facts + changed
    return facts >= _SUBSTITUTED and facts >= _SUBSTITUTED_SHARE * words_apart


def _gap(article: Article, other: Article) -> timedelta:
    one, two = (datetime.fromisoformat(sort_key(each)) for each in (article, other))
    return abs(one - two)


def _later(gap: timedelta) -> str:
    hours = round(gap.total_seconds() / 3600)
    return f"{hours} h apart" if hours else "within the hour"
