"""Bodies that unpack to more than is read, in every coding that is asked for."""

import gzip
from importlib import import_module

import pytest
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

LIMIT = 100_000
PAGE = b"<p>again and again</p>" * (2 * LIMIT // 20)


def packed(coding: str) -> bytes:
    if coding == "gzip":
        return gzip.compress(PAGE)
    if coding == "gzip, gzip":
        return gzip.compress(gzip.compress(PAGE))
    library = {"br": "brotli", "zstd": "backports.zstd"}[coding]
    body: bytes = import_module(library).compress(PAGE)
    return body


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip", "br", "zstd"])
def test_a_body_that_unpacks_beyond_the_limit_is_refused(coding: str) -> None:
    crawler = get_crawler(Spider, {"DOWNLOAD_MAXSIZE": LIMIT})
    crawler.spider = Spider(name="news")
    middleware = HttpCompressionMiddleware.from_crawler(crawler)
    body = packed(coding)
    assert len(body) < LIMIT / 100
    response = Response(
        "http://a.example/", headers={"Content-Encoding": coding}, body=body
    )
    with pytest.raises(IgnoreRequest, match="exceeded DOWNLOAD_MAXSIZE"):
        middleware.process_response(Request("http://a.example/"), response)
