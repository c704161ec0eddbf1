"""A whole crawl of a little site over loopback, and a second one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from newscrawl.record import Article, ImageBlock, Paragraph
from newscrawl.store import open_store
from tests.loopback import Crawled, LoopbackSite, crawl, serving

WORDS = (
    "The council voted on Monday to repair the bridge over the river before winter, "
    "and said that the work will take five weeks and cost less than was feared. "
)


def page(title: str, number: int, more: str = "") -> str:
    return (
        f"<html lang=en><head><title>{title} - Valley</title></head><body>"
        "<div class=path><a href=/>Home</a> &gt; <a href=/news.html>News</a></div>"
        f"<h1>{title}</h1><p>Updated: 2024-03-{number:02d}</p>"
        f"<p>{WORDS}This is part {number} a.</p><p>{WORDS}This is part {number} b.</p>"
        f"<p>{WORDS}This is part {number} c.</p>{more}"
        "<div>Copyright Valley News</div></body></html>"
    )


def listing(numbers: list[int], pager: str, extra: str = "") -> str:
    items = "".join(
        f"<li><h3><a href=/town/2024-03/{n:02d}/c_9000{n:02d}.htm>"
        f"Report number {n} of the town council on bridges</a></h3>"
        f"<span>2024-03-{n:02d}</span></li>"
        for n in numbers
    )
    return (
        f"<html><head><title>News</title></head><body><ul class=list>{items}</ul>"
        f"{extra}<div class=pager>{pager}</div></body></html>"
    )


def address(number: int) -> str:
    return f"/town/2024-03/{number:02d}/c_9000{number:02d}.htm"


PAGER = "Previous <b>1</b> <a href=news_2.html>2</a> <a href=news_2.html>Next</a>"
FOREIGN = (
    "<ul class=list><li><h3><a href=http://other.invalid/2024-03/01/c_900099.htm>"
    "A report of another town that must not be fetched</a></h3></li></ul>"
)
CONTINUED = "<div class=pages>1 <a href=c_900007_2.htm>2</a></div>"

PAGES: dict[str, str | tuple[int, str]] = {
    "/robots.txt": "User-agent: *\nDisallow: /town/2024-03/06/\n",
    "/news.html": listing([9, 8, 7, 6], PAGER, FOREIGN),
    "/news_2.html": listing([5, 4, 3], "<a href=news.html>1</a> <b>2</b>"),
    address(9): page("Bridge to be repaired", 9),
    address(8): page("Bridge is shut for winter", 8),
    address(7): page("A long walk over the bridge", 7, CONTINUED),
    "/town/2024-03/07/c_900007_2.htm": page("A long walk over the bridge", 17),
    address(6): page("Not for robots", 6),
    address(5): (404, "gone"),
    address(4): (206, page("Only half of it came", 4)[:-200]),
    address(3): "<html><head><title>x</title></head><body></body></html>",
}

PACK = """
name = "valley"
title = "Valley News"
url = "{home}/"
family = "chinadaily_regional"
language = "en"
zone = "Asia/Shanghai"
sources = [{{ url = "{home}/news.html", section = "News" }}]
"""


@dataclass(frozen=True)
class Run:
    site: LoopbackSite
    folder: Path
    first: Crawled
    asked: list[str]
    files: dict[str, str]
    second: Crawled
    asked_again: list[str]


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("valley")
    with serving(PAGES) as site:
        (folder / "sites").mkdir()
        (folder / "sites/valley.toml").write_text(PACK.format(home=site.url))
        first = crawl("valley", folder)
        asked, files = list(site.log), files_of(folder / "feeds")
        site.log.clear()
        second = crawl("valley", folder)
        yield Run(site, folder, first, asked, files, second, list(site.log))


def stored(run: Run, path: str) -> Article:
    with open_store(f"sqlite:///{run.folder / 'newscrawl.db'}") as store:
        article = store.find(f"{run.site.url}{path}")
    assert article is not None
    return article


def test_every_article_of_both_pages_is_stored(run: Run) -> None:
    assert run.first.stats["articles/new"] == 3
    assert stored(run, address(9)).title == "Bridge to be repaired"
    assert stored(run, address(8)).modified is not None


def test_pages_of_one_article_are_joined_in_order(run: Run) -> None:
    body = stored(run, address(7)).body
    texts = [block.text for block in body if isinstance(block, Paragraph)]
    assert [text.split("part ")[1] for text in texts if "part " in text] == [
        "7 a.",
        "7 b.",
        "7 c.",
        "17 a.",
        "17 b.",
        "17 c.",
    ]
    assert not any(isinstance(block, ImageBlock) for block in body)


def test_what_is_no_article_is_dropped_with_its_reason(run: Run) -> None:
    assert run.first.stats["dropped"] == 3
    assert run.first.stats["dropped/robots"] == 1
    assert run.first.stats["dropped/http-404"] == 1
    assert run.first.stats["dropped/empty"] == 1
    assert f"Dropped {run.site.url}{address(3)}: empty" in run.first.log


def test_half_a_page_is_no_article(run: Run) -> None:
    assert run.first.stats["errors"] == 1
    assert run.first.stats["errors/ResponseDataLossError"] == 1


def test_robots_and_other_hosts_are_left_alone(run: Run) -> None:
    assert address(6) not in run.asked
    assert not any("other.invalid" in path for path in run.asked)
    assert "other.invalid" not in run.first.log


def test_each_address_is_asked_for_once(run: Run) -> None:
    assert len(run.asked) == len(set(run.asked))


def test_the_crawl_publishes_at_its_end(run: Run) -> None:
    assert "manifest.json" in run.files


def test_a_second_crawl_finds_nothing_new(run: Run) -> None:
    assert run.second.stats.get("articles/new", 0) == 0
    assert run.second.stats["unchanged"] == 1
    assert run.asked_again == ["/robots.txt", "/news.html"]
    assert files_of(run.folder / "feeds") == run.files


def test_no_warning_of_scrapy_is_heard(run: Run) -> None:
    assert "Deprecat" not in run.first.log
    assert "Traceback" not in run.first.log
