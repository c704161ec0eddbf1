"""Tests of newscrawl.publish.archives and of the pages that feed_files writes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newscrawl.publish import compare, publish
from newscrawl.publish.own import OwnFeeds
from newscrawl.store import Store
from tests.publish.test_publish import LATER, contents, save, seen

LIST = "atom/archive/all/manifest.json"
PAGE = "atom/archive/all/000000.atom"


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page hold three events."""
    monkeypatch.setattr("newscrawl.publish.archives.PAGE", 3)


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    """Return a folder with two full pages of an archive and an open one."""
    save(store, *(seen(n, text=f"Of day {n} we tell.") for n in range(7)))
    publish(store, tmp_path / "feeds")
    return tmp_path / "feeds"


def grow(store: Store, count: int, start: int = 20) -> None:
    texts = (f"A ferry sails on day {n}." for n in range(start, start + count))
    save(store, *(seen(start + n, text=t, at=LATER) for n, t in enumerate(texts)))


def test_full_pages_stand_in_a_list_of_their_own(folder: Path) -> None:
    found = contents(folder)
    manifest = {one["path"]: one for one in json.loads(found["manifest.json"])["files"]}
    listed = json.loads(found[LIST])["files"]
    paths = [one["path"] for one in listed]
    assert paths == [PAGE, "atom/archive/all/000001.atom"]
    assert manifest[LIST]["sha256"] == hashlib.sha256(found[LIST]).hexdigest()
    assert manifest[LIST]["records"] == 2
    assert not manifest.keys() & set(paths)
    assert "atom/archive/all/000002.atom" in manifest
    for one in listed:
        assert one["sha256"] == hashlib.sha256(found[one["path"]]).hexdigest()


def test_a_folder_that_grew_is_as_one_made_anew(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    for count, start in ((1, 20), (1, 30), (5, 40), (1, 50)):
        grow(store, count, start)
        done = publish(store, folder)
        publish(store, tmp_path / f"anew{start}")
        assert contents(folder) == contents(tmp_path / f"anew{start}")
        assert done.removed == 0
        assert compare(store, folder)[1] == []


def test_full_pages_are_not_written_again(store: Store, folder: Path) -> None:
    (folder / PAGE).chmod(0o400)
    before = (folder / PAGE).stat()
    grow(store, 4)
    done = publish(store, folder)
    assert PAGE not in done.changed
    assert (folder / PAGE).stat().st_mtime_ns == before.st_mtime_ns
    assert done.written + done.unchanged == len(contents(folder))


def _unlink(path: str) -> Callable[[Path], None]:
    return lambda folder: (folder / path).unlink()


def _cut(folder: Path) -> None:
    (folder / LIST).write_bytes((folder / LIST).read_bytes()[:-40])


def _lie(folder: Path) -> None:
    """Leave a list that is sound, and is not the one that the manifest names."""
    rows = json.loads((folder / LIST).read_bytes())
    rows["files"][0]["sha256"] = "0" * 64
    (folder / LIST).write_text(json.dumps(rows))


def _stray(folder: Path) -> None:
    rows = {"files": [{"path": "../../secret", "bytes": 1}]}
    (folder / LIST).write_text(json.dumps(rows))


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(_unlink(PAGE), id="a page is gone"),
        pytest.param(_unlink(LIST), id="the list is gone"),
        pytest.param(_cut, id="the list is cut"),
        pytest.param(_lie, id="the list lies"),
        pytest.param(_stray, id="the list leads out"),
    ],
)
def test_what_is_missing_is_made_again_when_the_archive_grows(
    store: Store, folder: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    assert compare(store, folder)[1]
    grow(store, 1)
    publish(store, folder)
    publish(store, tmp_path / "anew")
    assert contents(folder) == contents(tmp_path / "anew")
    assert compare(store, folder)[1] == []


def test_a_publishing_that_was_killed_before_the_manifest(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    before = (folder / "manifest.json").read_bytes()
    grow(store, 4)
    publish(store, folder)
    after = contents(folder)
    (folder / "manifest.json").write_bytes(before)
    done = publish(store, folder)
    assert contents(folder) == after
    assert PAGE not in done.changed


def test_a_folder_whose_pages_stand_in_the_manifest(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    wanted = contents(folder)
    manifest = json.loads(wanted["manifest.json"])
    for path in sorted(folder.glob("atom/archive/*/manifest.json")):
        manifest["files"] += json.loads(path.read_bytes())["files"]
        name = path.relative_to(folder).as_posix()
        manifest["files"] = [one for one in manifest["files"] if one["path"] != name]
        path.unlink()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    done = publish(store, folder)
    assert done.removed == 0
    assert contents(folder) == wanted


def test_an_archive_that_is_no_more_goes_with_its_pages(
    store: Store, folder: Path
) -> None:
    bare = contents(folder)
    own = OwnFeeds.model_validate({"feed": {"mine": {}}})
    publish(store, folder, own=own)
    pages = [one for one in contents(folder) if one.startswith("atom/archive/feed-")]
    assert len(pages) == 4
    publish(store, folder)
    assert contents(folder).keys() == bare.keys()
    assert not list((folder / "atom/archive/feed-mine").iterdir())


def test_an_archive_follows_the_rules_of_its_feed(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    grow(store, 4)
    for number, words in enumerate((["day"], ["ferry"], ["we tell"])):
        own = OwnFeeds.model_validate({"feed": {"mine": {"include": words}}})
        publish(store, folder, own=own)
        publish(store, tmp_path / f"anew{number}", own=own)
        assert contents(folder) == contents(tmp_path / f"anew{number}")


def test_a_page_that_was_refused_is_tried_again(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    grow(store, 4)
    with monkeypatch.context() as patch:
        patch.setattr("newscrawl.publish.gate.atom_fault", lambda *_: "a reason")
        done = publish(store, folder)
    assert {path for path, _ in done.refused} >= {"atom/archive/all/000002.atom"}
    assert contents(folder)[PAGE] == before[PAGE]
    assert not publish(store, folder).refused
    publish(store, tmp_path / "anew")
    assert contents(folder) == contents(tmp_path / "anew")
