"""Walking back: scheduled, since a day, as far as it goes, and after being broken off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.store import open_store
from tests.loopback import LoopbackSite, crawl, serving

PAGES = 6
EACH = 3
WORDS = (
    "The council voted on Monday to repair the bridge over the river before winter, "
    "and said that the work will take five weeks and cost less than was feared. "
)
PACK = """
name = "valley"
title = "Valley"
url = "{home}/"
language = "en"
sources = [{{ url = "{home}/news/", max_pages = 2 }}]
"""


def address(number: int) -> str:
    return f"/report-of-the-council-on-bridge-{number}/"


def article(number: int) -> str:
    title = f"Report number {number} of the town council on bridges"
    text = "".join(f"<p>{WORDS}Part {number}{part}.</p>" for part in "abcd")
    return (
        f"<html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{text}</article></body></html>"
    )


def listing(page: int, numbers: list[int]) -> str:
    items = "".join(
        f"<li class=item><h2><a href={address(n)}>Report number {n} of the town council"
        f" on bridges</a></h2><span>2024-03-{n:02d}</span></li>"
        for n in numbers
    )
    older = f"<a href=/news/page/{page + 1}/>Older</a>" if page < PAGES else ""
    return f"<html lang=en><body><ul>{items}</ul><div class=pager>{older}</div></body></html>"


def pages(newest: int = PAGES * EACH) -> dict[str, str | tuple[int, str]]:
    numbers = list(range(newest, 0, -1))
    found: dict[str, str | tuple[int, str]] = {address(n): article(n) for n in numbers}
    for page in range(1, PAGES + 1):
        path = "/news/" if page == 1 else f"/news/page/{page}/"
        found[path] = listing(page, numbers[(page - 1) * EACH : page * EACH])
    return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[LoopbackSite]:
    (tmp_path / "sites").mkdir()
    with serving(pages()) as site:
        pack = PACK.format(home=site.url)
        (tmp_path / "sites/valley.toml").write_text(pack)
        yield site


def run(folder: Path, site: LoopbackSite, **settings: object) -> dict[str, int]:
    site.log.clear()
    usual = {"NEWSCRAWL_PUBLISH": False, "NEWSCRAWL_CHECK_EVERY": 0}
    return crawl("valley", folder, **(usual | settings)).stats


def asked(site: LoopbackSite) -> list[str]:
    return [path for path in site.log if path.startswith("/news/")]


def test_a_scheduled_crawl_keeps_to_the_pack(
    served: LoopbackSite, tmp_path: Path
) -> None:
    assert run(tmp_path, served)["articles/new"] == 2 * EACH
    assert asked(served) == ["/news/", "/news/page/2/"]
    run(tmp_path, served)
    assert asked(served) == ["/news/"]


def test_a_backfill_walks_to_the_end_over_what_is_known(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served)
    stats = run(tmp_path, served, NEWSCRAWL_BACKFILL=True)
    assert stats["articles/new"] == (PAGES - 2) * EACH
    assert len(asked(served)) == PAGES
    stats = run(tmp_path, served, NEWSCRAWL_BACKFILL=True, NEWSCRAWL_MAX_PAGES="3")
    assert len(asked(served)) == 3


def test_a_backfill_fetches_the_newest_first(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served, NEWSCRAWL_BACKFILL=True)
    told = [path for path in served.log if path != "/robots.txt"]
    last_page = told.index(f"/news/page/{PAGES}/")
    assert told.index(address(PAGES * EACH)) < last_page
    assert sum("report-of" in path for path in told[:last_page]) >= (PAGES - 2) * EACH


def test_since_a_day_leaves_the_older_out(served: LoopbackSite, tmp_path: Path) -> None:
    stats = run(tmp_path, served, NEWSCRAWL_SINCE="2024-03-08")
    assert stats["articles/new"] == PAGES * EACH - 7
    assert stats["older"] > 0
    assert f"/news/page/{PAGES}/" not in served.log


def test_a_crawl_that_was_broken_off_forgets_no_link(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served, CLOSESPIDER_ITEMCOUNT=1)
    served.pages["/news/"] = listing(1, [1])  # what it told of is gone from it
    run(tmp_path, served)
    first_page = {address(PAGES * EACH - n) for n in range(EACH)}
    assert first_page <= known(tmp_path, served)
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        assert store.discovery.waiting("valley") == []


def known(folder: Path, site: LoopbackSite) -> set[str]:
    with open_store(f"sqlite:///{folder / 'newscrawl.db'}") as store:
        return {
            address(n)
            for n in range(1, PAGES * EACH + 1)
            if store.find(f"{site.url}{address(n)}")
        }


def test_a_backfill_that_was_broken_off_goes_on_where_it_stood(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served, NEWSCRAWL_BACKFILL=True, CLOSESPIDER_ITEMCOUNT=7)
    first = asked(served)
    assert 1 < len(first) < PAGES
    run(tmp_path, served, NEWSCRAWL_BACKFILL=True)
    assert set(asked(served)) & set(first) <= {"/news/", first[-1]}
    assert len(known(tmp_path, served)) == PAGES * EACH


def test_a_scheduled_crawl_leaves_a_backfill_waiting(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served, NEWSCRAWL_BACKFILL=True, CLOSESPIDER_ITEMCOUNT=7)
    run(tmp_path, served)
    assert f"/news/page/{PAGES}/" not in served.log
    run(tmp_path, served, NEWSCRAWL_BACKFILL=True)
    assert len(known(tmp_path, served)) == PAGES * EACH


def test_a_deep_check_counts_what_was_missed(
    served: LoopbackSite, tmp_path: Path
) -> None:
    run(tmp_path, served)
    for number in (3, 2, 1):  # an article that appears below known ones
        served.pages[address(number + 50)] = article(number + 50)
    second = list(range(PAGES * EACH - EACH, PAGES * EACH - 2 * EACH, -1))
    served.pages["/news/page/2/"] = listing(2, [*second, 51, 52, 53])
    stats = run(tmp_path, served, NEWSCRAWL_CHECK_EVERY=1)
    assert stats["missed"] == 3 + (PAGES - 2) * EACH
    with open_store(f"sqlite:///{tmp_path / 'newscrawl.db'}") as store:
        assert store.discovery.yields("valley")[0].missed == stats["missed"]
