"""What the pages of one site have in common, learnt from those read before.

Four tables, each keyed by 32-bit numbers and bounded: `texts`, how often a text stood
at a path; `places`, on how many pages a box gave something to the record or nothing;
`shapes`, how often blocks of one path and look were the article's; `homes`, the boxes
that held the whole of it. All counts fade with each article learnt, so that a site's
old design is gone a few pages after its new one has come. A memory is a value: learning
gives another one. Ripe after three articles; every sixteenth page is read without it,
so that what it leaves out is looked at again. Where it failed four times in a row (a
portal of many templates) it is asked on every eighth page only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

VERSION: Final = 1
FADING: Final = 0.95
_RIPE = 3
_AUDIT = 16
_MAX_MISSES = 4
_RETRY = 8
_ENOUGH = 2.5
_TWICE = 1.9
_IDLE_SHARE = 0.02
_SURE_SHARE = 0.9
_SHORT_WORDS = 12
_MAX_RECENT = 24
_MAX_WORD_COUNTS = 8
_MAX_TEXTS = 700
_MAX_ENTRIES = 450
_STALE = 60

Counts = Mapping[int, tuple[float, float, int]]


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """What is remembered of one site; `pages` counts the distinct articles learnt.

    `texts` maps a text's fingerprint to its faded count, and the first and last article
    that had it; `places` a path to the pages where it gave something, where nothing,
    and its last article; `shapes` a shape to blocks kept, blocks left and the last
    article; `homes` likewise, with times found in the first column. `recent` holds
    samples of the newest articles' fingerprints, headline's first; `words` their sizes.
    `misses` counts the pages in a row that it could not lead to the text of.
    """

    pages: int = 0
    texts: Counts = field(default_factory=dict)
    places: Counts = field(default_factory=dict)
    shapes: Counts = field(default_factory=dict)
    homes: Counts = field(default_factory=dict)
    recent: tuple[tuple[int, ...], ...] = ()
    words: tuple[int, ...] = ()
    misses: int = 0

    @property
    def is_ripe(self) -> bool:
        """Say whether the next page may be read by what is remembered."""
        if self.pages < _RIPE or self.pages % _AUDIT == 0:
            return False
        return self.misses < _MAX_MISSES or self.pages % _RETRY == 1

    def idle_paths(self) -> frozenset[int]:
        """Return the paths of boxes that have given nothing for long."""
        return frozenset(
            path
            for path, (given, idle, _) in self.places.items()
            if idle >= _ENOUGH and given <= _IDLE_SHARE * idle
        )

    def is_repeated(self, fingerprint: int, words: int) -> bool:
        """Say whether a text stands on so many of the site's pages that it is no article's.

        Articles on one event share paragraphs, so a long text must have stood on more
        of the pages since it was first seen.
        """
        known = self.texts.get(fingerprint)
        if known is None:
            return False
        count, first, last = known
        is_long = words >= _SHORT_WORDS
        count *= FADING ** (self.pages - last)
        pages = (1 - FADING ** (self.pages - first + 1)) / (1 - FADING)
        if is_long:
            return count >= _ENOUGH and 2 * count >= pages
        return count >= 1.7 and 3 * count >= pages

    def share_kept(self, *shapes: int) -> float | None:
        """Return the share of blocks that were the article's, of the first known shape.

        None where too few blocks had any of them, or where they disagree.
        """
        for shape in shapes:
            kept, left, _ = self.shapes.get(shape, (0.0, 0.0, 0))
            if kept + left >= _TWICE:
                share = kept / (kept + left)
                return share if not 1 - _SURE_SHARE < share < _SURE_SHARE else None
        return None

    def is_home(self, path: int) -> bool:
        """Say whether a box held the whole article on at least three pages."""
        return path in self.homes and self.homes[path][0] >= _ENOUGH

    def has_read(self, sample: tuple[int, ...]) -> bool:
        """Say whether an article is one of the newest learnt, under another address."""
        own = set(sample[1:])
        for other in self.recent:
            shared = len(own.intersection(other[1:]))
            least = min(len(own), len(other) - 1)
            if least and shared >= (0.5 if sample[0] == other[0] else 0.8) * least:
                return True
        return not own

    def is_in_line(self, words: int) -> bool:
        """Say whether an article of so many words is like the newest learnt."""
        return bool(self.words) and 0.4 * min(self.words) <= words <= 2.5 * max(
            self.words
        )

    def to_bytes(self) -> bytes:
        """Return the memory as compact JSON, at most 64 KiB."""
        tables = {
            name: [
                [key, round(a, 2), round(b, 2), c] for key, (a, b, c) in rows.items()
            ]
            for name, rows in self.tables().items()
        }
        value = {
            "version": VERSION,
            "pages": self.pages,
            "recent": self.recent,
            "words": self.words,
            "misses": self.misses,
            **tables,
        }
        return json.dumps(value, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Return a stored memory; an empty one for another version or broken bytes."""
        try:
            value = json.loads(stored)
            if value["version"] != VERSION:
                return cls()
            return cls(
                pages=int(value["pages"]),
                texts=read_table(value["texts"]),
                places=read_table(value["places"]),
                shapes=read_table(value["shapes"]),
                homes=read_table(value["homes"]),
                recent=tuple(tuple(map(int, sample)) for sample in value["recent"]),
                words=tuple(map(int, value["words"])),
                misses=int(value["misses"]),
            )
        except (ValueError, KeyError, TypeError):
            return cls()

    def tables(self) -> dict[str, Counts]:
        """Return the four tables by name."""
        return {
            "texts": self.texts,
            "places": self.places,
            "shapes": self.shapes,
            "homes": self.homes,
        }


def read_table(rows: Iterable[Any]) -> dict[int, tuple[float, float, int]]:
    """Return a table of its rows, as JSON has them."""
    return {int(key): (float(a), float(b), int(c)) for key, a, b, c in rows}


def fitted(
    memory: SiteMemory,
    sample: tuple[int, ...],
    words: int,
    *,
    misses: int = 0,
    **tables: Counts,
) -> SiteMemory:
    """Return the memory after one more article, old and faint entries left out."""
    now = memory.pages + 1
    texts = _strongest(tables["texts"], now, _MAX_TEXTS, fades=True)
    others = {
        name: _strongest(tables[name], now, _MAX_ENTRIES, fades=False)
        for name in ("places", "shapes", "homes")
    }
    return SiteMemory(
        pages=now,
        texts=texts,
        recent=(*memory.recent, sample)[-_MAX_RECENT:],
        words=(*memory.words, words)[-_MAX_WORD_COUNTS:],
        misses=misses,
        **others,
    )


def _strongest(rows: Counts, now: int, most: int, *, fades: bool) -> Counts:
    """Return the entries seen of late, the `most` of them that weigh most."""

    def weight(item: tuple[int, tuple[float, float, int]]) -> tuple[float, int]:
        key, (a, b, last) = item
        return (a if fades else a + b) * FADING ** (now - last), key

    fresh = [item for item in rows.items() if now - item[1][2] < _STALE]
    if len(fresh) > most:
        fresh = sorted(fresh, key=weight, reverse=True)[:most]
    return dict(fresh)
