"""Whether two texts differ in spelling alone: a typing error made or mended.

Looked at word by word, in texts of as many words. Two letters that changed places are
spelling, but for `no` and `on`; a letter more, less or another only in longer words that
are no names and negate nothing, because else it is as likely another fact. In scripts
without spaces only a particle come or gone is. Digits never are; more than five such
words are a revision.
"""

from __future__ import annotations

import re
import unicodedata

from newscrawl.identity.facts import NEGATIONS
from newscrawl.identity.sketch import UNSPACED
from newscrawl.identity.words import words

_MOST = 5
_LENGTH_NEGATING = 4
_LENGTH = 6
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PARTICLES = re.compile("[\u3041-\u309f\u7684\u4e86\u5730\u5f97]")


def differs_in_spelling(before: str, after: str) -> bool:
    """Say whether all that differs between two texts is spelling, if anything does."""
    one, two = words(before).split(), words(after).split()
    if len(one) != len(two):
        return False
    pairs = [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]]
    return len(pairs) <= _MOST and all(
        _is_spelling(*pair, f"{before} {after}") for pair in pairs
    )


def _is_spelling(one: str, two: str, text: str) -> bool:
    was, now = _apart(one, two)
    if any(map(str.isdigit, was + now)):
        return False
    if _UNSPACED.search(was + now):
        return len(was + now) == 1 and _PARTICLES.match(was + now) is not None
    shorter, negates = min(len(one), len(two)), bool({one, two} & NEGATIONS)
    if _is_swapped(was, now) or _is_swapped(*_apart(_letters(one), _letters(two))):
        return shorter >= _LENGTH_NEGATING or not negates
    if negates or _is_name(one, two, text):
        return False
    return max(len(was), len(now)) == 1 and shorter >= _LENGTH


def _is_swapped(was: str, now: str) -> bool:
    return len(was) == 2 and was == now[::-1]


def _letters(word: str) -> str:
    """Return a word with its accents apart: they stay where letters change places."""
    return unicodedata.normalize("NFD", word)


def _apart(one: str, two: str) -> tuple[str, str]:
    """Return the parts of two words between what they begin and end alike with."""
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    end = 0
    while end < min(len(one), len(two)) - start and one[-1 - end] == two[-1 - end]:
        end += 1
    return one[start : len(one) - end], two[start : len(two) - end]


def _is_name(one: str, two: str, text: str) -> bool:
    return any(word[:1].upper() + word[1:] in text for word in (one, two))
