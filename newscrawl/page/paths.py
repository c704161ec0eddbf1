"""Class paths: names of the places of a site's template that hold across its pages.

A box's path is a number made of the tags and labels from the root down to it. Numbers
in labels count for nothing (`paragraph-12`), nor do the words by which content systems
set one article apart from another (`post-4711`, `category-sport`), so that the same
place of a site's template has the same path on all of its pages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

ROOT = 1
_BARE = frozenset(("html", "body"))  # Their classes tell of the article and the reader.
_DIGITS = re.compile("[0-9]+")
_VARYING = re.compile(
    r"(?:post|page|node|category|cat|tag|author|article|story|term|section|topic|format"
    r"|type|status|has|is|js|no)-"
)
_CODE = re.compile(r"(?=[a-f0-9-]*[0-9])[a-f0-9-]{12,}$", re.IGNORECASE)
_MAX_LABEL = 200


@lru_cache(maxsize=16384)
def steady_label(label: str) -> bytes:
    """Return what of a label is the same on all pages of a template."""
    words = label[:_MAX_LABEL].split()
    kept = (
        _DIGITS.sub("", word)
        for word in words
        if not (_CODE.match(word) or (len(words) > 3 and _VARYING.match(word)))
    )
    return " ".join(kept).encode("utf-8", "replace")


def path_below(path: int, tag: str, label: str) -> int:
    """Return the path of a box with a tag and a label inside the box of a path."""
    step = crc32(tag.encode("utf-8", "replace"), path)
    return crc32(steady_label(label), step) if label and tag not in _BARE else step
