"""Tests of newscrawl.serve.conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.serve.conditions import choose_encoding, is_unchanged, read_range

BOTH = ("br", "gzip", "identity")
DATE, STAMP = "Sun, 06 Nov 1994 08:49:37 GMT", 784111777


@pytest.mark.parametrize(
    ("accepted", "offered", "chosen"),
    [
        (None, BOTH, "identity"),
        ("", BOTH, "identity"),
        ("gzip", BOTH, "gzip"),
        ("x-gzip", BOTH, "gzip"),
        ("GZIP", BOTH, "gzip"),
        ("gzip, deflate, br, zstd", BOTH, "br"),
        ("gzip;q=1.0, br;q=0.5", BOTH, "gzip"),
        ("br;q=0, gzip;q=0", BOTH, "identity"),
        ("identity, gzip;q=0.5", BOTH, "identity"),
        ("*", BOTH, "br"),
        ("*;q=0", BOTH, None),
        ("*;q=0, identity", BOTH, "identity"),
        ("identity;q=0", ("identity",), None),
        ("gzip", ("identity",), "identity"),
        ("gzip;q=2, br;q=x, ;;;", BOTH, "identity"),
    ],
)
def test_the_encoding_that_suits_best(
    accepted: str | None, offered: tuple[str, ...], chosen: str | None
) -> None:
    assert choose_encoding(accepted, offered) == chosen


@pytest.mark.parametrize(
    ("none_match", "since", "unchanged"),
    [
        ('"a"', None, True),
        ('W/"a"', None, True),
        ('"b", "a"', None, True),
        ("*", None, True),
        ('"b"', None, False),
        ('"b"', DATE, False),
        ("a", None, False),
        (None, DATE, True),
        (None, "Sun, 06 Nov 1994 08:49:36 GMT", False),
        (None, "yesterday", False),
        (None, None, False),
    ],
)
def test_what_the_client_has(
    none_match: str | None, since: str | None, unchanged: bool
) -> None:
    assert is_unchanged('"a"', STAMP, none_match, since) is unchanged


@pytest.mark.parametrize(
    ("value", "part"),
    [
        (None, None),
        ("bytes=0-9", range(10)),
        ("bytes=90-", range(90, 100)),
        ("bytes=90-5000", range(90, 100)),
        ("bytes=-10", range(90, 100)),
        ("bytes=-5000", range(100)),
        ("BYTES = 1 - 2", range(1, 3)),
        ("bytes=100-", range(0)),
        ("bytes=-0", range(0)),
        ("bytes=9-3", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_the_range_asked_for(value: str | None, part: range | None) -> None:
    found = read_range(value, 100, if_range=None, etag='"a"', modified_s=STAMP)
    assert found == part


@pytest.mark.parametrize(
    ("if_range", "whole"),
    [('"a"', False), ('"b"', True), ('W/"a"', True), (DATE, False), ("x", True)],
)
def test_a_range_of_another_version_gets_the_whole(if_range: str, whole: bool) -> None:
    found = read_range(
        "bytes=0-9", 100, if_range=if_range, etag='"a"', modified_s=STAMP
    )
    assert (found is None) is whole


@given(st.text(), st.integers(0, 1000))
def test_any_header_can_be_read(value: str, size: int) -> None:
    choose_encoding(value, BOTH)
    is_unchanged('"a"', STAMP, value, None)
    is_unchanged('"a"', STAMP, None, value)
    part = read_range(value, size, if_range=value, etag='"a"', modified_s=STAMP)
    assert part is None or 0 <= part.start <= part.stop <= size
