"""Random histories: what programs read from the folder, whenever it was published."""

from __future__ import annotations

import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from newscrawl.publish import OwnFeeds, archives, changes, publish
from newscrawl.store import open_store
from tests.publish.test_publish import contents
from tests.store.test_random_histories import see, sights

NS = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
OWN = OwnFeeds.model_validate({"tags_from": 1, "feed": {"w": {"include": ["bridge"]}}})
Sight = tuple[str, str | None, str, str, bool]
Files = dict[str, bytes]


@pytest.fixture(autouse=True, scope="module")
def _small_pages() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archives, "PAGE", 2)
        patch.setattr(changes, "LONGEST", 3)
        yield


def lines(files: Files, folder: str) -> list[dict[str, Any]]:
    """Return the records of a folder's files in the order the manifest has them."""
    manifest = json.loads(files["manifest.json"])
    paths = [f["path"] for f in manifest["files"] if f["path"].startswith(folder)]
    logs = [log for path in paths if (log := changes.log_file(path, 0))]
    ordered = [log.path for log in sorted(logs)] or paths
    return [json.loads(row) for path in ordered for row in files[path].splitlines()]


def replayed(
    state: dict[str, Any], events: list[dict[str, Any]], since: int
) -> dict[str, Any]:
    for event in events:
        if event["seq"] > since:
            state[event["id"]] = event["record"]
            if event["op"] == "merged":
                del state[event["id"]]
    return state


@settings(max_examples=25, deadline=None, phases=(Phase.generate,))
@given(st.lists(st.tuples(sights, st.booleans()), max_size=12), st.booleans())
def test_the_folder_follows_the_store(
    history: list[tuple[Sight, bool]], is_served: bool
) -> None:
    base = "https://feeds.example/" if is_served else ""
    seen: list[Files] = []
    with (
        tempfile.TemporaryDirectory() as temporary,
        open_store(f"sqlite:///{Path(temporary) / 'a.db'}") as store,
    ):
        folder = Path(temporary)
        for day, (sight, is_published) in enumerate(history, 1):
            see(store, sight, day)
            if is_published:
                done = publish(store, folder / "feeds", base_url=base, own=OWN)
                assert not done.refused
                seen.append(contents(folder / "feeds"))
        publish(store, folder / "feeds", base_url=base, own=OWN)
        seen.append(contents(folder / "feeds"))
        publish(store, folder / "anew", base_url=base, own=OWN)
        assert contents(folder / "anew") == seen[-1]
    log_is_whole(seen)
    archives_stand(seen)
    archives_are_complete(seen[-1])


def log_is_whole(seen: list[Files]) -> None:
    """Check that from any state published the log leads to the last."""
    events = lines(seen[-1], "changes/")
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    wanted = {record["id"]: record for record in lines(seen[-1], "articles/")}
    for files in seen:
        state = {record["id"]: record for record in lines(files, "articles/")}
        since = json.loads(files["manifest.json"])["seq"]
        assert replayed(state, events, since) == wanted
    assert replayed({}, events, 0) == wanted


def archives_stand(seen: list[Files]) -> None:
    """Check that a page whose successor is there never changes again."""
    for earlier, later in pairwise(seen):
        for path, document in earlier.items():
            folder, _, name = path.rpartition("/")
            if folder.startswith("atom/archive/") and name.endswith(".atom"):
                number = int(name.removesuffix(".atom"))
                if f"{folder}/{number + 1:06d}.atom" in earlier:
                    assert later[path] == document


def archives_are_complete(files: Files) -> None:
    """Check that an archive, read from its first page on, holds what is live."""
    for name in ("all", "hillside", "feed-w"):
        if f"atom/{name}.atom" not in files:
            continue
        live = etree.fromstring(files[f"atom/{name}.atom"])
        found: dict[str, str] = {}
        pages = (p for p in files if p.startswith(f"atom/archive/{name}/"))
        for path in sorted(p for p in pages if p.endswith(".atom")):
            root = etree.fromstring(files[path])
            for entry in reversed(root.findall(f"{NS}entry")):
                found[entry.findtext(f"{NS}id") or ""] = path
            for gone in root.findall(f"{AT}deleted-entry"):
                found.pop(gone.get("ref") or "", None)
        entries = {e.findtext(f"{NS}id") for e in live.findall(f"{NS}entry")}
        assert entries <= found.keys()
        if name == "hillside":
            assert entries == found.keys()
