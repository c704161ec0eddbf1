"""Tests of newscrawl.identity.mirrors."""

from __future__ import annotations

import pytest

from newscrawl.identity.mirrors import Mirror, file_name, mirror_key, propose


def pairs(
    count: int, two: str = "http://www.lake.example/news"
) -> list[tuple[str, str]]:
    return [
        (f"http://hill.example/2024/c_{n}.htm", f"{two}/c_{n}.htm")
        for n in range(9000, 9000 + count)
    ]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://hill.example/town/2024-03/25/c_973885.htm", "c_973885.htm"),
        ("http://hill.example/news/bridge-opens", "/news/bridge-opens"),
        ("http://hill.example/read.php?id=9", "/read.php?id=9"),
        ("http://hill.example/read/20240325/", "20240325"),
    ],
    ids=["number", "path", "query", "folder"],
)
def test_a_file_name_is_what_mirrors_share(url: str, name: str) -> None:
    assert file_name(url) == name


def test_mirrors_know_an_address_in_any_order() -> None:
    hosts = ("hill.example", "lake.example")
    url = "http://hill.example/town/c_973885.htm"
    key = mirror_key(url, hosts)
    assert key == mirror_key(url.replace("hill", "lake"), hosts[::-1])


def test_five_equal_texts_of_one_name_are_a_proposal() -> None:
    found = propose([*pairs(5), *pairs(5)])
    one, two = pairs(1)[0]
    assert found == [Mirror("hill.example", "lake.example", 5, 5, (one, two))]


@pytest.mark.parametrize(
    "given",
    [
        pairs(4),
        pairs(8, two="http://hill.example/other"),
        pairs(5) + [(a, b.replace("c_", "d_")) for a, b in pairs(2)],
    ],
    ids=["four", "one host", "agency texts under other names"],
)
def test_less_proves_nothing(given: list[tuple[str, str]]) -> None:
    assert propose(given) == []
