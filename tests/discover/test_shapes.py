"""Keys and shapes of addresses."""

import pytest

from newscrawl.discover import shapes
from newscrawl.discover.address import Address, absolute, address_of, registered_domain


def address(url: str) -> Address:
    found = address_of(url)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.valley.example/a/", "https://valley.example/a"),
        ("https://valley.example/a?utm_source=x", "https://valley.example/a"),
        ("https://valley.example/?b=1&a=2", "https://valley.example/?a=2&b=1"),
        ("https://valley.example/caf%C3%A9", "https://valley.example/café"),
    ],
)
def test_two_addresses_of_one_page_have_one_key(one: str, other: str) -> None:
    assert address(one).key == address(other).key


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://v.example/news/2024/03/a-b-c.html", "v.example/news/9/9/s.html"),
        ("https://v.example/b/2024-03/25/c_9.htm", "v.example/b/x-9/9/x-9.htm"),
        ("https://v.example/?p=12", "v.example/?p"),
        ("https://v.example/story17", "v.example/story9"),
    ],
)
def test_a_shape_leaves_numbers_and_slugs_out(url: str, shape: str) -> None:
    assert shapes.url_shape(address(url)) == shape


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a#top", "https://v.example/a"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("#top", None),
        ("javascript:void(0)", None),
        ("mailto:a@v.example", None),
        ("https://[::1", None),
        ("http://v.example:port/", None),
    ],
)
def test_an_address_is_made_absolute(href: str, expected: str | None) -> None:
    assert absolute("https://v.example/", href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://v.example/tag/roads", True),
        ("https://v.example/category/roads/page/2", True),
        ("https://v.example/?cat=3", True),
        ("https://v.example/?p=3&cat=1", False),
        ("https://v.example/roads/bridge-tag-removed", False),
    ],
)
def test_stop_words_of_an_address(url: str, expected: bool) -> None:
    assert shapes.names_no_article(address(url)) is expected


def test_the_registered_domain_needs_no_network() -> None:
    assert registered_domain("news.valley.co.uk") == "valley.co.uk"
    assert registered_domain("127.0.0.1") == "127.0.0.1"
