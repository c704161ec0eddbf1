"""The verb `reextract`: what today's rules read of pages that were archived."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from newscrawl.archive import ArchiveWriter, Exchange
from newscrawl.cli.main import newscrawl
from newscrawl.errors import ConfigError
from newscrawl.identity import addresses, identify
from newscrawl.markup import read_document
from newscrawl.normalize import normalize
from newscrawl.page import RawArticle, read_article
from newscrawl.record import Article, Fetch
from newscrawl.sites import Site
from newscrawl.store import open_store
from tests.archive.test_write import AT

PAGES = Path(__file__).parent / "pages/goinnermongolia"
URL = "http://www.goinnermongolia.com.cn/baotou/2024-03/25/c_973885.htm"
SEEN = "2026-03-25T08:00:00Z"


@pytest.fixture
def stored(tmp_path: Path) -> Article:
    """Archive the sample's page, and store it as rules that cut its title read it."""
    body = (PAGES / "baotou-2024-03-25.html").read_bytes()
    writer = ArchiveWriter(tmp_path / "archives", AT, "newscrawl/test")
    headers = [(b"Content-Type", b"text/html")]
    id_ = writer.write(Exchange(URL, 200, headers, body, AT))
    writer.close()
    site = Site.for_url(URL)
    raw = read_article(read_document(body, URL, None), site=site, fetched_at=AT)
    assert isinstance(raw, RawArticle)
    fetch = Fetch(at=SEEN, status=200, final_url=URL, archive=id_)
    article = identify(normalize(raw, site=site, fetch=fetch), site)
    known = identify(replace(article, title="Hohhot, Baotou"), site)
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        return store.save(known, addresses(known, site), None, None).article


def reextract(folder: Path, *options: str) -> str:
    where = ["--database", f"sqlite:///{folder / 'newscrawl.db'}"]
    archive = ["--archive", str(folder / "archives"), "--sites", str(folder / "none")]
    done = CliRunner().invoke(
        newscrawl, ["reextract", *where, *archive, *options], catch_exceptions=False
    )
    return done.output


def test_what_would_change_is_shown_and_not_stored(
    tmp_path: Path, stored: Article
) -> None:
    told = reextract(tmp_path)
    assert "Hohhot, Baotou jointly" in told
    assert "1 articles, 1 changed, 1 significantly" in told
    assert "Nothing was stored" in told
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        assert store.find(URL) == stored


def test_what_is_applied_is_a_new_version_of_the_same_id(
    tmp_path: Path, stored: Article
) -> None:
    reextract(tmp_path, "--apply")
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        found = store.find(URL)
        assert [event.op for event in store.events()] == ["created", "updated"]
    assert found is not None
    assert (found.id, found.version) == (stored.id, 2)
    assert found.title == "Hohhot, Baotou jointly build innovation consortium"
    assert (found.fetch, found.last_seen) == (stored.fetch, stored.last_seen)
    assert found.last_changed > stored.last_changed
    assert "1 unchanged" in reextract(tmp_path, "--apply")


@pytest.mark.parametrize("option", [("--since", "2026-03-26"), ("--site", "other")])
def test_only_what_is_asked_for_is_read(
    tmp_path: Path, stored: Article, option: tuple[str, str]
) -> None:
    assert stored.fetch.archive
    assert "articles" not in reextract(tmp_path, *option)


def test_a_folder_without_archives_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no archive"):
        reextract(tmp_path)
