"""`newscrawl explain`: what is known of an address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newscrawl.cli.main import newscrawl
from newscrawl.discover import FoundLink
from newscrawl.identity import addresses
from newscrawl.looks import found_json
from newscrawl.store import open_store
from tests.samples import SEEN, site
from tests.store.test_store import URL, page, seen

SOURCE = "http://www.example.org/news/"
PACK = """
name = "hillside"
title = "Hillside News"
url = "http://www.example.org/"
sources = [{ url = "http://www.example.org/news/" }]
[article]
url = '/c_\\d+\\.htm$'
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/hillside.toml").write_text(PACK)
    link = FoundLink(url=URL, origin="listing", title="Bridge\x1b[31m opens")
    known = page(
        found=found_json(link, SOURCE),
        first_at=SEEN,
        due_at="2024-03-25T09:00:00Z",
        body_hash="sha256:1",
    )
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        found = seen()
        store.save(found, addresses(found, site()), known, None)
        store.save_page(
            page(url=SOURCE, kind="listing", outcome="read", distrusted=True),
            page(url=f"{URL}?old", outcome="moved", reason=URL),
            page(
                url="http://www.example.org/about.htm",
                outcome="dropped",
                reason="no-text",
            ),
        )
    return tmp_path


def told(folder: Path, url: str, *options: str) -> str:
    done = CliRunner().invoke(
        newscrawl,
        [
            "explain",
            url,
            "--database",
            f"sqlite:///{folder / 'newscrawl.db'}",
            "--sites",
            str(folder / "sites"),
            *options,
        ],
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_an_article_is_told_from_its_source_to_its_next_look(folder: Path) -> None:
    text = told(folder, URL)
    assert f"in the listing {SOURCE}" in text
    assert "\x1b" not in text
    assert "status 200, sha256:1, with ETag" in text
    assert 'version 1, usable, "Bridge opens"' in text
    assert "created: first seen" in text
    assert "due next  2024-03-25T09:00:00Z" in text
    assert "hillside: an article page" in text


def test_it_is_told_as_json(folder: Path) -> None:
    found: dict[str, Any] = json.loads(told(folder, URL, "--json"))
    assert found["outcome"] == "article"
    assert found["id"].startswith("tag:")
    assert found["due"] == "2024-03-25T09:00:00Z"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (SOURCE, "its 304s proved false"),
        (SOURCE, "one of its sources"),
        ("http://www.example.org/about.htm", "dropped: no-text"),
        ("http://www.example.org/about.htm", "never again by itself"),
        (f"{URL}?old", "version 1, usable"),
        ("http://www.example.org/new", "no source led to it"),
        ("http://elsewhere.example/", "no pack has its host"),
    ],
)
def test_any_address_is_told(folder: Path, url: str, said: str) -> None:
    assert said in told(folder, url)


def test_telling_leaves_no_trace(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    told(folder, URL)
    assert before == {
        path: path.read_bytes() for path in folder.iterdir() if path.is_file()
    }
