"""The walk over a site's sources: listings, feeds and sitemaps, and what they lead to.

Each source leads, as far as its walk goes, to article pages. What it leads to waits in
the store until it is fetched. A page that was taken for an article and proves to be a
listing has its links used, once.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.discover import leads_astray
from newscrawl.items import escaped
from newscrawl.markup import Document
from newscrawl.page import RawArticle
from newscrawl.sites import Listing
from newscrawl.spiders.articles import ArticlePages
from newscrawl.spiders.backlog import Backlog, Wanted
from newscrawl.spiders.exploring import Exploration
from newscrawl.spiders.responses import error_name, error_words, is_half
from newscrawl.spiders.run import Output, Run
from newscrawl.spiders.source_looks import SourceLooks
from newscrawl.spiders.sources import Source, read_list, read_source
from newscrawl.spiders.walk import Walk, Walks
from newscrawl.store import PageState, Visit, Waiting


class Listings:
    """Walks one site's sources; `articles` asks for the article pages they lead to."""

    def __init__(self, run: Run, check_every: int = 0) -> None:
        self._run = run
        before = {one.url: one for one in run.store.discovery.yields(run.site.name)}
        self._walks = Walks(run.reach, before, check_every)
        self._looks = SourceLooks(run)
        self.exploration = Exploration(run, self._looks, before)
        self.articles = ArticlePages(run, self.use_page, self.learn)
        at_once = run.crawler.settings.getint("NEWSCRAWL_QUEUED")
        self.backlog = Backlog(self.articles.request, at_once)

    def start(self) -> Iterator[Request]:
        """Yield requests for what the last crawl left, then for each source."""
        run = self._run
        for source, url, page, is_deep in run.frontier.pages():
            if run.known.first_time(url):
                walk = self._walks.begin(source, is_deep=is_deep, is_resumed=True)
                yield self._request(walk, url, page)
        yield from self.backlog.take(self._left_over())
        only_due = run.crawler.settings.getbool("NEWSCRAWL_DUE")
        for source in run.site.sources or (Listing(url=run.site.url),):
            if not only_due or self._looks.is_due(source.url):
                yield self._begin(source)

    def _left_over(self) -> Iterator[Wanted]:
        """Yield the articles that the last crawl did not come to."""
        known = self._run.known
        for links in self._run.frontier.articles():
            with known.looked_up(link.url for link in links):
                # The listing of one that is known shall meet the others.
                left = [link for link in links if not known.holds(link.url)]
                found = [self.articles.wanted(link) for link in left]
            yield from filter(None, found)

    def _begin(self, source: Listing) -> Request:
        """Return the request for the first page of a source."""
        walk = self._walks.begin(source, is_deep=self._is_deep(source))
        return self._request(walk, source.url, 1)

    def _is_deep(self, source: Listing) -> bool:
        """Say whether a source is walked over what is known.

        A backfill that goes on has walked what it read already: of that only the
        newest pages are looked at again.
        """
        began = self._run.frontier.began
        if not self._run.reach.is_deep or began is None:
            return self._run.reach.is_deep
        page = self._run.store.page(source.url)
        return page is None or datetime.fromisoformat(page.fetched_at) < began

    def _request(self, walk: Walk, url: str, page: int) -> Request:
        """Return the request for a page of a source, its first only if it changed.

        A walk over what is known needs the page whole, and so does the search for
        sections.
        """
        is_home = walk.source.explore and walk.source in self._run.site.sources
        is_whole = page > 1 or walk.is_deep or walk.is_check or is_home
        look = self._run.look(url)
        if is_whole and look is not None:
            look = replace(look, etag=None, last_modified=None, body_hash=None)
        return Request(
            url,
            self.parse,
            errback=self.lose,
            cb_kwargs={"walk": walk, "page": page, "asked": url},
            meta={"look": look},
            dont_filter=page == 1,
            priority=self._priority(walk, page),
        )

    def _priority(self, walk: Walk, page: int) -> int:
        """Return the priority of a source's page; that of articles is 0.

        A section that nobody named waits for the articles that are known: they name
        sections.
        """
        is_guess = walk.source.explore and walk.source not in self._run.site.sources
        is_late = is_guess if page == 1 else walk.is_deep
        return -1 if is_late else 1

    def parse(self, response: Response, walk: Walk, page: int, asked: str) -> Output:
        """Follow a listing, feed or sitemap to its articles and its next page."""
        run = self._run
        run.count("pages")
        run.known.first_time(response.url)
        if is_half(response):
            run.logger.warning("%s: half a page came", escaped(response.url))
            run.count("errors", "HalfPage")
            run.frontier.lose(asked)
            self._looks.fail(response, walk.source, "half-page")
            yield from self._explore(walk.source, 0)
            return
        if state := self._looks.same(response, walk.source):
            run.count("unchanged")
            total = self._walks.total(
                walk, run.site.name, state.fetched_at, is_same=True
            )
            run.store.discovery.save(Visit(asked, state, total, (), ()))
            yield from self._explore(walk.source, None)
            return
        read = self._read(response, walk.source)
        run.count("sources")
        run.count("links", by=len(read.links))
        state = self._looks.read(response, walk.source, is_empty=not read.links)
        yield from self._use(read, walk, page, asked, state)

    def use_page(self, document: Document) -> Output:
        """Use the links of a page that was taken for an article."""
        source = Listing(url=document.url, max_pages=self.exploration.depth)
        walk = self._walks.begin(source, is_deep=False)
        read = read_list(document, self._run.site)
        yield from self._use(read, walk, 1, source.url, None)

    def learn(self, article: RawArticle) -> Iterator[Request]:
        """Take in which section an article names; ask for one that was passed by."""
        section = self.exploration.learn(article)
        if section is not None:
            yield self._begin(section)

    def _use(
        self, read: Source, walk: Walk, page: int, asked: str, state: PageState | None
    ) -> Output:
        """Ask for what a source leads to: articles, its next page, sections."""
        run, source = self._run, walk.source
        met, held, missed = run.known.met, run.known.held, walk.missed
        with run.known.looked_up(link.url for link in read.links):
            wanted = list(self._follow(read, source))
        walk.note(
            links=len(read.links),
            new=len(wanted),
            held=run.known.held - held,
            unseen=run.known.met - met,
        )
        unseen = run.known.met - met
        run.count("missed", by=walk.missed - missed)
        further = list(self._further(read, walk, page, asked))
        self._keep(read, walk, page, asked, state, wanted, further)
        yield from self.backlog.take(wanted)
        yield from self.backlog.take(
            self._request(walk, url, page + 1) for url in further
        )
        if source.explore:
            for machine in self.exploration.machines(read, source):
                yield self._begin(machine)
            if page == 1 and (unseen or source in run.site.sources):
                self.exploration.add(read.sections)
            if page == 1:
                yield from self._explore(source, unseen)

    def _follow(self, read: Source, source: Listing) -> Iterator[Wanted]:
        """Yield what to ask for of a page's articles, the too old ones left out."""
        run = self._run
        for link in read.links:
            if run.reach.is_before(link, run.site.language):
                run.count("older")
                continue
            section = link.section or source.section
            named = replace(link, section=section)
            wanted = self.articles.wanted(named, source.url)
            if wanted is not None:
                yield wanted

    def _further(
        self, read: Source, walk: Walk, page: int, asked: str
    ) -> Iterator[str]:
        """Yield the addresses of a source's next pages, where it is worth it."""
        run = self._run
        is_far = page >= walk.source.max_pages
        is_past = run.reach.is_past(read.links, run.site.language, is_far=is_far)
        if is_past or not walk.goes_on(page):
            return
        for url in read.further:
            if not run.site.covers(url) or leads_astray(url, asked, page):
                continue
            if run.known.first_time(url):
                yield url

    def _keep(
        self,
        read: Source,
        walk: Walk,
        page: int,
        asked: str,
        state: PageState | None,
        wanted: list[Wanted],
        further: list[str],
    ) -> None:
        """Store a page of a source with all that it leads to, in one step."""
        run = self._run
        at = state.fetched_at if state else rfc3339(run.clock())
        waiting: list[Waiting] = list(run.frontier.of_articles(wanted, at))
        for url in further:
            deep = walk.is_deep
            waiting.append(
                run.frontier.of_page(walk.source, url, page + 1, at, is_deep=deep)
            )
        total = self._walks.total(walk, run.site.name, at)
        told = tuple(link.url for link in read.links)
        if state is not None and page == 1:
            state = self._looks.paced(state, len(wanted))
        run.store.discovery.save(Visit(asked, state, total, told, tuple(waiting)))

    def _explore(self, source: Listing, brought: int | None) -> Iterator[Request]:
        """Ask for the next section of a site that is known by its address alone."""
        section = self.exploration.next(source, brought)
        if section is not None:
            yield self._begin(section)

    def _read(self, response: Response, source: Listing) -> Source:
        read = read_source(response, source, self._run.site)
        for note in read.notes:
            said = escaped(note)
            self._run.logger.info("%s: %s", escaped(response.url), said)
        return read

    def lose(self, failure: Failure) -> Output:
        """Count a source that could not be read; a guess that was wrong is none."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk = request.cb_kwargs["walk"]
        source = walk.source
        is_guess = source not in self._run.site.sources
        if is_guess and isinstance(failure.value, HttpError | IgnoreRequest):
            level = logging.DEBUG
        else:
            level = logging.WARNING
            self._run.count("errors", error_name(failure))
            if not isinstance(failure.value, IgnoreRequest):
                self._run.frontier.lose(request.cb_kwargs["asked"])
        said = error_words(failure)
        self._run.logger.log(level, "%s: %s", escaped(request.url), said)
        self._looks.lose(failure, source)
        yield from self._explore(source, 0)
