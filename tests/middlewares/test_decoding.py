"""Content codings: undone, and refused where they break off."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.decoding import BrokenBodyError, DecodingMiddleware

PAGE = b"<html>" + b"The bridge is to be repaired. " * 900 + b"</html>"
URL = "http://v.example/"
LAST = {"retry_times": 2}


def raw(body: bytes) -> bytes:
    made = zlib.compressobj(wbits=-15)
    return made.compress(body) + made.flush()


def decode(body: bytes, coding: str, meta: object = None) -> Request | Response:
    crawler = get_crawler(Spider, {"DOWNLOAD_MAXSIZE": 100_000})
    crawler.spider = Spider.from_crawler(crawler, name="v")
    response = HtmlResponse(URL, body=body, headers={"Content-Encoding": coding})
    asked = Request(URL, meta=dict(LAST if meta is None else meta))  # type: ignore[call-overload]
    return DecodingMiddleware.from_crawler(crawler).process_response(asked, response)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:]), "x-gzip"),
        (gzip.compress(PAGE) + b"\0" * 9, "gzip"),
        (gzip.compress(gzip.compress(PAGE)), "gzip, gzip"),
        (zlib.compress(PAGE), "deflate"),
        (raw(PAGE), "deflate"),
        (brotli.compress(PAGE), "br"),
    ],
    ids=["gzip", "members", "padded", "twice", "deflate", "bare deflate", "brotli"],
)
def test_a_whole_body_is_decoded(body: bytes, coding: str) -> None:
    found = decode(body, coding)
    assert isinstance(found, Response)
    assert found.body == PAGE
    assert "Content-Encoding" not in found.headers


CUT = {
    "gzip": gzip.compress(PAGE)[:-40],
    "gzip, gzip": gzip.compress(gzip.compress(PAGE)[:-40]),
    "deflate": zlib.compress(PAGE)[:-20],
    "br": brotli.compress(PAGE)[:-5],
    "zstd": b"no frame",
}


@pytest.mark.parametrize(("coding", "body"), CUT.items(), ids=CUT)
def test_half_a_body_is_asked_for_again_and_refused(coding: str, body: bytes) -> None:
    again = decode(body, coding, {})
    assert isinstance(again, Request)
    assert again.meta["retry_times"] == 1
    with pytest.raises(BrokenBodyError, match="is no whole"):
        decode(body, coding)


def test_an_empty_body_has_no_coding_to_undo() -> None:
    found = decode(b"", "gzip")
    assert isinstance(found, Response)
    assert found.body == b""


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"a" * 200_000)),
        ("deflate", zlib.compress(b"a" * 200_000)),
        ("br", brotli.compress(b"a" * 200_000)),
    ],
    ids=["gzip", "deflate", "brotli"],
)
def test_a_bomb_is_not_unpacked(coding: str, body: bytes) -> None:
    with pytest.raises(IgnoreRequest, match="exceeded"):
        decode(body, coding)
