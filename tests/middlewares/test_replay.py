"""Replay from archives: every response from there, nothing from the network."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.middlewares.fetchtime import FetchTimeMiddleware
from newscrawl.middlewares.replay import ReplayMiddleware
from tests.archive.test_read import PAGES, write_archive

NOW = "2026-01-02T03:04:05Z"


def replay(folder: Path) -> ReplayMiddleware:
    archive = write_archive(folder / "a.warc.gz", PAGES)
    settings = {"NEWSCRAWL_REPLAY": [str(archive)], "NEWSCRAWL_NOW": NOW}
    return ReplayMiddleware.from_crawler(get_crawler(settings_dict=settings))


def test_an_archived_page_has_its_date_and_record(tmp_path: Path) -> None:
    request = Request("http://a.example/1")
    response = asyncio.run(replay(tmp_path).process_request(request))
    assert isinstance(response, HtmlResponse)
    assert response.body == b"<p>one</p>"
    assert request.meta["fetched_at"] == datetime(2024, 3, 25, 8, tzinfo=UTC)
    assert request.meta["archive"].startswith("<urn:uuid:")


def test_what_the_archive_lacks_is_a_404(tmp_path: Path) -> None:
    request = Request("http://a.example/robots.txt")
    assert asyncio.run(replay(tmp_path).process_request(request)).status == 404
    assert request.meta["archive"] is None


def test_without_an_archive_it_is_not_configured() -> None:
    with pytest.raises(NotConfigured):
        ReplayMiddleware.from_crawler(get_crawler())


def test_a_response_gets_the_runs_time_unless_archived() -> None:
    crawler = get_crawler(settings_dict={"NEWSCRAWL_NOW": NOW})
    middleware = FetchTimeMiddleware.from_crawler(crawler)
    request = Request("http://a.example/1")
    response = HtmlResponse(request.url, request=request)
    assert middleware.process_response(request, response) is response
    assert request.meta["fetched_at"] == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    archived = Request("http://a.example/2", meta={"replayed": True})
    middleware.process_response(archived, response)
    assert "fetched_at" not in archived.meta
