"""Entries as they stand in a feed's files, so that what did not change is not made again.

The Atom document, the JSON Feed and the page of a feed hold the same entries in the
same order, each between marks that no text in them can hold: texts are escaped, and a
JSON string has no line break. So they are found and put together again byte by byte,
without being read. An entry is the same as long as its id and `updated` are: its bytes
follow from the event that `updated` names.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from newscrawl.publish.entry import Entry, instant

_ENTRY, _ENTRY_END = b"\n  <entry", b"\n  </entry>\n"
_ID = re.compile(rb"\n    <id>([^<]*)</id>\n")
_UPDATED = re.compile(rb"\n    <updated>([^<]*)</updated>\n")
_LANGUAGE = re.compile(rb'  <entry xml:lang="([^"]*)">')
_LINE = re.compile(r'<li(?: lang="[^"]*")? dir="[a-z]+">\n.*?</li>\n', re.DOTALL)
_ITEMS, _END = b'\n "items": [\n', b"\n ]\n}\n"
_ATOM_END = b"</feed>\n\n"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Printed:
    """One entry: its element, its JSON Feed item, and its line of the page."""

    id: str
    updated: str
    language: str | None
    atom: bytes
    item: bytes = b""
    line: str = ""


def read_printed(atom: bytes, items: bytes, page: bytes) -> dict[Key, Printed]:
    """Return the entries of a feed's three files by id and `updated`.

    None where the files do not hold as many.
    """
    elements = list(entries(atom))
    rows = json_items(items)
    lines = _LINE.findall(page.decode())
    if not len(elements) == len(rows) == len(lines):
        return {}
    found = map(_printed, elements, rows, lines)
    return {(one.id, one.updated): one for one in found}


def read_page(atom: bytes) -> dict[Key, Printed]:
    """Return the entries of a page of an archive by id and `updated`."""
    found = map(_printed, entries(atom))
    return {(one.id, one.updated): one for one in found}


def entries(atom: bytes) -> Iterator[bytes]:
    """Iterate over the elements of the entries of an Atom document."""
    begin = atom.find(_ENTRY) + 1
    if begin:
        *found, _ = atom[begin:].split(_ENTRY_END)
        yield from (element + _ENTRY_END for element in found)


def json_items(document: bytes) -> list[bytes]:
    """Return the items of a JSON Feed, each without the comma after it."""
    _, _, rest = document.partition(_ITEMS)
    rows = rest.removesuffix(_END).removesuffix(b"\n")
    return [row.removesuffix(b",") for row in rows.split(b"\n")] if rows else []


def complete_atom(document: bytes, all_entries: Iterable[Entry | Printed]) -> bytes:
    """Return an Atom document of a feed's other entries with the printed ones put in."""
    begin = document.find(_ENTRY) + 1
    head = document[:begin] if begin else document.removesuffix(_ATOM_END)
    made = entries(document)
    elements = (e.atom if isinstance(e, Printed) else next(made) for e in all_entries)
    return b"".join((head, *elements, _ATOM_END))


def complete_items(document: bytes, all_entries: Iterable[Entry | Printed]) -> bytes:
    """Return a JSON Feed of a feed's other entries with the printed ones put in."""
    head, _, _ = document.partition(_ITEMS)
    made = iter(json_items(document))
    rows = (e.item if isinstance(e, Printed) else next(made) for e in all_entries)
    return b"".join((head, _ITEMS, b",\n".join(rows), _END))


def fitting(atom: bytes, items: bytes, room: int) -> int:
    """Return how many of the first entries fit in so many bytes, in either format.

    The first one always does.
    """
    found = list(zip(entries(atom), json_items(items), strict=True))
    for count, (element, row) in enumerate(found):
        room -= max(len(element), len(row))
        if count and room < 0:
            return count
    return len(found)


def _printed(element: bytes, item: bytes = b"", line: str = "") -> Printed:
    stated = (_ID.search(element), _UPDATED.search(element), _LANGUAGE.match(element))
    id_, updated, language = (
        html.unescape(match[1].decode()) if match else None for match in stated
    )
    moment = instant(datetime.fromisoformat(updated)) if updated else ""
    return Printed(id_ or "", moment, language, element, item, line)
