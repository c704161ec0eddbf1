"""Class paths: names of the places of a site's template that hold across its pages.

A box's path is a number made of its tag and label and of those of the boxes around it,
up to the second that has a label: a site's templates differ in their outer wrappers
sooner than in how they set an article. Numbers in labels count for nothing
(`paragraph-12`), nor do the words by which content systems set one article apart from
another (`post-4711 category-sport`), so that the same place has the same path on all
of a site's pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

ROOT = (1, 1)
_BARE = frozenset(("html", "body"))  # Their classes tell of the article and the reader.
_DIGITS = re.compile(r"(?=[a-f-]{0,40}[0-9])[a-f0-9-]{10,}|[0-9]+", re.IGNORECASE)
_VARYING = re.compile(
    r"(?:post|page|node|category|cat|tag|author|article|story|term|section|topic|format"
    r"|type|status|has|is|js|no)-"
)
_MAX_LABEL = 200
_SLUG_HYPHENS = 4  # A headline set as a class.


@lru_cache(maxsize=8192)
def steady_label(label: str) -> bytes:
    """Return what of a label is the same on all pages of a template."""
    words = label[:_MAX_LABEL].split()
    kept = (
        _DIGITS.sub("", word)
        for word in words
        if word.count("-") < _SLUG_HYPHENS
        and not (len(words) > 3 and _VARYING.match(word))
    )
    return " ".join(filter(None, kept)).encode("utf-8", "replace")


def path_below(around: tuple[int, int], tag: str, label: str) -> tuple[int, int]:
    """Return a box's place inside a box of a place: its own part, and its path."""
    near, path = around
    name = tag.encode("utf-8", "replace")
    words = steady_label(label) if label and tag not in _BARE else b""
    if not words:
        return crc32(name, near), crc32(name, path)
    own = crc32(words, crc32(name))
    return own, crc32(words, crc32(name, near))
