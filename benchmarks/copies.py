"""Copies as editors make them, and forms as they fill them: texts for duplicates.py."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

Editor = Callable[[str, list[str], random.Random], str]

_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])")
_SLOT = re.compile(r"\{(\w+)\}")
_FORMS = Path(__file__).with_name("forms.toml")


def cut(share: float) -> Editor:
    """Return an editor that drops a share of the text: from its end, or a block."""

    def edit(text: str, _pool: list[str], chance: random.Random) -> str:
        parts = _parts(text)
        gone = round(share * len(parts))
        at = chance.choice([len(parts) - gone, chance.randrange(len(parts) - gone + 1)])
        return _joined(text, parts[:at] + parts[at + gone :])

    return edit


def new_lead(text: str, pool: list[str], chance: random.Random) -> str:
    """Put a sentence or two of another text in front, in the place of the first."""
    lead = " ".join(chance.sample(pool, 2))
    rest = [one for one in _SENTENCE.split(text) if one][1:]
    return f"{lead} " + (" " if _spaced(text) else "").join(rest)


def trim(text: str, _pool: list[str], chance: random.Random) -> str:
    """Drop every fifth sentence, as a desk trims agency copy, and keep the first."""
    sentences = [one for one in _SENTENCE.split(text) if one]
    start = chance.randrange(1, 5)
    kept = [one for at, one in enumerate(sentences) if at == 0 or at % 5 != start]
    return (" " if _spaced(text) else "").join(kept)


def rewrite(share: float) -> Editor:
    """Return an editor that puts other words in the place of a share of them."""

    def edit(text: str, pool: list[str], chance: random.Random) -> str:
        parts = _parts(text)
        others = _parts(" ".join(pool))
        for at in chance.sample(range(len(parts)), round(share * len(parts))):
            parts[at] = chance.choice(others)
        return _joined(text, parts)

    return edit


def filled_forms(count: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (form, title, text): each form filled `count` times, no two alike.

    Fillings of a form differ in few of their slots from the one before: the hard case.
    """
    book = tomllib.loads(_FORMS.read_text(encoding="utf-8"))
    for form in book["form"]:
        pattern = form["title"] + "\0" + form["text"]
        slots = _SLOT.findall(pattern)
        values = [_value(book["slots"][slot], chance) for slot in slots]
        seen: set[str] = set()
        while len(seen) < count:
            changing = min(len(slots), chance.randint(3, 10))
            for at in chance.sample(range(len(slots)), changing):
                values[at] = _value(book["slots"][slots[at]], chance)
            filled = _SLOT.sub("{}", pattern).format(*values)
            if filled not in seen:
                seen.add(filled)
                title, _, text = filled.partition("\0")
                yield form["name"], title, text


def _value(slot: str | list[str], chance: random.Random) -> str:
    if isinstance(slot, list):
        return chance.choice(slot)
    low, high = map(int, slot.split("-"))
    return str(chance.randint(low, high))


def _spaced(text: str) -> bool:
    return 2 * len(_UNSPACED.findall(text[:2000])) < len(text[:2000])


def _parts(text: str) -> list[str]:
    return text.split() if _spaced(text) else list(text)


def _joined(text: str, parts: list[str]) -> str:
    return (" " if _spaced(text) else "").join(parts)
