"""The pages of archives: their numbers and paths, and the list of those that are full.

A full page never changes, so it is looked at when its archive grows, and stands in a
list beside it, `atom/archive/<feed>/manifest.json`, which the manifest names with its
checksum and the number of pages. Such a list grows by rows; those before are carried
over unread.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from newscrawl.publish.manifest import Manifest, read_rows, rows
from newscrawl.publish.output import File, Output

PAGE = 50
_BEGIN, _END = b'{\n "files": [\n', b"\n ]\n}\n"


def page_of(place: int) -> int:
    """Return the page of a place in an archive; the page of its end is the open one."""
    return place // PAGE


def span(number: int) -> tuple[int, int]:
    """Return the first place of a page, and how many it holds."""
    return number * PAGE, PAGE


def page_path(feed: str, number: int) -> str:
    """Return the path of a page of a feed's archive."""
    return f"{_folder(feed)}/{number:06d}.atom"


def list_path(feed: str) -> str:
    """Return the path of the list of a feed's full pages."""
    return f"{_folder(feed)}/manifest.json"


def is_list(path: str) -> bool:
    """Say whether a published path is that of a list of pages."""
    return path.startswith("atom/archive/") and path.endswith("/manifest.json")


def listed_pages(output: Output, file: File) -> list[File]:
    """Return the pages that a list names; without a sound list none are known."""
    return _pages(output.read_sound(file))


class PageList:
    """The list of a feed's full pages, as it stands and as it is made."""

    def __init__(self, output: Output, before: Manifest, feed: str) -> None:
        self._output = output
        self._path = list_path(feed)
        self._folder = _folder(feed)
        self._known = before.files.get(self._path)

    @property
    def count(self) -> int:
        """How many pages the list in place names; 0 without one."""
        return (self._known.records or 0) if self._known else 0

    def keep(self) -> bool:
        """Let the list stand as it is; return False when it is missing."""
        return self._known is None or self._output.keep(self._known)

    def rows(self) -> bytes | None:
        """Return the list's rows; None where it or a page is not as it should be."""
        if self._known is None:
            return b""
        names = self._output.names(self._folder)
        if not all(f"{number:06d}.atom" in names for number in range(self.count)):
            return None
        document = self._output.read_sound(self._known)
        return document and document.removeprefix(_BEGIN).removesuffix(_END)

    def pages(self) -> dict[str, File]:
        """Return the pages that stand as the list in place names them, by path.

        Pages of a list that a killed process put there are read to see whether they do.
        """
        known = self._known and self._output.read_sound(self._known)
        if known:
            return {one.path: one for one in _pages(known) if self._output.has(one)}
        pages = _pages(self._output.read(self._path))
        mine = (one for one in pages if one.path.startswith(f"{self._folder}/"))
        return {one.path: one for one in mine if self._output.read_sound(one)}

    def grow(self, carried: bytes, more: Sequence[File]) -> None:
        """Write the list of the rows carried over, and more."""
        new = rows(more).encode()
        self._write(b",\n".join(filter(None, (carried, new))), self.count + len(more))

    def write(self, pages: Sequence[File]) -> None:
        """Write the list of these pages."""
        self._write(rows(pages).encode(), len(pages))

    def _write(self, body: bytes, count: int) -> None:
        if not count:
            return
        whole = b"".join((_BEGIN, body, _END))
        self._output.write(
            self._path, "application/json", whole, records=count, is_bulk=True
        )


def _pages(document: bytes | None) -> list[File]:
    try:
        return read_rows(json.loads(document)["files"]) if document else []
    except (ValueError, TypeError, KeyError):
        return []


def _folder(feed: str) -> str:
    return f"atom/archive/{feed}"
