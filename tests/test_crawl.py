"""The whole way: the bundled region, crawled over real HTTP and published."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import SITES, RegionServer
from newscrawl.store import open_store
from tests import sample

SAMPLE = Path(__file__).parents[1] / "feeds/sample"
CRAWLED_AT = "2024-03-27T06:00:00Z"
SOON = "2024-03-27T06:10:00Z"
LATER = "2024-03-28T06:00:00Z"


def output(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    files = (path for path in files if path.suffix not in (".gz", ".br"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def read_records(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.rglob("*.jsonl"))
    return [
        json.loads(line) for file in files for line in file.read_bytes().splitlines()
    ]


def run(
    folder: Path, *command: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the demo was run once."""
    folder = tmp_path_factory.mktemp("region")
    done = run(folder, "newscrawl", "demo", "--at-once", "1", NEWSCRAWL_NOW=CRAWLED_AT)
    assert done.returncode == 0, done.stderr
    assert "demo/feeds/atom/all.atom" in done.stdout
    return folder


def test_the_sample_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    sample.make(tmp_path)
    assert output(tmp_path / "feeds") == output(SAMPLE)


def test_the_sample_shows_one_of_each_kind() -> None:
    found = output(SAMPLE)
    kinds = ("all", "feed-", "health", "hetao_river", "language-", "region-", "tag-")
    for kind in (*kinds, "section-", "archive/"):
        assert any(path.startswith(f"atom/{kind}") for path in found), kind
    assert b"<at:deleted-entry " in found["atom/all.atom"]
    ops = {json.loads(line)["op"] for line in _log(found)}
    assert ops == {"created", "corrected", "gone"}


def _log(found: dict[str, bytes]) -> list[bytes]:
    logs = (body for path, body in found.items() if path.startswith("changes/"))
    return [line for body in logs for line in body.splitlines()]


def test_a_second_crawl_changes_no_byte(crawled: Path) -> None:
    feeds = crawled / "demo/feeds"
    before = output(feeds)
    touched = {p: p.stat().st_mtime_ns for p in feeds.rglob("*.*")}
    told = "4 sites: 5 pages, 0 new, 0 changed, 0 same"  # a request a source
    assert told in run(crawled, "newscrawl", "demo", NEWSCRAWL_NOW=SOON).stdout
    told = "4 sites: 24 pages, 0 new, 0 changed, 19 same"  # and a look at each article
    assert told in run(crawled, "newscrawl", "demo", NEWSCRAWL_NOW=LATER).stdout
    with open_store(f"sqlite:///{crawled / 'demo/newscrawl.db'}") as store:
        states = [store.page(article.url) for article in store.articles()]
        assert {state and state.status for state in states} == {304}
        assert store.last_seq() == 19
    assert output(feeds) == before
    assert {p: p.stat().st_mtime_ns for p in feeds.rglob("*.*")} == touched


def test_every_article_of_the_region_is_found(crawled: Path) -> None:
    records = read_records(crawled / "demo/feeds/articles")
    found = {record["source"]["id"] for record in records}
    assert found == {"harzbote", "hetao_river", "linxian", "valley_post"}
    assert len(records) == 19
    assert not [r["url"] for r in records if not r["content_text"]]


def test_an_article_on_two_pages_is_one_record(crawled: Path) -> None:
    records = read_records(crawled / "demo/feeds/articles/hetao_river")
    article = next(r for r in records if "slow train" in r["title"])
    assert "twenty-three times" in article["content_text"]
    assert "17.5 yuan" in article["content_text"]


@pytest.fixture
def proxied() -> Iterator[dict[str, str]]:
    """Yield the environment in which the bundled region is the whole web."""
    with RegionServer() as region:
        yield {
            "http_proxy": region.address,
            "NEWSCRAWL_SITES": str(SITES),
            "SCRAPY_SETTINGS_MODULE": "newscrawl.settings",
        }


def test_scrapy_lists_the_packs_and_crawls_one(
    tmp_path: Path, proxied: dict[str, str]
) -> None:
    listed = run(tmp_path, "scrapy", "list", **proxied).stdout.split()
    assert {"goinnermongolia", "valley_post"} <= set(listed)
    done = run(tmp_path, "scrapy", "crawl", "valley_post", **proxied)
    assert done.returncode == 0
    feed = json.loads((tmp_path / "feeds/json/valley_post.json").read_bytes())
    assert len(feed["items"]) == 5


def test_one_site_is_crawled_by_name(tmp_path: Path, proxied: dict[str, str]) -> None:
    done = run(tmp_path, "newscrawl", "crawl", "linxian", "--json", **proxied)
    site, total = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, site["site"], site["new"]) == (0, "linxian", 3)
    assert total["sites"] == 1


def test_a_site_out_of_reach_is_told(tmp_path: Path) -> None:
    with RegionServer() as region:
        closed = region.address
    proxied = {"http_proxy": closed, "NEWSCRAWL_SITES": str(SITES)}
    done = run(tmp_path, "newscrawl", "crawl", "linxian", **proxied)
    assert done.returncode == 4
    assert "linxian: pages 0" in done.stdout
    assert "Traceback" not in done.stderr


def articles(database: Path) -> int:
    try:
        with sqlite3.connect(database) as connection:
            return int(
                connection.execute("SELECT count(*) FROM articles").fetchone()[0]
            )
    except sqlite3.OperationalError:
        return 0


def test_ctrl_c_stores_and_publishes_what_was_read(
    tmp_path: Path, proxied: dict[str, str]
) -> None:
    slow = (SITES / "hetao_river.toml").read_text("utf-8").replace("0.1", "1.0")
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/hetao_river.toml").write_text(slow, "utf-8")
    crawl = subprocess.Popen(
        [sys.executable, "-m", "newscrawl", "crawl", "hetao_river"],
        cwd=tmp_path,
        env={**os.environ, **proxied, "NEWSCRAWL_SITES": "sites"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 30
    while not articles(tmp_path / "newscrawl.db") and time.monotonic() < deadline:
        time.sleep(0.05)
    crawl.send_signal(signal.SIGINT)
    told, _ = crawl.communicate(timeout=30)
    assert crawl.returncode == 130, told
    assert 0 < articles(tmp_path / "newscrawl.db") < 7
    assert (tmp_path / "feeds/manifest.json").is_file()
