"""Places that never end cost a crawl no more than a few requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback import crawl, serving
from tests.spiders.test_exploring import MENU, PACK, listing, site

LINKED = MENU.replace("</nav>", " <a href={}>Whats on</a></nav>")
TRAPPED = 400


def page(body: str) -> str:
    return f"<html><head><title>x</title></head><body>{MENU}{body}</body></html>"


def calendar() -> dict[str, str]:
    """Return a month a page, each with its days and the way to the next."""
    pages = {"/events/": page("<a href=/events/2024-01/>January 2024</a>")}
    for at in range(TRAPPED):
        year, month = 2024 + at // 12, at % 12 + 1
        path = f"/events/{year}-{month:02d}"
        later = f"/events/{2024 + (at + 1) // 12}-{(at + 1) % 12 + 1:02d}/"
        days = "".join(f"<td><a href={path}-{day:02d}/>{day}</a>" for day in range(29))
        turn = f"<a class=next href={later}>Next month</a>"
        pages[f"{path}/"] = page(f"<table>{days}</table>{turn}")
        pages |= {f"{path}-{day:02d}/": page("No events.") for day in range(29)}
    return pages


def sessions() -> dict[str, str]:
    """Return a list that gives each visitor another address of it and of its parts."""
    pages = {}
    for at in range(TRAPPED):
        sid, other = f"{at:032x}", f"{at + 1:032x}"
        links = "".join(
            f"<li><a href=/shop/?part={part}&sid={other}>Part {part}</a>"
            for part in "abc"
        )
        turn = f"<a class=next href=/shop/?sid={other}>Next page</a>"
        pages[f"/shop/?sid={sid}"] = page(f"<ul>{links}</ul>{turn}")
    pages["/shop/"] = pages[f"/shop/?sid={0:032x}"]
    return pages


def pager() -> dict[str, str]:
    """Return a list whose pages never end and tell of the same articles."""
    pages = {}
    for at in range(1, TRAPPED):
        turn = f"<a class=next href=/latest/?page={at + 1}>Next page</a>"
        pages[f"/latest/?page={at}"] = listing("local", range(1, 7), turn)
    pages["/latest/"] = pages["/latest/?page=1"]
    return pages


@pytest.mark.parametrize(
    ("trap", "entry", "most"),
    [(calendar, "/events/", 50), (sessions, "/shop/", 20), (pager, "/latest/", 20)],
    ids=["calendar", "session ids", "endless pager"],
)
def test_a_trap_is_left_soon(
    tmp_path: Path, trap: object, entry: str, most: int
) -> None:
    assert callable(trap)
    pages = site()
    pages["/"] = str(pages["/"]).replace(MENU, LINKED.format(entry))
    held: dict[str, str] = trap()
    (tmp_path / "sites").mkdir()
    with serving(pages | held) as served:
        pack = PACK.format(home=served.url)
        (tmp_path / "sites/valley.toml").write_text(pack)
        crawled = crawl("valley", tmp_path, NEWSCRAWL_PUBLISH=False)
        assert entry in served.log
        assert len([path for path in served.log if path.startswith(entry)]) <= most
        assert crawled.stats["articles/new"] == 17
