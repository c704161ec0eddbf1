"""Tests of newscrawl.publish.gate, and of what publishing does with a refusal."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from newscrawl.publish import gate, publish
from newscrawl.publish.atom import atom
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.store import Store, open_store
from tests.publish.test_atom import feed
from tests.publish.test_publish import LATER, contents, save, seen

NOW = datetime(2024, 3, 25, 12, tzinfo=UTC)


def test_a_sound_feed_passes() -> None:
    made = feed(seen(1), seen(2))
    assert gate.atom_fault(atom(made), NOW) is None
    assert gate.json_fault(json_feed(made)) is None


def test_an_id_twice_is_refused() -> None:
    made = feed(seen(1), seen(1))
    assert "twice" in (gate.atom_fault(atom(made), NOW) or "")
    assert "twice" in (gate.json_fault(json_feed(made)) or "")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"</feed>", b"", "not well-formed"),
        (b"<title>Bridge opens</title>", b"", "has no title"),
        (
            b'rel="alternate" type="text/html"/>\n  </entry>',
            b'rel="via"/></entry>',
            "alternate",
        ),
        (b"2024-03-25T08:00:00+", b"2031-03-25T08:00:00+", "in the future"),
    ],
)
def test_a_worse_feed_is_refused(old: bytes, new: bytes, why: str) -> None:
    document = atom(feed(seen(1)))
    assert old in document
    assert why in (gate.atom_fault(document.replace(old, new), NOW) or "")


def test_what_stands_already_may_be_dated_in_the_future() -> None:
    old, new = b"2024-03-25T", b"2031-03-25T"
    standing = atom(feed(seen(1))).replace(old, new)
    assert gate.atom_fault(standing, NOW, standing) is None
    more = atom(feed(seen(1), seen(2))).replace(old, new)
    assert "in the future" in (gate.atom_fault(more, NOW, standing) or "")


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b'{"version": "1", "items": []}'])
def test_what_is_no_json_feed_is_refused(text: bytes) -> None:
    assert "no JSON Feed" in (gate.json_fault(text) or "")


def test_losing_most_is_refused() -> None:
    ids = list("abcdefghij")
    assert gate.loss(ids, ids[:5]) is None
    assert gate.loss(ids, ids[:4]) == "6 of its 10 entries are known no more"
    assert gate.loss(ids[:4], []) is None


def test_another_store_does_not_replace_a_folder(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    folder = tmp_path / "feeds"
    publish(store, folder)
    before = contents(folder)
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        save(other, seen(2))
        done = publish(other, folder)
        assert [path for path, _ in done.refused] == ["manifest.json"]
        after = contents(folder)
        changed = {path for path in after if before.get(path) != after[path]}
        assert changed == {"manifest.json", "status.json", "atom/health.atom"}
        status = json.loads(after["status.json"])
        assert not status["is_fine"]
        assert "another store" in status["refused"][0]["why"]
        health = etree.fromstring(after["atom/health.atom"])
        assert len(health.findall("{*}entry")) == 1
        assert not publish(other, folder, is_accepted=True).refused
    assert publish(store, folder).refused
    assert not publish(store, folder, is_accepted=True).refused
    assert contents(folder) == before


def test_a_refused_feed_stays_and_is_tried_again(store: Store, tmp_path: Path) -> None:
    save(store, seen(1))
    folder = tmp_path / "feeds"
    publish(store, folder, now=NOW)
    before = contents(folder)
    save(store, seen(2, at="2031-01-01T00:00:00Z"))
    done = publish(store, folder, now=NOW)
    paths = [path for path, _ in done.refused]
    assert "atom/all.atom" in paths
    after = contents(folder)
    for name in ("atom/all.atom", "json/all.json"):
        assert after[name] == before[name]
    manifest = json.loads(after["manifest.json"])
    assert {one["path"] for one in manifest["refused"]} == set(paths)
    assert publish(store, folder, now=NOW).written == 0
    assert not publish(store, folder, now=NOW.replace(year=2031)).refused
    assert json.loads(contents(folder)["status.json"])["is_fine"]


def test_what_is_read_while_publishing_is_whole(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    save(store, *(seen(n, text=f"text {n}") for n in range(3)))
    publish(store, folder)
    faults: list[str] = []
    reads = [0]
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set() or reads[0] < 1_000:
            for name in ("atom/all.atom", "json/all.json", "manifest.json"):
                body = (folder / name).read_bytes()
                reads[0] += 1
                try:
                    etree.fromstring(body) if name[0] == "a" else json.loads(body)
                except (ValueError, etree.XMLSyntaxError) as error:
                    faults.append(f"{name}: {error}")
            __import__("gzip").decompress((folder / "atom/all.atom.gz").read_bytes())

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for n in range(3, 13):
        save(store, replace(seen(n, text=f"text {n}", at=LATER)))
        publish(store, folder)
    is_over.set()
    for one in readers:
        one.join()
    assert not faults
    assert reads[0] >= 1_000
