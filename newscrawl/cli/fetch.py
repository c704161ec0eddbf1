"""Fetch a few addresses once, politely, for the verbs that read single pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import click
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.archive import ArchivedResponse
from newscrawl.cli.options import crawl_settings
from newscrawl.middlewares import require_fetchable


class _AddressSpider(Spider):
    """Fetch given addresses and keep what they answer."""

    name = "addresses"

    def __init__(
        self, addresses: Sequence[str], answers: list[ArchivedResponse], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._addresses = addresses
        self._answers = answers

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each address; any status is an answer."""
        for url in self._addresses:
            meta = {"handle_httpstatus_all": True}
            yield Request(url, callback=self.parse, errback=self.lost, meta=meta)

    def parse(self, response: Response, **kwargs: Any) -> None:
        """Keep one answer."""
        pairs = response.headers.to_unicode_dict().items()
        self._answers.append(
            ArchivedResponse(
                url=response.url,
                status=response.status,
                headers=tuple((str(name), str(value)) for name, value in pairs),
                body=response.body,
                at=datetime.now(UTC),
                record_id="",
            )
        )

    def lost(self, failure: Failure) -> None:
        """Say which address gave no answer, and why."""
        request = failure.request  # type: ignore[attr-defined]
        reason = failure.getErrorMessage() or type(failure.value).__name__
        click.echo(f"newscrawl: {request.url}: not fetched: {reason}", err=True)


def fetch(addresses: Sequence[str]) -> list[ArchivedResponse]:
    """Return what the addresses answer, in the order of arrival.

    An address that gives no answer is told on standard error. It runs once a process.
    Raises ConfigError where nothing could be asked.
    """
    answers: list[ArchivedResponse] = []
    settings = crawl_settings(ITEM_PIPELINES={}, LOG_LEVEL="ERROR")
    require_fetchable(addresses, settings)
    process = AsyncCrawlerProcess(settings)
    process.crawl(_AddressSpider, addresses=addresses, answers=answers)
    process.start()
    return answers
