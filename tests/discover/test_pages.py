"""Page numbers in addresses."""

import pytest

from newscrawl.discover.address import address_of
from newscrawl.discover.pages import Here


@pytest.mark.parametrize(
    ("here", "there", "number"),
    [
        ("/news.html", "/news_2.html", 2),
        ("/news_2.html", "/news_3.html", 3),
        ("/xw/", "/xw/index_1.html", 1),
        ("/xw/list_48_1.html", "/xw/list_48_2.html", 2),
        ("/", "/page/2/", 2),
        ("/a/page/2/", "/a/page/3/", 3),
        ("/?cat=1", "/?cat=1&paged=2", 2),
        ("/a?start=20", "/a?start=40", 40),
        ("/a?s=0123456789abcdef01234567", "/a/?page=2", 2),
        ("/index53.html", "/index54.html", 54),
        ("/news.html", "/sport_2.html", None),
        ("/?cat=1", "/?cat=2&paged=2", None),
        ("/2016/01/", "/2016/01/02/", None),
        ("/", "/?page_id=2432", None),
        ("/", "/?m=20160302", None),
        ("/news.html", "/news.html", None),
    ],
)
def test_pages_of_one_listing(here: str, there: str, number: int | None) -> None:
    own = address_of(f"https://v.example{here}")
    other = address_of(f"https://www.v.example{there}")
    assert own is not None
    assert other is not None
    paged = Here(own).sibling(other)
    assert (paged.number if paged else None) == number
