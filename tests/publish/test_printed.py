"""Tests of newscrawl.publish.printed and newscrawl.publish.live."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.publish import gate, live, publish
from newscrawl.publish.atom import atom
from newscrawl.publish.entry import Entry
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.publish.printed import (
    Printed,
    complete_atom,
    complete_items,
    entries,
    fitting,
    json_items,
    read_page,
    read_printed,
)
from newscrawl.store import Store
from tests.publish.test_atom import NASTY, feed
from tests.publish.test_publish import LATER, contents, save, seen

MARKS = (
    '\n  </entry>\n  <entry>\n    <id>x</id>\n</feed>\n\n \n "items": [\n ]\n}\n'
    '</li>\n<li dir="ltr">\n'
)
HOSTILE = [*NASTY.values(), MARKS, MARKS.replace("\n", " ")]


def _files(folder: Path, name: str) -> tuple[bytes, bytes, bytes]:
    document, items, page = live.live_paths(name)
    return tuple((folder / one).read_bytes() for one in (document, items, page))  # type: ignore[return-value]


def test_hostile_texts_hold_no_mark(store: Store, tmp_path: Path) -> None:
    found = [
        seen(n, title=one, summary=one, section=one, tags=(one,), text=f"{n} {one}")
        for n, one in enumerate(HOSTILE)
    ]
    save(store, *found)
    publish(store, tmp_path)
    for name in ("all", "hillside"):
        document, items, page = _files(tmp_path, name)
        printed = read_printed(document, items, page)
        assert [one.id for one in printed.values()] == gate.published_ids(document)
        assert len(printed) == len(HOSTILE)
        assert complete_atom(document, printed.values()) == document
        assert complete_items(items, printed.values()) == items
        assert read_page(document).keys() == printed.keys()


def test_printed_entries_take_their_places() -> None:
    whole = feed(*(seen(n, text=f"Of day {n} we tell.") for n in range(4)))
    document, items = atom(whole), json_feed(whole)
    elements, rows = list(entries(document)), json_items(items)
    mixed: list[Entry | Printed] = list(whole.entries)
    for n in (0, 2):
        one = mixed[n]
        mixed[n] = Printed(one.id, one.updated, one.language, elements[n], rows[n])
    part = replace(whole, entries=tuple(mixed))
    assert len(list(entries(atom(part)))) == 2
    assert complete_atom(atom(part), mixed) == document
    assert complete_items(json_feed(part), mixed) == items


def test_a_feed_holds_as_many_as_fit_and_one_at_least() -> None:
    whole = feed(*(seen(n, text="a" * 1000 * n) for n in (3, 1, 1)))
    document, items = atom(whole), json_feed(whole)
    sizes = [
        max(len(one), len(row))
        for one, row in zip(entries(document), json_items(items), strict=True)
    ]
    assert fitting(document, items, sum(sizes)) == 3
    assert fitting(document, items, sum(sizes) - 1) == 2
    assert fitting(document, items, 1) == 1
    empty = feed()
    assert fitting(atom(empty), json_feed(empty), 1) == 0


def test_only_what_is_new_is_made(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, *(seen(n, text=f"Of day {n} we tell.") for n in range(9)))
    publish(store, tmp_path / "feeds")
    save(store, seen(20, text="A ferry sails on Monday.", at=LATER))
    made: list[int] = []

    def counted(of: object) -> bytes:
        document = atom(of)  # type: ignore[arg-type]
        made.append(len(list(entries(document))))
        return document

    monkeypatch.setattr(live, "atom", counted)
    publish(store, tmp_path / "feeds")
    assert set(made) == {1}
    monkeypatch.undo()
    publish(store, tmp_path / "anew")
    assert contents(tmp_path / "feeds") == contents(tmp_path / "anew")


def test_a_file_that_was_altered_is_made_anew(store: Store, tmp_path: Path) -> None:
    save(store, *(seen(n, text=f"Of day {n} we tell.") for n in range(3)))
    folder = tmp_path / "feeds"
    publish(store, folder)
    altered = folder / "json/all.json"
    altered.write_bytes(altered.read_bytes().replace(b"we tell", b"we lied"))
    save(store, seen(20, text="A ferry sails on Monday.", at=LATER))
    publish(store, folder)
    publish(store, tmp_path / "anew")
    assert contents(folder) == contents(tmp_path / "anew")
