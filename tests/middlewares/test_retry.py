"""How often a request is made again, by what went wrong."""

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.failures import HostRests
from newscrawl.middlewares.retry import PatientRetryMiddleware


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (DownloadFailedError("reset"), 3),
        (ResponseDataLossError("half a page"), 3),
        (DownloadTimeoutError("slow"), 2),
        (CannotResolveHostError("no such name"), 2),
        (DownloadCancelledError("too large"), 1),
        (HostRests("left alone"), 1),
    ],
)
def test_tries(error: Exception, tries: int) -> None:
    crawler = get_crawler(Spider)
    crawler.spider = Spider(name="news")
    crawler.spider.crawler = crawler
    middleware = PatientRetryMiddleware.from_crawler(crawler)
    request: object = Request("http://a.example/", meta={"download_timeout": 20})
    made = 0
    while isinstance(request, Request):
        made += 1
        request = middleware.process_exception(request, error)
    assert made == tries
