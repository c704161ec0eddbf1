"""Addresses that never end are known by their shape."""

import pytest

from newscrawl.discover.address import address_of
from newscrawl.discover.traps import find_trap, is_runaway, leads_astray

HEX = "9f86d081884c7d659a2feaa0c55ad015"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/events/2031-07", "calendar"),
        ("/kalender/monat/2029/1/", "calendar"),
        ("/agenda.php?month=3&year=2040", "calendar"),
        (f"/news.php?sid={HEX}", "session"),
        (f"/news;jsessionid={HEX}", "session"),
        ("/(S(lit3py55t21z5v55vlm25s55))/news.aspx", "session"),
        ("/news/?sort=asc", "filter"),
        ("/news/?f[0]=topic:3", "filter"),
        ("/list?a=1&b=2&c=3&d=4&e=5&g=6&h=7", "filter"),
        ("/news/img/news/img/", "loop"),
        ("/a/b/a/c/a/", "loop"),
        ("/" + "/".join(f"f{at}" for at in range(20)), "loop"),
        ("/2024/03/25/snow/", None),
        ("/news/?page=7", None),
        ("/news.php?sid=12", None),
        ("/category/events/", None),
        ("/index.php?id=12&cat=3", None),
        ("/archive/2024/03/", None),
        ("/news/2024/2024/budget", None),
    ],
)
def test_traps(path: str, expected: str | None) -> None:
    address = address_of(f"https://v.example{path}")
    assert address is not None
    assert find_trap(address) == expected


@pytest.mark.parametrize(
    ("number", "walked", "last", "expected"),
    [
        (2, 1, None, False),
        (40, 1, None, False),
        (200, 30, 200, False),
        (201, 30, 200, True),
        (1_099, 3, None, True),
    ],
)
def test_pagers_that_run_away(
    number: int, walked: int, last: int | None, expected: bool
) -> None:
    assert is_runaway(number, walked, last) is expected


@pytest.mark.parametrize(
    ("here", "url", "expected"),
    [
        ("/news/", "/news/page/2/", False),
        ("/news/", "/news/page/4000/", False),
        ("/news/?page=3", "/news/?page=4", False),
        ("/news/?page=4000", "/news/?page=3999", False),
        ("/news/?page=3", "/news/?page=99999", True),
        ("/news/?start=40", "/news/?start=9000", False),
        ("/news/?sort=date", "/news/?sort=date&page=2", False),
        ("/events/", "/events/2031-07", True),
        ("/events/2031-07", "/events/2031-08", False),
        ("/news/", f"/news/?page=2&sid={HEX}", True),
    ],
)
def test_steps_into_a_trap_are_not_taken(here: str, url: str, expected: bool) -> None:
    home = "https://v.example"
    assert leads_astray(home + url, home + here, walked=1) is expected
