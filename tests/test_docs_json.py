"""The consumers of docs/json.md work as they stand there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from newscrawl.publish import publish
from newscrawl.publish.own import OwnFeeds
from newscrawl.store import open_store
from tests.publish.test_publish import LATER, save, seen

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "json.md").read_text("utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        save(store, seen(1), seen(2))
        publish(store, tmp_path / "feeds")
        save(store, seen(1, at=LATER, title="Bridge shut"))
        one, two = (article.id for article in store.articles())
        store.merge(one, two, LATER)
        publish(store, tmp_path / "feeds")
    return tmp_path / "feeds"


def snapshot(folder: Path) -> dict[str, Any]:
    rows = (
        row
        for p in folder.glob("articles/*/*.jsonl")
        for row in p.read_bytes().splitlines()
    )
    return {record["id"]: record for record in map(json.loads, rows)}


def test_the_consumer_in_python_ends_with_the_snapshot(folder: Path) -> None:
    names: dict[str, Any] = {}
    exec(block("python"), names)  # noqa: S102 -- the page's own code
    state: dict[str, Any] = {}
    seq = names["follow"](folder, state, 0)
    assert state == snapshot(folder)
    assert names["follow"](folder, state, seq) == seq


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")
def test_the_consumer_in_javascript_ends_with_the_snapshot(folder: Path) -> None:
    script = f"""{block("javascript")}
const state = new Map();
const seq = follow({json.dumps(str(folder))}, state, 0);
console.log(JSON.stringify({{ seq, state: Object.fromEntries(state) }}));
"""
    done = subprocess.run(
        ["node", "-e", script], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["state"] == snapshot(folder)
    assert found["seq"] == json.loads((folder / "manifest.json").read_text())["seq"]


def test_the_example_of_own_feeds_is_one() -> None:
    import tomllib

    example = re.search(
        r"```toml\n(.*?)```", (DOCS / "reading.md").read_text("utf-8"), re.DOTALL
    )
    assert example
    assert OwnFeeds.model_validate(tomllib.loads(example[1])).feed["energy"].include
