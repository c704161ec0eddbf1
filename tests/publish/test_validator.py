"""Every kind of Atom document before the W3C feed validator and RFC 4287's grammar."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from newscrawl.publish import publish
from newscrawl.publish.own import OwnFeeds
from newscrawl.store import Store
from tests.publish.test_atom import NASTY
from tests.publish.test_publish import LATER, save, seen

BASE = "https://feeds.example"
OWN = OwnFeeds.model_validate(
    {"tags_from": 2, "feed": {"rivers": {"include": ["bridge"], "content": "summary"}}}
)
# RFC 6721's namespace is unknown to the validator; without the address that a folder is
# served at, a feed cannot name itself: `self` must be absolute to be of use.
EXPECTED = {"UnknownNamespace"}
EXPECTED_UNSERVED = EXPECTED | {"MissingSelf"}
_JUDGE = """
import json, os, sys
sys.path.insert(0, os.environ["FEEDVALIDATOR_SRC"])
import feedvalidator
from feedvalidator import compatibility
for line in sys.stdin:
    file, address = json.loads(line)
    judged = feedvalidator.validateString(
        open(file, "rb").read(), firstOccurrenceOnly=1, fallback="utf-8", base=address
    )
    events = compatibility.AA(judged["loggedEvents"])
    print(json.dumps([type(e).__name__ for e in events]))
"""


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    """Fill a store with what makes every kind of document; return the folder."""
    text = "The bridge of village {} opened on Monday after a long winter."
    found = [
        seen(n, text=text.format(n), tags=("Bridges",), section="Roads")
        for n in range(1, 60)
    ]
    hostile = [
        seen(100 + n, title=nasty, text=f"Town {n} stays calm.", summary=nasty)
        for n, nasty in enumerate(NASTY.values())
    ]
    save(store, *found, *hostile)
    save(store, replace(found[40], status="gone", last_seen=LATER))
    return tmp_path / "feeds"


def _kinds(folder: Path) -> dict[str, Path]:
    files = sorted(folder.rglob("*.atom"))
    return {str(path.relative_to(folder)): path for path in files}


def _judged(files: dict[str, Path], base: str) -> dict[str, set[str]]:
    asked = "".join(
        json.dumps([str(file), f"{base}/{path}" if base else ""]) + "\n"
        for path, file in files.items()
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _JUDGE],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [set(json.loads(row)) for row in done.stdout.splitlines()]
    return dict(zip(files, rows, strict=True))


@pytest.mark.skipif(
    not os.environ.get("FEEDVALIDATOR_SRC"),
    reason="FEEDVALIDATOR_SRC names no `src` folder of the W3C feed validator",
)
@pytest.mark.parametrize("base", [BASE, ""], ids=["served", "unserved"])
def test_the_w3c_validator_finds_nothing(store: Store, folder: Path, base: str) -> None:
    publish(store, folder, base_url=base, own=OWN)
    expected = EXPECTED if base else EXPECTED_UNSERVED
    for path, found in _judged(_kinds(folder), base).items():
        assert found <= expected, path


@pytest.mark.parametrize("base", [BASE, ""], ids=["served", "unserved"])
def test_every_document_is_valid_atom(
    store: Store, folder: Path, base: str, schemas: Path
) -> None:
    publish(store, folder, base_url=base, own=OWN)
    grammar = etree.RelaxNG(etree.parse(str(schemas / "atom.rng")))
    files = _kinds(folder)
    assert {
        "atom/archive/all/000000.atom",
        "atom/archive/all/000001.atom",
        "atom/feed-rivers.atom",
        "atom/health.atom",
        "atom/section-hillside-roads.atom",
        "atom/tag-bridges.atom",
    } <= files.keys()
    assert b"deleted-entry" in files["atom/all.atom"].read_bytes()
    for path, file in files.items():
        assert grammar.validate(etree.parse(str(file))), (path, grammar.error_log)


def test_health_that_tells_of_a_refusal_is_valid(
    store: Store, folder: Path, schemas: Path
) -> None:
    publish(store, folder, base_url=BASE)
    file = folder / "atom/all.atom"
    entries = file.read_bytes()
    assert entries
    lost = "tag:www.example.org,2024-03-25:hillside/lost{}"
    stale = etree.fromstring(entries)
    for n, entry in enumerate(stale.findall("{http://www.w3.org/2005/Atom}entry")):
        entry.find("{http://www.w3.org/2005/Atom}id").text = lost.format(n)  # type: ignore[union-attr]
    file.write_bytes(etree.tostring(stale))
    save(store, seen(300, text="The ferry of a new town sails on Monday.", at=LATER))
    done = publish(store, folder, base_url=BASE)
    assert [path for path, _ in done.refused] == ["atom/all.atom"]
    grammar = etree.RelaxNG(etree.parse(str(schemas / "atom.rng")))
    health = folder / "atom/health.atom"
    assert grammar.validate(etree.parse(str(health))), grammar.error_log
    if os.environ.get("FEEDVALIDATOR_SRC"):
        judged = _judged({"atom/health.atom": health}, BASE)
        assert judged == {"atom/health.atom": set()}
