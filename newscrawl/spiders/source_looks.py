"""What the looks at a site's sources leave in the store, and which are due."""

from __future__ import annotations

from dataclasses import replace

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.looks import EMPTY, FAILED, READ, is_look_due, is_same, planned
from newscrawl.sites import Listing
from newscrawl.spiders.responses import body_hash, error_name, page_state, refusal
from newscrawl.spiders.run import Run
from newscrawl.store import PageState


class SourceLooks:
    """The states of one site's sources; a request carries the last one as `look`."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._lasts: dict[str, PageState | None] = {}

    def is_due(self, url: str) -> bool:
        """Say whether a source is due, as one that nobody looked at is."""
        return is_look_due(self._run.look(url), self._run.clock())

    def is_tried(self, url: str) -> bool:
        """Say whether a guessed source is worth a request: one that failed waits."""
        look = self._run.look(url)
        return not (look and look.failures) or is_look_due(look, self._run.clock())

    def same(self, response: Response, source: Listing) -> PageState | None:
        """Return the state of a source that is as it was, None when it changed."""
        last = _last(response)
        if last is None or not is_same(last, response.status, body_hash(response)):
            return None
        page = self._state(response, source, last.outcome)
        return planned(page, last, self._run.site)

    def read(self, response: Response, source: Listing, *, is_empty: bool) -> PageState:
        """Return the state of a page of a source that is new."""
        page = self._state(response, source, EMPTY if is_empty else READ)
        self._lasts[page.url] = _last(response)
        return page

    def paced(self, page: PageState, fresh: int) -> PageState:
        """Return a source's state with when it is due, `fresh` articles brought."""
        last = self._lasts.pop(page.url, None)
        return planned(page, last, self._run.site, fresh=fresh)

    def fail(self, response: Response, source: Listing, reason: str) -> None:
        """Store that a source came to nothing, and when it is asked again."""
        page = self._state(response, source, FAILED)
        page = replace(page, reason=reason, etag=None, last_modified=None)
        page = planned(replace(page, body_hash=None), _last(response), self._run.site)
        if page.url != source.url:  # a further page has no times of its own
            page = replace(page, due_at=None)
        self._run.store.save_page(page)

    def lose(self, failure: Failure, source: Listing) -> None:
        """Store that a source gave no answer, or none that can be used."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HttpError):
            self.fail(failure.value.response, source, error_name(failure))
            return
        request.meta["fetched_at"] = self._run.clock()
        nothing = Response(request.url, status=0, request=request)
        is_refused = isinstance(failure.value, IgnoreRequest)
        reason = refusal(failure) if is_refused else error_name(failure)
        self.fail(nothing, source, reason)

    def _state(self, response: Response, source: Listing, outcome: str) -> PageState:
        return page_state(response, self._run.site, source.kind, outcome)


def _last(response: Response) -> PageState | None:
    last: PageState | None = response.meta.get("look")
    return last
