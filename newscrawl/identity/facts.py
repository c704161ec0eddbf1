"""What differs between two texts: the runs of words, and which of them are facts.

A fact is a number or a name (a capital inside a sentence). Two texts that put other
facts in the same place are two fillings of one form, or one text and its correction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from newscrawl.identity.sketch import UNSPACED

_HELD = 2
_RUN = 12
_MAX_WORDS = 1500
_MAX_CHARACTERS = 20_000
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[.,:]\d+)*")
_END = re.compile(r"[.!?\u2026:\u201c\u201e\u00ab\"]\s*$")
# A word that turns a statement round, in the languages of the packs.
NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "neither",
        "nor",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "nie",
        "niemals",
        "ne",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "non",
        "nunca",
        "ninguno",
        "ninguna",
        "jamás",
        "não",
        "nunca",
        "nessuno",
        "mai",
        "niet",
        "geen",
        "nooit",
        "ikke",
        "inte",
        "aldrig",
        "nie",
        "не",
        "нет",
        "никогда",
        "ни",
        "değil",
        "yok",
        "hiç",
        "不",
        "没",
        "未",
        "無",
        "未",
        "لا",
        "لم",
        "ليس",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, case folded, and whether it is a number or a name."""

    text: str
    is_fact: bool


Run = tuple[list[Word], list[Word]]


def differing(one: str, two: str) -> Iterator[Run]:
    """Yield the short runs of words that stand in each other's place in two texts.

    Each run lies between words that both texts have; what only one text has, a cut or
    a new lead, is none. Texts are looked at to 1,500 words.
    """
    mine, theirs = _marked(one), _marked(two)
    matcher = SequenceMatcher(
        None, [word.text for word in mine], [word.text for word in theirs]
    )
    a = b = 0
    for block in matcher.get_matching_blocks():
        is_end = block.a + block.size == len(mine)
        if block.size < _HELD and not is_end:
            continue
        run = mine[a : block.a], theirs[b : block.b]
        if any(run) and all(len(side) <= _RUN for side in run):
            yield run
        a, b = block.a + block.size, block.b + block.size


def replaced_facts(run: Run) -> int:
    """Count the numbers and names of one side that the other puts others for."""
    one, two = (Counter(word.text for word in side if word.is_fact) for side in run)
    return replaced(one, two)


def replaced(one: Counter[str], two: Counter[str]) -> int:
    """Count the words of one text that stand for others in another."""
    return min((one - two).total(), (two - one).total())


def is_correction(before: str, after: str) -> bool:
    """Say whether a text corrects another: other facts, or a negation come or gone."""
    for run in differing(before, after):
        if replaced_facts(run):
            return True
        one, two = ({word.text for word in side} for side in run)
        if (one ^ two) & NEGATIONS:
            return True
    return False


def _marked(text: str) -> list[Word]:
    found = []
    for match in islice(_WORD.finditer(text, 0, _MAX_CHARACTERS), _MAX_WORDS):
        word = match[0]
        is_first = _END.search(text, max(0, match.start() - 4), match.start())
        is_name = word[0].isupper() and not is_first and match.start() > 0
        is_fact = is_name or any(map(str.isdigit, word))
        found.append(Word(word.casefold(), is_fact))
    return found
