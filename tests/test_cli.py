"""The command line: verbs, exit codes, and one clear line for what goes wrong."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from newscrawl.cli.crawl import ending
from newscrawl.cli.exits import Exit, exit_code
from newscrawl.cli.main import newscrawl
from newscrawl.cli.progress import site_json, site_line
from newscrawl.crawl import SiteReport
from newscrawl.errors import (
    ConfigError,
    NewscrawlError,
    PublishError,
    StoreLockedError,
)
from newscrawl.sites import Site
from tests.archive.test_read import write_archive

SAMPLE = Path(__file__).parent / "pages/goinnermongolia/baotou-2024-03-25.html"
ADDRESS = "http://www.goinnermongolia.com.cn/baotou/2024-03/25/c_973885.htm"


def report(ended: str = "finished", failure: str = "", **counts: int) -> SiteReport:
    stats = {f"newscrawl/{key}": value for key, value in counts.items()}
    site = Site.for_url("http://valleypost.example/")
    return SiteReport(site, stats, ended, failure)


@pytest.mark.parametrize(
    ("reports", "code"),
    [
        ([report(pages=3)], Exit.FINE),
        ([report(pages=3), report(pages=1, errors=2)], Exit.SOME_SITES_FAILED),
        ([report(failure="OSError: no"), report(pages=1)], Exit.SOME_SITES_FAILED),
        ([report(errors=2), report(errors=1)], Exit.NOTHING_CRAWLED),
        ([report(ended="shutdown", pages=1)], Exit.INTERRUPTED),
        ([report(ended="", pages=1)], Exit.INTERRUPTED),
    ],
    ids=["fine", "no page", "broken", "nothing", "stopped", "stopped at once"],
)
def test_a_crawl_ends_with_its_code(reports: list[SiteReport], code: Exit) -> None:
    assert ending(reports) is code


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("bad"), Exit.BAD_CONFIGURATION),
        (StoreLockedError("a.db", "held"), Exit.STORE_UNUSABLE),
        (PublishError("feeds", "read-only"), Exit.OUTPUT_UNWRITABLE),
    ],
    ids=["configuration", "store", "output"],
)
def test_an_error_ends_with_its_code(error: NewscrawlError, code: Exit) -> None:
    assert exit_code(error) is code


def test_a_sites_line_tells_counts_and_reasons() -> None:
    stats = {
        "newscrawl/pages": 4,
        "newscrawl/articles/new": 2,
        "newscrawl/dropped": 2,
        "newscrawl/dropped/listing": 2,
    }
    site = Site.for_url("http://valleypost.example/")
    line = site_line(SiteReport(site, stats, "finished"))
    assert line.startswith("valleypost_example: pages 4  new 2")
    assert line.endswith("(listing 2)")


def test_a_sites_json_tells_the_same() -> None:
    told = json.loads(site_json(report(pages=4, dropped=1)))
    assert (told["pages"], told["dropped"], told["failed"]) == (4, 1, False)


def test_extract_prints_a_record_a_line() -> None:
    done = CliRunner().invoke(newscrawl, ["extract", str(SAMPLE), "--url", ADDRESS])
    record = json.loads(done.stdout)
    assert record["title"] == "Hohhot, Baotou jointly build innovation consortium"
    assert record["source"]["id"] == "goinnermongolia"


def test_extract_explains_each_field() -> None:
    arguments = ["extract", "--explain", str(SAMPLE), "--url", ADDRESS]
    told = CliRunner().invoke(newscrawl, arguments).stdout
    assert "  title: Hohhot, Baotou jointly build innovation consortium" in told
    assert "  modified: 2024-03-25 (day, 'Updated: 2024-03-25')" in told


def test_extract_reads_an_archive_in_its_order(tmp_path: Path) -> None:
    pages = {ADDRESS: SAMPLE.read_bytes(), "http://a.example/": b"<p>Nothing here"}
    archive = write_archive(tmp_path / "pages.warc.gz", pages)
    done = CliRunner().invoke(newscrawl, ["extract", str(archive)])
    assert json.loads(done.stdout)["url"] == ADDRESS
    assert "http://a.example/: no article: " in done.stderr


def test_extract_reads_a_packed_page(tmp_path: Path) -> None:
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    done = CliRunner().invoke(newscrawl, ["extract", str(packed), "--url", ADDRESS])
    assert json.loads(done.stdout)["url"] == ADDRESS


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["crawl", "nobody"], 2, 'no site pack is named "nobody"'),
        (["crawl", "--no-such-option"], 2, "No such option"),
        (["extract", "no-such-file.html"], 2, "neither a file nor an http(s) address"),
        (["publish", "--database", "mysql://x/y"], 2, "sqlite:///FILE"),
        (["publish", "--base-url", "feeds.example"], 2, "expected an http(s) URL"),
        (["publish", "--own-feeds", "none.toml"], 2, "none.toml: there is no such"),
        (["publish", "--database", "sqlite:///no/such/folder/a.db"], 5, "no/such"),
        (["crawl", "--sites", "bad"], 2, "bad/valley.toml: zone: expected"),
    ],
    ids=["site", "option", "file", "database", "base", "own", "folder", "pack"],
)
def test_wrong_input_is_told_in_a_line(
    tmp_path: Path, arguments: list[str], code: int, told: str
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/valley.toml").write_text(
        'name = "valley"\ntitle = "V"\nurl = "http://v.example/"\nzone = "Here"\n'
    )
    command = [sys.executable, "-m", "newscrawl", *arguments]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def crawled(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newscrawl", "crawl", "goinnermongolia", *arguments],
        env={**os.environ, "NEWSCRAWL_CONTACT": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_site_is_not_asked_by_nobody(tmp_path: Path) -> None:
    done = crawled("--database", f"sqlite:///{tmp_path / 'a.db'}")
    assert done.returncode == Exit.BAD_CONFIGURATION
    assert done.stderr.startswith("newscrawl: http://www.goinnermongolia")
    assert "NEWSCRAWL_CONTACT: not set" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("NEWSCRAWL_STATE", "/dev/null/state", "cannot be written"),
        ("NEWSCRAWL_ALLOW_PRIVATE", "10.0.0.0/99", "expected a host"),
    ],
)
def test_a_wrong_setting_is_told_in_a_line(name: str, value: str, told: str) -> None:
    done = crawled(**{"NEWSCRAWL_CONTACT": "me@news.example", name: value})
    assert done.returncode == Exit.BAD_CONFIGURATION
    assert done.stderr.startswith(f"newscrawl: {name}: ")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
