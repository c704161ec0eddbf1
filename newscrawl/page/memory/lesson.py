"""What one article taught a site's memory, as bytes: to be learnt again without its page.

A lesson holds the entries that the article changed, some 70 of a thousand, in full
precision, so that a memory and its lessons in their order give the very memory that
learnt from the pages.
"""

from __future__ import annotations

import json
import zlib

from newscrawl.page.memory.site_memory import SiteMemory, fitted, read_table


def lesson(before: SiteMemory, after: SiteMemory) -> bytes:
    """Return what made one memory the next; some 1 KB."""
    known = before.tables()
    changed = {
        name: [(key, *row) for key, row in rows.items() if known[name].get(key) != row]
        for name, rows in after.tables().items()
    }
    value = {
        "sample": after.recent[-1],
        "words": after.words[-1],
        "misses": after.misses,
        **changed,
    }
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def taught(memory: SiteMemory, stored: bytes) -> SiteMemory:
    """Return the memory after a stored lesson; itself where the bytes are broken."""
    try:
        value = json.loads(zlib.decompress(stored))
        tables = {
            name: {**rows, **read_table(value[name])}
            for name, rows in memory.tables().items()
        }
        sample = tuple(map(int, value["sample"]))
        words, misses = int(value["words"]), int(value["misses"])
    except (ValueError, KeyError, TypeError, zlib.error):
        return memory
    return fitted(memory, sample, words, misses=misses, **tables)
