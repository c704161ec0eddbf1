"""Words as readers tell them apart: text without punctuation, case and spacing.

Two texts with the same words differ insignificantly. Letters, digits and combining
marks make words; signs that change a fact stay (currency, per cent, a minus before a
digit). Full and half width count as one (NFKC); characters that only format are gone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MINUS = re.compile(r"[-\u2212\u2013](?=\d)(?<!\S[-\u2212\u2013])")
_ASCII = {ord(sign): " " for sign in "!\"#&'()*+,-./:;<=>?@[\\]^_`{|}~"} | {
    ord("$"): " $ ",
    ord("%"): " % ",
    0x1A: "-",
    0x7F: " ",
}
_ASCII |= {control: " " for control in range(0x20) if control != 0x1A}
_MINUS_MARK = "\ue000"


@lru_cache(maxsize=16)
def words(text: str) -> str:
    """Return the words of a text, case folded, parted by single spaces."""
    if text.isascii():
        text = text.replace("\x1a", " ")
        if "-" in text:
            text = _MINUS.sub("\x1a", text)
        return " ".join(text.translate(_ASCII).lower().split())
    text = unicodedata.normalize("NFKC", text).replace(_MINUS_MARK, " ")
    text = _MINUS.sub(_MINUS_MARK, text)
    for character in set(text):
        if not (character.isalnum() or character.isspace()):
            text = text.replace(character, _written(character))
    return " ".join(text.replace(_MINUS_MARK, "-").casefold().split())


@lru_cache(maxsize=2048)
def _written(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "M" or character == _MINUS_MARK:
        return character
    if category == "Sc" or character in "%\u2030\u00b0":
        return f" {character} "
    return "" if category == "Cf" else " "
