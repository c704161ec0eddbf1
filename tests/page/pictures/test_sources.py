"""Addresses of pictures, and which of them name the same photo."""

import time

import pytest

from newscrawl.page.pictures.sources import (
    best_of_srcset,
    is_small,
    photo_key,
    photo_url,
)


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        ("a.jpg 1x, b.jpg 2x", "b.jpg"),
        ("a.jpg 480w,b.jpg 800w, c.jpg 300w", "b.jpg"),
        ("a.jpg 480w 270h, b.jpg 900w 500h", "b.jpg"),
        ("/t(w_1,h_2)/a.jpg 100w, /t(w_9,h_5)/a.jpg 900w", "/t(w_9,h_5)/a.jpg"),
        ("a.jpg", "a.jpg"),
        ("", None),
    ],
)
def test_the_widest_candidate_is_best(srcset: str, best: str | None) -> None:
    assert best_of_srcset(srcset)[0] == best


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x/dam-2024.jpg", "https://a.example/y/dam-2024.webp?w=9"),
        ("https://a.example/dam-2024-300x200.jpg", "https://a.example/dam-2024.jpg"),
        ("https://a.example/dam-2024_16x9.jpg", "https://a.example/dam-2024.jpg"),
        ("https://a.example/dam-2024.r_d.8-4.jpg", "https://a.example/dam-2024.jpg"),
        (
            "https://a.example/dam-102~_t-1714_v-16to9__retina.jpg",
            "https://a.example/dam-102~_t-1714_v-16tox__medium.jpg",
        ),
        (
            "https://a.example/styles/620px_wide/public/dam.jpg",
            "https://a.example/styles/wide/public/dam.jpg",
        ),
        (
            "https://cdn.example/?url=https%3A%2F%2Fa.example%2Fdam-2024.jpg&w=80",
            "https://a.example/dam-2024.jpg",
        ),
    ],
)
def test_sizes_of_a_photo_share_a_key(one: str, other: str) -> None:
    assert photo_key(one) == photo_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/1/original.jpg", "https://a.example/2/original.jpg"),
        ("https://a.example/image?id=1", "https://a.example/image?id=2"),
        ("https://a.example/dam-2024.jpg", "https://a.example/dam-2025.jpg"),
    ],
)
def test_other_photos_have_other_keys(one: str, other: str) -> None:
    assert photo_key(one) != photo_key(other)


@pytest.mark.parametrize(
    ("url", "small"),
    [
        ("https://a.example/dam-64x64.jpg", True),
        ("https://a.example/dam.jpg?w=80", True),
        ("https://a.example/16x9/dam.jpg", False),
        ("https://a.example/dam-1200x90.jpg", False),
    ],
)
def test_a_small_side_is_read_from_an_address(url: str, small: bool) -> None:
    assert is_small(url) is small


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64,AA",
        "/img/logo.png",
        "/news/2020/ic_email.png",
        "/images/close-w.png",
        "/delivery/avw.php?zoneid=2&n=a9217f30",
        "/a.svg",
        "{{src}}",
        "//[x",
    ],
)
def test_an_address_that_names_no_photo_is_none(address: str) -> None:
    assert photo_url(address, "https://a.example/") is None


@pytest.mark.parametrize("unit", ["a", "a ", "a,", ",", "-s", "-1x1", "%2f", "http:/"])
def test_long_addresses_take_no_long_time(unit: str) -> None:
    start = time.process_time()
    value = unit * 20_000
    best_of_srcset(value + " foo")
    photo_key(value)
    is_small(value)
    assert time.process_time() - start < 1
