"""Sketches of texts: small, comparable, and found again by bands.

A text is cut into shingles, k consecutive words (3), or characters (5) where the script
parts no words; MinHash turns their set into 128 numbers whose share of equal places
estimates the resemblance of two texts (Broder 1997). 16 bands of 2 of them find what
resembles: two texts with resemblance 0.5 share a band with probability 0.99, with 0.35
0.88, with 0.1 0.15. Fewer and narrower bands than is usual, because each is a row in a
table, and what they find wrongly is told by the whole signature at once. The numbers a
text holds are kept beside: a weather report resembles yesterday's in all but those.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from rensa import RMinHash

from newscrawl.identity.words import words

PLACES = 128
BANDS = 16
ROWS = 2

_MAX_TOKENS = 4000
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_UNSPACED_TOKEN = re.compile(rf"[{UNSPACED}]")
_DIGITS = re.compile(r"\d+")
_PLACES = struct.Struct(f"<{PLACES}I")
_BAND = struct.Struct("<3I")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's MinHash signature (128 numbers), and the hashes of its numbers."""

    signature: tuple[int, ...]
    numbers: frozenset[int]

    def bands(self) -> tuple[int, ...]:
        """Return 16 keys, 63 bits each; texts that share one may resemble."""
        return _bands(self.signature)

    def to_bytes(self) -> bytes:
        """Return the sketch for the store, 512 bytes and 4 a number."""
        numbers = sorted(self.numbers)
        return _PLACES.pack(*self.signature) + struct.pack(
            f"<{len(numbers)}I", *numbers
        )


def read_sketch(packed: bytes) -> Sketch:
    """Return the sketch that `to_bytes` packed."""
    count = (len(packed) - _PLACES.size) // 4
    numbers = struct.unpack_from(f"<{count}I", packed, _PLACES.size)
    return Sketch(_PLACES.unpack_from(packed), frozenset(numbers))


@lru_cache(maxsize=16)
def sketch(text: str) -> Sketch:
    """Sketch a text; only its first 4,000 words or characters count."""
    found = tokens(text)
    hashing = RMinHash(num_perm=PLACES, seed=42)
    hashing.update(list(shingles(found)))
    numbers = frozenset(_DIGITS.findall(" ".join(found)))
    hashes = frozenset(zlib.crc32(digits.encode()) for digits in numbers)
    return Sketch(tuple(hashing.digest()), hashes)


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, characters where its script parts no words."""
    text = words(text)
    found = text.split() if text.isascii() else _TOKEN.findall(text)
    return tuple(found[:_MAX_TOKENS])


def shingles(found: Sequence[str]) -> frozenset[str]:
    """Return the shingles of tokens; a text shorter than one shingle is one."""
    sample = found[:400]
    unspaced = len(_UNSPACED_TOKEN.findall(" ".join(sample)))
    k = 5 if 2 * unspaced > len(sample) else 3
    if len(found) <= k:
        return frozenset([" ".join(found)] if found else ())
    return frozenset(map(" ".join, zip(*(found[at:] for at in range(k)), strict=False)))


def estimate(one: Sketch, other: Sketch) -> float:
    """Estimate the resemblance of two texts, from 0.0 to 1.0, error about 0.04."""
    equal = sum(map(int.__eq__, one.signature, other.signature))
    return equal / PLACES


def number_containment(one: Sketch, other: Sketch) -> float:
    """Return the share of the fewer numbers that stand in the other text, 0.0 to 1.0.

    1.0 where one text has none.
    """
    fewer = min(len(one.numbers), len(other.numbers))
    return len(one.numbers & other.numbers) / fewer if fewer else 1.0


@lru_cache(maxsize=16)
def _bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    starts = range(0, BANDS * ROWS, ROWS)
    parts = (signature[at : at + ROWS] for at in starts)
    return tuple(_key(band, part) for band, part in enumerate(parts))


def _key(band: int, part: tuple[int, ...]) -> int:
    digest = blake2b(_BAND.pack(band, *part), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
