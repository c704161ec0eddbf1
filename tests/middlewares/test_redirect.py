"""Redirects that lead in a circle or nowhere, and charsets that are none."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.redirect import (
    RedirectLost,
    StraightRedirectMiddleware,
    StraightRefreshMiddleware,
)

URL = "http://v.example/a"


def redirected(to: str, *passed: str) -> Request | Response:
    middleware = StraightRedirectMiddleware.from_crawler(get_crawler(Spider))
    asked = Request(URL, meta={"redirect_urls": list(passed)} if passed else {})
    response = Response(URL, 302, headers={"Location": to}, request=asked)
    return middleware.process_response(asked, response)


def test_a_redirect_is_followed() -> None:
    found = redirected("/b", "http://v.example/0")
    assert isinstance(found, Request)
    assert found.url == "http://v.example/b"
    assert found.meta["redirect_urls"] == ["http://v.example/0", URL]


@pytest.mark.parametrize(
    ("to", "passed"),
    [("/a", ()), ("", ()), ("/0", ("http://v.example/0",))],
    ids=["itself", "empty", "the first"],
)
def test_a_circle_is_told(to: str, passed: tuple[str, ...]) -> None:
    with pytest.raises(RedirectLost, match="in a circle"):
        redirected(to, *passed)


@pytest.mark.parametrize(
    "to", ["http://[::1", "http://v.example:99999/", "javascript:alert(1)"]
)
def test_what_is_no_address_is_told(to: str) -> None:
    with pytest.raises(RedirectLost, match="no address"):
        redirected(to)


@pytest.mark.parametrize("charset", ["hex", "idna", "bz2", "rot13", "undefined"])
def test_a_codec_that_is_no_charset_lets_the_page_pass(charset: str) -> None:
    middleware = StraightRefreshMiddleware.from_crawler(get_crawler(Spider))
    headers = {"Content-Type": f"text/html; charset={charset}"}
    page = HtmlResponse(URL, headers=headers, body=b"<html><p>The bridge</p></html>")
    assert middleware.process_response(Request(URL), page) is page
