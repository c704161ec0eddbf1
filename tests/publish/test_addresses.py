"""Tests of newscrawl.publish.addresses."""

from __future__ import annotations

import pytest

from newscrawl.errors import ConfigError
from newscrawl.publish import check_addresses

BASE = "https://feeds.example/news/"
HUB = "https://hub.example/?for=news"


@pytest.mark.parametrize(
    "url",
    [
        "hub",
        "ftp://hub.example/",
        "http://",
        "http://a:x/",
        "http://a:0/",
        "file:///etc/passwd",
        "http://a/ b",
        "http://[::1",
    ],
)
def test_an_address_that_cannot_be(url: str) -> None:
    with pytest.raises(ConfigError, match="NEWSCRAWL_WEBSUB_HUB"):
        check_addresses(BASE, url)
    with pytest.raises(ConfigError, match="NEWSCRAWL_BASE_URL"):
        check_addresses(url, "")


@pytest.mark.parametrize("url", ["https://a.example/?f=1", "https://a.example/#f"])
def test_files_are_not_below_a_query(url: str) -> None:
    with pytest.raises(ConfigError, match="NEWSCRAWL_BASE_URL"):
        check_addresses(url, "")


def test_a_hub_needs_the_feeds_address() -> None:
    check_addresses("", "")
    check_addresses(BASE, HUB)
    with pytest.raises(ConfigError, match="--base-url"):
        check_addresses("", HUB)
