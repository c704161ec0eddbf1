"""The verbs that need no pack: crawl URL, sites add, discover, sources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newscrawl.cli.add import write_pack
from newscrawl.cli.progress import advice
from newscrawl.crawl import SiteReport
from newscrawl.demo import SITES, RegionServer
from newscrawl.errors import ConfigError
from newscrawl.sites import Site, load_sites
from tests.archive.test_read import write_archive

HOME = "http://valleypost.example/"


@pytest.fixture(scope="module")
def proxied() -> Iterator[dict[str, str]]:
    """Yield the environment in which the bundled region is the whole web."""
    with RegionServer() as region:
        yield {
            "http_proxy": region.address,
            "NEWSCRAWL_SITES": str(SITES),
            "NEWSCRAWL_DELAY": "0",
        }


def run(
    folder: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "newscrawl", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_discover_shows_what_a_crawl_would_find_and_stores_nothing(
    tmp_path: Path, proxied: dict[str, str]
) -> None:
    done = run(tmp_path, "discover", HOME, "--explain", **proxied)
    assert done.returncode == 0, done.stderr
    assert "Roads  http://valleypost.example/category/roads/" in done.stdout
    assert "/feed/  5 article links  (the page)" in done.stdout
    assert "articles: 5" in done.stdout
    assert "next page: none" in done.stdout
    assert "this page itself" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_discover_tells_programs_the_same(
    tmp_path: Path, proxied: dict[str, str]
) -> None:
    page = "http://www.hetaoriver.example/news.html"
    done = run(tmp_path, "discover", page, "--json", **proxied)
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["next_page"] == "http://www.hetaoriver.example/news_2.html"
    assert told["sources"][0]["links"] == len(told["articles"]) > 0
    evidence = told["articles"][0]["evidence"][0]
    assert evidence["origin"] == "listing"
    assert evidence["confidence"] >= 0.5
    assert "refused" not in told


def test_discover_reads_an_archive(tmp_path: Path) -> None:
    page = Path(SITES.parent / "pages/valleypost.example/index.html").read_bytes()
    archive = write_archive(tmp_path / "pages.warc.gz", {HOME: page})
    nowhere = {"http_proxy": "http://127.0.0.1:9", "NEWSCRAWL_SITES": str(SITES)}
    done = run(tmp_path, "discover", HOME, "--replay", str(archive), **nowhere)
    assert done.returncode == 0, done.stderr
    assert "articles: 5" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["discover", "http://nowhere.example/"], 4, "the server answered 404"),
        (["discover", "valleypost"], 2, "expected an http(s) URL"),
        (["crawl", "http://"], 2, "expected an http(s) URL"),
        (["sites", "add", "http://nowhere.example/"], 2, "the server answered 404"),
        (["sites", "add", HOME], 2, 'has the pack "valley_post"'),
        (["sources", "nobody"], 5, "crawl first"),
        (["crawl", "linxian", "--since", "March"], 2, "--since"),
        (["crawl", "linxian", "--max-pages", "0"], 2, "--max-pages"),
    ],
    ids=[
        "no page",
        "no address",
        "no address to crawl",
        "no page to add",
        "pack",
        "store",
        "day",
        "pages",
    ],
)
def test_what_cannot_be_is_told_in_a_line(
    tmp_path: Path,
    proxied: dict[str, str],
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    done = run(tmp_path, *arguments, **proxied)
    assert done.returncode == code, done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_out_of_reach_is_told(tmp_path: Path) -> None:
    with RegionServer() as region:
        closed = region.address
    done = run(tmp_path, "crawl", "http://127.0.0.1:9/", http_proxy=closed)
    assert done.returncode == 4
    assert "http://127.0.0.1:9/ cannot be had (" in done.stderr
    assert "without its robots.txt nothing is fetched" in done.stderr


def test_a_site_needs_no_pack_and_gets_one_that_does_the_same(
    tmp_path: Path, proxied: dict[str, str]
) -> None:
    packs = {**proxied, "NEWSCRAWL_SITES": "sites"}
    done = run(tmp_path, "crawl", HOME, "--json", **packs)
    site, _ = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, site["site"], site["new"]) == (0, "valleypost_example", 5)

    done = run(tmp_path, "sites", "add", HOME, **packs)
    assert done.returncode == 0, done.stderr
    pack = tmp_path / "sites/valleypost_example.toml"
    told = tomllib.loads(pack.read_text("utf-8"))
    assert (told["title"], told["language"]) == ("Valley Post", "en-US")
    made = load_sites(tmp_path / "sites")["valleypost_example"]
    assert made.sources == Site.for_url(HOME).sources
    again = run(tmp_path, "sites", "add", HOME, **packs)
    assert again.returncode == 2
    assert "there already" in again.stderr

    done = run(tmp_path, "sources", "valleypost_example", "--json", **packs)
    sources = {one["url"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert sources[f"{HOME}feed/"]["articles"] == 5
    assert sources[f"{HOME}category/roads/"]["shared"] == 1
    done = run(tmp_path, "sources", HOME, **packs)
    assert f"{HOME}feed/" in done.stdout


def test_a_pack_that_would_not_load_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "valley.toml"
    with pytest.raises(ConfigError, match="would not be sound"):
        write_pack(path, 'name = "valley"\n')
    with pytest.raises(ConfigError, match="expected the file's name"):
        write_pack(path, f'name = "hill"\ntitle = "H"\nurl = "{HOME}"\n')
    assert not path.exists()


@pytest.mark.parametrize(
    ("stats", "told"),
    [
        ({"pages": 2, "sources": 2, "links": 0}, "no article found in 2 lists"),
        ({"errors": 1, "errors/DNSLookupError": 1}, "cannot be had (DNSLookupError)"),
        ({"errors": 1, "errors/ForbiddenAddress": 1}, "NEWSCRAWL_ALLOW_PRIVATE lets"),
        ({"sources": 1, "links": 4, "articles/new": 4}, ""),
        ({"sources": 1, "links": 4, "errors": 4}, ""),
        ({"unchanged": 3}, ""),
    ],
    ids=["no article", "out of reach", "private", "fine", "articles lost", "as it was"],
)
def test_a_crawl_that_came_to_nothing_says_what_to_look_at(
    stats: dict[str, int], told: str
) -> None:
    counts = {f"newscrawl/{key}": value for key, value in stats.items()}
    said = advice(SiteReport(Site.for_url(HOME), counts, "finished"))
    assert told in said
    assert bool(said) is bool(told)
