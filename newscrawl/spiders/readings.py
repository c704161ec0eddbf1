"""What the sources of one crawl come to, noted when all they led to has been seen.

A source is `reading`, without validators, from its first new page until the crawl's
end: if the crawl is killed or one of its pages is lost, the next crawl reads it whole
again and past the articles it knows, as far as its `max_pages`. So a 304 only ever
answers for what was seen to its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.looks import (
    EMPTY,
    FAILED,
    READ,
    READING,
    is_same,
    planned,
)
from newscrawl.sites import Listing
from newscrawl.spiders.responses import (
    body_hash,
    error_name,
    page_state,
    refusal,
)
from newscrawl.spiders.run import Run
from newscrawl.store import PageState


@dataclass(slots=True)
class _Reading:
    """A source that is being read: what its first page was, what it brought so far."""

    page: PageState
    last: PageState | None
    fresh: int = 0
    is_broken: bool = False


class Readings:
    """The sources of one site's crawl, by the address of their first page."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._open: dict[str, _Reading] = {}
        self._resumed: set[str] = set()

    def is_same(self, response: Response, source: Listing) -> bool:
        """Say whether a source is as it was, and note the look if so."""
        last: PageState | None = response.meta.get("look")
        if last is None or not is_same(last, response.status, body_hash(response)):
            return False
        page = page_state(response, self._run.site, source.kind, last.outcome)
        self._save(replace(page, url=last.url), last)
        return True

    def is_resumed(self, source: Listing) -> bool:
        """Say whether the last crawl did not see all that a source leads to."""
        return source.url in self._resumed

    def begin(
        self, response: Response, source: Listing, page: int, *, is_empty: bool
    ) -> None:
        """Note a page of a source that is new; its first opens the reading."""
        outcome = EMPTY if is_empty else READ
        came = page_state(response, self._run.site, source.kind, outcome)
        if page > 1:
            came = replace(came, etag=None, last_modified=None)
            self._run.store.save_page(came)
            return
        last: PageState | None = response.meta.get("look")
        self._open[source.url] = _Reading(came, last)
        if last is not None and last.outcome == READING:
            self._resumed.add(source.url)

    def lead(self, source: Listing, page: int, requests: Sequence[Request]) -> None:
        """Note what a page of a source leads to; a reading that leads nowhere ends."""
        reading = self._open.get(source.url)
        if reading is None:
            return
        reading.fresh += sum("found" in request.cb_kwargs for request in requests)
        if page > 1:
            return
        if requests:
            begun = replace(
                reading.page,
                outcome=READING,
                etag=None,
                last_modified=None,
                body_hash=None,
            )
            self._save(begun, reading.last)
        else:
            self._save(reading.page, reading.last)
            del self._open[source.url]

    def fail(self, response: Response, source: Listing, page: int, reason: str) -> None:
        """Note a page of a source that came and cannot be used."""
        if page > 1:
            self._break(source)
            return
        last: PageState | None = response.meta.get("look")
        # A source that was not read to its end stays so, whatever comes between.
        was_reading = last is not None and last.outcome == READING
        outcome: Literal["error", "reading"] = READING if was_reading else FAILED
        came = page_state(response, self._run.site, source.kind, outcome)
        came = replace(came, reason=reason, body_hash=None, etag=None)
        failed = planned(replace(came, outcome=FAILED), last, self._run.site)
        self._run.store.save_page(replace(failed, outcome=outcome))

    def lose(self, failure: Failure, source: Listing, page: int) -> None:
        """Note a page of a source that did not come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HttpError):
            response = failure.value.response
        else:
            request.meta["fetched_at"] = self._run.clock()
            response = Response(request.url, status=0, request=request)
        is_ignored = isinstance(failure.value, IgnoreRequest)
        is_ignored = is_ignored and not isinstance(failure.value, HttpError)
        reason = refusal(failure) if is_ignored else error_name(failure)
        self.fail(response, source, page, reason)

    def settle(self) -> None:
        """Note at the crawl's end the sources all of whose pages were seen."""
        pages = [
            planned(one.page, one.last, self._run.site, fresh=one.fresh)
            for one in self._open.values()
            if not one.is_broken
        ]
        self._open.clear()
        if pages:
            self._run.store.save_page(*pages)

    def _break(self, source: Listing) -> None:
        if reading := self._open.get(source.url):
            reading.is_broken = True

    def _save(self, page: PageState, last: PageState | None) -> None:
        self._run.store.save_page(planned(page, last, self._run.site))
