"""Superseded records as what they differ in from the next one.

zlib with the newer record as its dictionary writes of the older one only what changed:
a corrected word costs some 60 bytes, however long the record (to 32 KiB; beyond that
the part before the last 32 KiB is compressed alone).
"""

from __future__ import annotations

import zlib

_WINDOW = 2**15


def delta(older: str, newer: str) -> bytes:
    """Return what `restore` needs to make `older` from `newer`."""
    made = zlib.compressobj(9, zdict=newer.encode()[-_WINDOW:])
    return made.compress(older.encode()) + made.flush()


def restore(packed: bytes, newer: str) -> str:
    """Return the older record."""
    made = zlib.decompressobj(zdict=newer.encode()[-_WINDOW:])
    return (made.decompress(packed) + made.flush()).decode()
