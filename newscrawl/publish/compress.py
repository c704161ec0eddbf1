"""The bytes of a published file beside it, compressed as `.gz` and `.br`."""

from __future__ import annotations

import zlib
from typing import BinaryIO, Protocol

import brotli

VARIANTS = (".gz", ".br")


class Writer(Protocol):
    """What takes a file's bytes in parts."""

    def write(self, part: bytes) -> object:
        """Take the next part."""

    def finish(self) -> None:
        """Write what is left."""


class _Plain:
    """The bytes as they are."""

    def __init__(self, file: BinaryIO) -> None:
        self.write = file.write

    def finish(self) -> None:
        """Do nothing: all is written."""


class _Gzip:
    """A gzip stream without a time or a name: the same bytes in, the same out."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file = file
        self._made = zlib.compressobj(level, wbits=31)

    def write(self, part: bytes) -> None:
        self._file.write(self._made.compress(part))

    def finish(self) -> None:
        self._file.write(self._made.flush())


class _Brotli:
    def __init__(self, file: BinaryIO, quality: int) -> None:
        self._file = file
        self._made = brotli.Compressor(quality=quality)

    def write(self, part: bytes) -> None:
        self._file.write(self._made.process(part))

    def finish(self) -> None:
        self._file.write(self._made.finish())


def writer(file: BinaryIO, ending: str, *, is_bulk: bool) -> Writer:
    """Return what writes a file's bytes in the form of an ending, "" for as they are.

    Feeds are made often and read often: the levels cost half of those of web servers
    for a twentieth more bytes.
    """
    if ending == ".gz":
        return _Gzip(file, 1 if is_bulk else 4)
    if ending == ".br":
        return _Brotli(file, 1 if is_bulk else 3)
    return _Plain(file)
