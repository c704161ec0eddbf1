"""Article pages: which are asked for, what each proves to be, what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.discover import FoundLink
from newscrawl.items import ArticleItem, RefusedItem, escaped
from newscrawl.markup import read_document
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


class ArticlePages:
    """Asks for a site's article pages; `leads` uses the links of one that is a list."""

    def __init__(self, run: Run, leads: Callable[[Response], Output]) -> None:
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
        yield self._request(url, link, hops)

    def given(self, url: str) -> Iterator[Request]:
        """Yield the request for an address that was asked for by name."""
        site, known = self._run.site, self._run.known
        if not site.is_continued_url(url) and known.first_time(url):
            yield self._request(url, None, hops=1)

    def _request(self, url: str, found: FoundLink | None, hops: int) -> Request:
        return Request(
            url,
            self.parse,
            errback=self.lose,
            cb_kwargs={"found": found, "hops": hops},
        )

    def parse(self, response: Response, found: FoundLink | None, hops: int) -> Output:
        """Read an article page: an article, the first of several pages, or a refusal.

        `hops` counts the refused pages that led here.
        """
        self._run.count("pages")
        read = self._read(response)
        if isinstance(read, Refusal):
            yield self._refused_item(response, read.reason, read.detail)
            if read.reason == "listing" and hops == 0:
                yield from self._leads(response)
            return
        if isinstance(read, str):
            yield self._refused_item(response, read, "the connection ended early")
            return
        item = ArticleItem(
            site=self._run.site,
            raw=read,
            fetch=fetch_facts(response),
            body_hash=body_hash(response),
            found=found,
        )
        yield from self._continued.whole(item)

    def _read_continued(self, response: Response) -> RawArticle | Refusal | str:
        return self._read(response, is_continued=True)

    def _read(
        self, response: Response, *, is_continued: bool = False
    ) -> RawArticle | Refusal | str:
        if is_half(response):
            return "half-page"
        if not response.body.strip():
            return Refusal(response.url, "empty", "the body is empty")
        kind = header(response, "Content-Type")
        document = read_document(response.body, response.url, kind)
        at = fetched_at(response)
        return self._run.reader.read(document, at, is_continued=is_continued)

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
