"""Page numbers in addresses: which addresses are pages of one listing.

An address can be read as a page in several ways; each way gives a number and the
address that is left without it. Two addresses are siblings when what is left is the
same, `index.html` and the like counting as their folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from newscrawl.discover.address import Address

_PAGE_NAME: Final = re.compile(
    r"^(?:[a-z_]{0,8}page|paged|p|pg|pn|pagina|pag|seite|sayfa|strona|stranka|page_?no|"
    r"pageid|pagenum(?:ber)?|currentpage|pno|page_\d+|PAGEN_\d+)$",
    re.IGNORECASE,
)
_OFFSET_NAME: Final = re.compile(
    r"^(?:start|offset|from|skip|limitstart|first|begin|st|startat|start_?row|index)$",
    re.IGNORECASE,
)
_FOLDER: Final = re.compile(
    r"/(?:page|pagina|pag|seite|strona|sayfa|stranka|p|start|offset)[/_=:-]?(\d{1,6})/?$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"/([1-9]\d{0,4})/?$")
_FILE: Final = re.compile(
    r"/([^/]{0,100}?)[_-]?(?:p|page|pagina)?[_-]?([1-9]\d{0,4})"
    r"(\.(?:s?html?|php|aspx?|jsp))$",
    re.IGNORECASE,
)
_DEFAULT: Final = re.compile(
    r"/(?:index|default|home|main)\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE
)
_SESSION: Final = re.compile(r"^[0-9a-f]{24,64}$")
_SLASHES: Final = re.compile(r"/+")
_HAS_DIGIT: Final = re.compile(r"\d")
_DATE_PATH: Final = re.compile(r"/(?:19|20)\d\d(?:[/-]\d{1,2})?/?$")


@dataclass(frozen=True, slots=True)
class Paged:
    """An address read as a page: its number and the address without it.

    `is_named` where a word such as `page` says so; `is_offset` where the number
    counts items; `name` is the query's, else "".
    """

    number: int
    rest: str
    name: str = ""
    is_named: bool = True
    is_offset: bool = False


def pages_of(address: Address) -> tuple[Paged, ...]:
    """Return the ways in which an address can be read as a page."""
    if not _HAS_DIGIT.search(address.url):
        return ()
    return (*_in_query(address), *_in_path(address))


def _in_query(address: Address) -> Iterator[Paged]:
    for name, value in address.pairs:
        is_offset = _OFFSET_NAME.match(name) is not None
        if not (is_offset or _PAGE_NAME.match(name)):
            continue
        if value.isdecimal() and len(value) < 6:
            others = [pair for pair in address.pairs if pair[0] != name]
            rest = _rest(address.host, address.path, others)
            yield Paged(int(value), rest, name, is_offset=is_offset)


def _in_path(address: Address) -> Iterator[Paged]:
    path = address.path
    if path[-1:].isdecimal():
        yield from _in_folder(address)
    elif path.rpartition(".")[0][-1:].isdecimal():
        yield from _in_file(address)


def _in_folder(address: Address) -> Iterator[Paged]:
    host, path, pairs = address.host, address.path, address.pairs
    folder = _FOLDER.search(path)
    if folder:
        is_offset = "start" in folder[0].lower() or "offset" in folder[0].lower()
        rest = _rest(host, path[: folder.start()], pairs)
        yield Paged(int(folder[1]), rest, is_offset=is_offset)
        return
    bare = _BARE.search(path)
    if bare and not _DATE_PATH.search(path[: bare.start()]):
        rest = _rest(host, path[: bare.start()], pairs)
        yield Paged(int(bare[1]), rest, is_named=False)


def _in_file(address: Address) -> Iterator[Paged]:
    host, path, pairs = address.host, address.path, address.pairs
    file = _FILE.match(path, path.rfind("/"))
    if file:
        rest = _rest(host, f"{path[: file.start()]}/{file[1]}{file[3]}", pairs)
        yield Paged(int(file[2]), rest, is_named=False)
        rest = _rest(host, path[: file.start()], pairs)
        if file[1].lower() in {"index", "list", "default", "page", "p", ""}:
            yield Paged(int(file[2]), rest, is_named=False)


def _rest(host: str, path: str, pairs: Sequence[tuple[str, str]]) -> str:
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if "." in path[-6:]:
        path = _DEFAULT.sub("/", path)
    path = path.rstrip("/")
    kept = sorted(pair for pair in pairs if pair[1] and not _SESSION.match(pair[1]))
    if not kept:
        return f"{host}{path}"
    return f"{host}{path}?{'&'.join(map('='.join, kept))}"


def plain_address(address: Address) -> str:
    """Return what is left of an address that is read as no page."""
    return _rest(address.host, address.path, address.pairs)


class Here:
    """The listing's own address, against which others are read as its pages."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._plain = plain_address(address)
        self.pages = pages_of(address)
        self._siblings: dict[str, Paged | None] = {}

    def sibling(self, address: Address) -> Paged | None:
        """Return an address read as a page of this listing, None where it is none."""
        known, url = self._siblings, address.url
        if url not in known:
            known[url] = next((p for p in pages_of(address) if self._holds(p)), None)
        return known[url]

    def _holds(self, paged: Paged) -> bool:
        if paged.rest == self._plain:
            return True
        return any(_same_kind(own, paged) for own in self.pages)

    def number(self, paged: Paged) -> int | None:
        """Return the number of the listing's own page in the count of its sibling."""
        numbers = (own.number for own in self.pages if _same_kind(own, paged))
        return next(numbers, None)


def _same_kind(one: Paged, other: Paged) -> bool:
    same_name = one.name == other.name and one.is_offset == other.is_offset
    return one.rest == other.rest and same_name
