"""Article pages: which are asked for, what each proves to be, what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.discover import FoundLink
from newscrawl.items import ArticleItem, RefusedItem, escaped
from newscrawl.looks import (
    FAILED,
    MISSING,
    found_json,
    found_link,
    is_same,
    planned,
)
from newscrawl.markup import Document, read_document
from newscrawl.page import RawArticle, Refusal
from newscrawl.spiders.backlog import Wanted
from newscrawl.spiders.continued import ContinuedPages
from newscrawl.spiders.responses import (
    asked_url,
    body_hash,
    error_name,
    error_words,
    fetch_facts,
    fetched_at,
    header,
    is_half,
    page_state,
    refusal,
    robots_headers,
)
from newscrawl.spiders.revisits import Revisits, is_article
from newscrawl.spiders.run import Output, Run
from newscrawl.store import PageState

LAST: Final = -10  # the priority of a request that will hardly bring an article
_AGAIN: Final = -1
# Reasons that speak of the page, not of the way to it or of one day's state.
_NO_ARTICLE: Final = frozenset({"listing", "no-text", "no-title", "video-only"})


class ArticlePages:
    """Asks for a site's article pages.

    `leads` uses the links of one that is a list, `learn` what an article says of its
    section.
    """

    def __init__(
        self,
        run: Run,
        leads: Callable[[Document], Output],
        learn: Callable[[RawArticle], Output],
    ) -> None:
        self._run = run
        self._leads = leads
        self._learn = learn
        self._continued = ContinuedPages(run, self._read_continued)
        self.revisits = Revisits(run)

    def wanted(self, link: FoundLink, source: str | None = None) -> Wanted | None:
        """Return what to ask for an article that is neither known nor foreign.

        One that is known is asked for again when `source` tells of a later change.
        """
        url, site, known = link.url, self._run.site, self._run.known
        if not site.covers(url) or site.is_article_url(url) is False:
            return None
        if site.is_continued_url(url) or not known.first_time(url):
            return None
        if known.holds(url):
            return self._pulled(link, source)
        is_barren = site.is_article_url(url) is None and self._run.trust.is_barren(url)
        if is_barren and not self._run.trust.may_try(url):
            self._run.count("untried")
            return None
        priority = LAST if is_barren else 0
        return Wanted(url, link, source, self._run.look(url), priority)

    def _pulled(self, link: FoundLink, source: str | None) -> Wanted | None:
        """Return what to ask for a known article that is said to have changed."""
        look = None if self._run.is_replay else self.revisits.pulled(link)
        if look is None:
            self._run.count("known")
        elif self.revisits.take():
            found, told_by = found_link(look)
            first = (found, told_by) if found else (link, source)
            return Wanted(look.url, *first, look, _AGAIN)
        return None

    def due(self) -> Iterator[Request]:
        """Yield the requests for the articles that are due to be looked at again."""
        for look in () if self._run.is_replay else self.revisits.due():
            if self._run.known.first_time(look.url) and self.revisits.take():
                yield self.request(Wanted(look.url, *found_link(look), look, _AGAIN))

    def given(self, url: str) -> Iterator[Request]:
        """Yield the request for an address that was asked for by name."""
        site, known = self._run.site, self._run.known
        if not site.is_continued_url(url) and known.first_time(url):
            yield self.request(Wanted(url, None, None, self._run.look(url)), hops=1)

    def request(self, wanted: Wanted, *, hops: int = 0) -> Request:
        """Return the request for a page; `hops` counts the pages that led here."""
        return Request(
            wanted.url,
            self.parse,
            errback=self.lose,
            cb_kwargs={"found": wanted.link, "hops": hops},
            meta={"look": wanted.look, "source": wanted.source},
            priority=wanted.priority,
        )

    def parse(self, response: Response, found: FoundLink | None, hops: int) -> Output:
        """Read an article page: an article, the first of several pages, or a refusal.

        `hops` counts the refused pages that led here.
        """
        self._run.count("pages")
        look: PageState | None = response.meta.get("look")
        if is_article(look):
            self.revisits.answered()
        if look and is_same(look, response.status, body_hash(response)):
            self._note_same(response, look)
            return
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
            raw=replace(read, robots=read.robots + robots_headers(response)),
            fetch=fetch_facts(response),
            body_hash=body_hash(response),
            asked=asked_url(response.request) if response.request else "",
            look=look,
            is_lied_about=response.meta.get("false_304", False),
            found=found,
            source=response.meta.get("source"),
            lesson=self._run.reader.lesson,
        )
        yield from self._continued.whole(item)
        yield from self._learn(read)

    def _note_same(self, response: Response, look: PageState) -> None:
        """Note a look at an article's page that is as it was."""
        self._run.count("articles/same")
        page = page_state(response, self._run.site, "article", look.outcome)
        page = replace(page, url=look.url)
        self._run.store.save_page(planned(page, look, self._run.site))

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
        """Drop a page that may not be had; one that gave no answer is tried again."""
        request: Request = failure.request  # type: ignore[attr-defined]
        look: PageState | None = request.meta.get("look")
        if isinstance(failure.value, HttpError):
            response = failure.value.response
            if response.status in (404, 410) and look and is_article(look):
                self._miss(response, look)
                return
            said = f"the server answered {response.status}"
            yield self._refused_item(response, f"http-{response.status}", said)
        elif isinstance(failure.value, IgnoreRequest):
            said = failure.getErrorMessage()
            yield self._refused_item(self._no_answer(request), refusal(failure), said)
        else:
            name = error_name(failure)
            self._run.count("errors", name)
            said = error_words(failure)
            self._run.logger.warning("%s: %s", escaped(request.url), said)
            response = self._no_answer(request)
            page = page_state(response, self._run.site, "article", FAILED)
            found = found_json(request.cb_kwargs["found"], request.meta["source"])
            page = replace(page, reason=name, found=found, body_hash=None)
            self._run.store.save_page(planned(page, look, self._run.site))

    def _no_answer(self, request: Request) -> Response:
        request.meta["fetched_at"] = self._run.clock()
        return Response(request.url, status=0, request=request)

    def _miss(self, response: Response, look: PageState) -> None:
        page = page_state(response, self._run.site, "article", MISSING)
        page = replace(page, url=look.url, reason=f"http-{response.status}")
        self.revisits.miss(planned(page, look, self._run.site))

    def _refused_item(self, response: Response, reason: str, said: str) -> RefusedItem:
        request = response.request
        assert request is not None
        return RefusedItem(
            site=self._run.site,
            url=response.url,
            status=response.status,
            fetched_at=rfc3339(fetched_at(response)),
            reason=reason,
            detail=said,
            look=request.meta.get("look"),
            found=request.cb_kwargs.get("found"),
            source=request.meta.get("source"),
        )
