"""Other ways to find copies, each on the same normalised texts."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from newscrawl.identity.sketch import shingles, tokens
from newscrawl.identity.words import words


class Equality:
    """Texts are copies when their words are equal."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}

    def add(self, key: str, title: str, text: str) -> bool:
        """Keep a text."""
        found = self.find(title, text)
        self._keys.setdefault(words(text), key)
        return found is not None

    def find(self, _title: str, text: str) -> str | None:
        """Return the key of an equal text."""
        return self._keys.get(words(text))


class Datasketch:
    """datasketch's MinHash LSH, 128 permutations, threshold 0.5."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._index = MinHashLSH(threshold=0.5, num_perm=128)

    def add(self, key: str, title: str, text: str) -> bool:
        """Keep a text."""
        found = self.find(title, text)
        self._index.insert(key, self._hash(text))
        return found is not None

    def find(self, _title: str, text: str) -> str | None:
        """Return the key of the first text the index gives."""
        found = self._index.query(self._hash(text))
        return str(found[0]) if found else None

    def _hash(self, text: str) -> Any:
        from datasketch import MinHash

        made = MinHash(num_perm=128)
        made.update_batch([one.encode() for one in shingles(tokens(text))])
        return made


class Simhash:
    """simhash of 64 bits, copies within 8 bits."""

    def __init__(self) -> None:
        from simhash import SimhashIndex

        self._index = SimhashIndex([], k=8)

    def add(self, key: str, title: str, text: str) -> bool:
        """Keep a text."""
        found = self.find(title, text)
        self._index.add(key, self._hash(text))
        return found is not None

    def find(self, _title: str, text: str) -> str | None:
        """Return the key of the first text the index gives."""
        found = self._index.get_near_dups(self._hash(text))
        return str(found[0]) if found else None

    def _hash(self, text: str) -> Any:
        from simhash import Simhash as Hash

        return Hash(sorted(shingles(tokens(text))))


def peers() -> dict[str, Callable[[], Any]]:
    """Return those that are installed, by name."""
    found: dict[str, Callable[[], Any]] = {"equal texts": Equality}
    if find_spec("datasketch"):
        found["datasketch LSH 0.5"] = Datasketch
    if find_spec("simhash"):
        found["simhash within 8 bits"] = Simhash
    return found
