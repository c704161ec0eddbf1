"""Look at a site as a crawl would begin to, and keep what was seen; nothing is stored.

Asked for are robots.txt, the page, the feeds it names and the sitemaps that robots.txt
names; where there are neither, the places where systems keep them. Twenty requests at most.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Self
from urllib.parse import urljoin

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.discover import FoundLink, RefusedLink, Section, read_refused
from newscrawl.markup import read_document
from newscrawl.sites import Listing, Site
from newscrawl.spiders.responses import header
from newscrawl.spiders.sources import (
    FEED_PLACES,
    SITEMAP_PLACES,
    read_source,
    stated_sitemaps,
)
from newscrawl.store import PageKind

MAX_REQUESTS: Final = 20
MAX_CHILDREN: Final = 3


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A source that was looked at: who told of it, and its links or its failure."""

    url: str
    kind: PageKind
    told_by: str
    links: tuple[FoundLink, ...] = ()
    notes: tuple[str, ...] = ()
    failure: str = ""


@dataclass(slots=True)
class Survey:
    """What was seen of a site; `url` is where the page was in the end."""

    url: str
    sources: list[Surveyed] = field(default_factory=list)
    sections: tuple[Section, ...] = ()
    next_page: str | None = None
    refused: tuple[RefusedLink, ...] = ()

    @property
    def page(self) -> Surveyed | None:
        """The page that was asked for, None before it was looked at."""
        return self.sources[0] if self.sources else None

    @property
    def links(self) -> dict[str, list[FoundLink]]:
        """Every article link by address, with each source's word of it."""
        found: dict[str, list[FoundLink]] = {}
        for source in self.sources:
            for link in source.links:
                found.setdefault(link.url, []).append(link)
        return found


class SurveySpider(scrapy.Spider):
    """Fill a survey of one page's site."""

    name = "survey"

    def __init__(self, site: Site, survey: Survey, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._site = site
        self._survey = survey
        self._sitemaps: tuple[str, ...] = ()
        self._left = MAX_REQUESTS

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; it hears which sitemaps robots.txt names."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._read_robots, signals.robots_parsed)
        return spider

    def _read_robots(self, robotparser: Any) -> None:
        self._sitemaps = self._sitemaps or stated_sitemaps(robotparser, self._site.url)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        page = Listing(url=self._survey.url)
        for request in self._ask(page, "given"):
            yield request

    def _ask(self, source: Listing, told_by: str) -> Iterator[Request]:
        self._left -= 1
        if self._left >= 0:
            yield Request(
                source.url,
                self.parse,
                errback=self.lose,
                cb_kwargs={"source": source, "told_by": told_by},
            )

    def parse(
        self, response: Response, source: Listing, told_by: str
    ) -> Iterator[Request]:
        """Keep what a source leads to, and ask for what it tells of."""
        read = read_source(response, source, self._site)
        seen = Surveyed(response.url, source.kind, told_by, read.links, read.notes)
        self._survey.sources.append(seen)
        if told_by == "given":
            self._survey.url = response.url
            self._survey.sections = read.sections
            self._survey.next_page = next(iter(read.further), None)
            kind = header(response, "Content-Type")
            document = read_document(response.body, response.url, kind)
            self._survey.refused = read_refused(document, site=self._site)
            yield from self._others(read.feeds)
        elif source.kind == "sitemap" and told_by != "a sitemap":
            for url in read.further[:MAX_CHILDREN]:
                yield from self._ask(Listing(url=url, kind="sitemap"), "a sitemap")

    def _others(self, feeds: tuple[str, ...]) -> Iterator[Request]:
        """Ask for the site's feeds and sitemaps, where it names none by guess."""
        told = [(url, "feed", "the page") for url in feeds]
        told += [(url, "sitemap", "robots.txt") for url in self._sitemaps[:5]]
        home = self._survey.url
        if not told:
            told += [(urljoin(home, at), "feed", "a guess") for at in FEED_PLACES]
            told += [(urljoin(home, at), "sitemap", "a guess") for at in SITEMAP_PLACES]
        for url, kind, told_by in told:
            if self._site.covers(url):
                source = Listing.model_validate({"url": url, "kind": kind})
                yield from self._ask(source, told_by)

    def lose(self, failure: Failure) -> None:
        """Keep why a source could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        source: Listing = request.cb_kwargs["source"]
        if isinstance(failure.value, HttpError):
            why = f"the server answered {failure.value.response.status}"
        else:
            why = failure.getErrorMessage() or type(failure.value).__name__
        told_by = request.cb_kwargs["told_by"]
        lost = Surveyed(source.url, source.kind, told_by, failure=why)
        self._survey.sources.append(lost)
