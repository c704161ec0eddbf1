"""The bytes of a published file beside it, compressed as `.gz` and `.br`."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import BinaryIO, Protocol

import brotli


class Writer(Protocol):
    """What takes a file's bytes in parts."""

    def write(self, part: bytes) -> object:
        """Take the next part."""

    def finish(self) -> None:
        """Write what is left."""


class Plain:
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


def compressors(files: Sequence[BinaryIO], is_bulk: bool) -> list[Writer]:
    """Return what writes the variants.

    Feeds are made often and read often: the levels cost a third less than those of web
    servers for a twentieth more bytes.
    """
    gzip_level, brotli_quality = (1, 1) if is_bulk else (4, 4)
    return [_Gzip(files[0], gzip_level), _Brotli(files[1], brotli_quality)]
