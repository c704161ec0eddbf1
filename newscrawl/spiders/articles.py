"""Article pages: which are asked for, what each proves to be, what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.discover import FoundLink
from newscrawl.items import ArticleItem, RefusedItem, escaped
from newscrawl.markup import Document, read_document
from newscrawl.page import RawArticle, Refusal
from newscrawl.spiders.continued import ContinuedPages
from newscrawl.spiders.responses import (
    body_hash,
    error_name,
    fetch_facts,
    fetched_at,
    header,
    is_half,
)
from newscrawl.spiders.run import Output, Run

LAST: Final = -10  # the priority of a request that will hardly bring an article
# Reasons that speak of the page, not of the way to it or of one day's state.
_NO_ARTICLE: Final = frozenset({"listing", "no-text", "no-title", "video-only"})


class ArticlePages:
    """Asks for a site's article pages; `leads` uses the links of one that is a list."""

    def __init__(self, run: Run, leads: Callable[[Document], Output]) -> None:
        self._run = run
        self._leads = leads
        self._continued = ContinuedPages(run, self._read_continued)

    def follow(self, link: FoundLink, hops: int = 0) -> Iterator[Request]:
        """Yield the request for an article that is neither known nor foreign."""
        url, site, known = link.url, self._run.site, self._run.known
        if not site.covers(url) or site.is_article_url(url) is False:
            return
        if site.is_continued_url(url) or not known.first_time(url):
            return
        if known.holds(url):
            self._run.count("known")
            return
        is_barren = site.is_article_url(url) is None and self._run.trust.is_barren(url)
        if is_barren and not self._run.trust.may_try(url):
            self._run.count("untried")
            return
        yield self._request(url, link, hops, LAST if is_barren else 0)

    def given(self, url: str) -> Iterator[Request]:
        """Yield the request for an address that was asked for by name."""
        site, known = self._run.site, self._run.known
        if not site.is_continued_url(url) and known.first_time(url):
            yield self._request(url, None, hops=1)

    def _request(
        self, url: str, found: FoundLink | None, hops: int, priority: int = 0
    ) -> Request:
        return Request(
            url,
            self.parse,
            errback=self.lose,
            cb_kwargs={"found": found, "hops": hops},
            priority=priority,
        )

    def parse(self, response: Response, found: FoundLink | None, hops: int) -> Output:
        """Read an article page: an article, the first of several pages, or a refusal.

        `hops` counts the refused pages that led here.
        """
        self._run.count("pages")
        asked = found.url if found else response.url
        document = self._document(response)
        if not isinstance(document, Document):
            yield self._refused_item(response, *document)
            return
        read = self._run.reader.read(document, fetched_at(response))
        if isinstance(read, Refusal):
            if read.reason in _NO_ARTICLE:
                self._run.trust.note(asked, is_article=False)
            yield self._refused_item(response, read.reason, read.detail)
            if read.reason == "listing" and hops == 0:
                yield from self._leads(document)
            return
        self._run.trust.note(asked, is_article=True)
        item = ArticleItem(
            site=self._run.site,
            raw=read,
            fetch=fetch_facts(response),
            body_hash=body_hash(response),
            found=found,
        )
        yield from self._continued.whole(item)

    def _document(self, response: Response) -> Document | tuple[str, str]:
        """Return the parsed page, or the reason and words for there being none."""
        if is_half(response):
            return "half-page", "the connection ended early"
        if not response.body.strip():
            return "empty", "the body is empty"
        kind = header(response, "Content-Type")
        return read_document(response.body, response.url, kind)

    def _read_continued(self, response: Response) -> RawArticle | None:
        """Return what a further page of an article says, None where it is none."""
        document = self._document(response)
        if not isinstance(document, Document):
            return None
        at = fetched_at(response)
        read = self._run.reader.read(document, at, is_continued=True)
        return read if isinstance(read, RawArticle) else None

    def lose(self, failure: Failure) -> Output:
        """Drop a page that may not be had; count a request that got no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        if isinstance(failure.value, HttpError):
            response = failure.value.response
            said = f"the server answered {response.status}"
            yield self._refused_item(response, f"http-{response.status}", said)
        elif isinstance(failure.value, IgnoreRequest):
            request.meta.setdefault("fetched_at", self._run.clock())
            nothing = Response(request.url, status=0, request=request)
            yield self._refused_item(nothing, "robots", failure.getErrorMessage())
        else:
            self._run.count("errors", error_name(failure))
            found: FoundLink | None = request.cb_kwargs["found"]
            self._run.frontier.lose(found.url if found else request.url)
            said = escaped(failure.getErrorMessage())
            self._run.logger.warning("%s: %s", escaped(request.url), said)

    def _refused_item(self, response: Response, reason: str, said: str) -> RefusedItem:
        return RefusedItem(
            site=self._run.site,
            url=response.url,
            status=response.status,
            fetched_at=rfc3339(fetched_at(response)),
            reason=reason,
            detail=said,
        )
