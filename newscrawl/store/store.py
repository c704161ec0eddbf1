"""The store's verbs that write: short, synchronous, each one transaction.

Several crawlers of one process share a store, so no transaction stays open between two
calls.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Self

from sqlalchemy import func, select

from newscrawl.errors import StoreError, UnknownArticleError
from newscrawl.identity import Change
from newscrawl.identity.address import bare_host
from newscrawl.identity.mirrors import mirror_key
from newscrawl.record import Article, Source
from newscrawl.store import health, listing, search
from newscrawl.store import schema as s
from newscrawl.store.agenda import Agenda
from newscrawl.store.database import Database, file_of
from newscrawl.store.discovery import Discovery, forget_old
from newscrawl.store.duplicates import forget
from newscrawl.store.health import Health
from newscrawl.store.listing import Rules
from newscrawl.store.locks import SiteLocks
from newscrawl.store.migrations import prepare
from newscrawl.store.overrules import Overruler
from newscrawl.store.reading import Reader
from newscrawl.store.rows import page_row, source_row
from newscrawl.store.save import Sight, Writer
from newscrawl.store.state import Lesson, PageState
from newscrawl.store.statements import upsert
from newscrawl.store.upkeep import Upkeep


def open_store(
    url: str,
    *,
    read_only: bool = False,
    is_there: bool = False,
    timeout_s: float = 30.0,
) -> Store:
    """Open a store, made or brought forward where needed; a context manager.

    `url` is `sqlite:///FILE` or `postgresql+psycopg://…`; with `is_there` none is made;
    `timeout_s` bounds the wait for another process. Raises ConfigError for another
    address, StoreLockedError, StoreUnwritableError, StoreCorruptError,
    StoreVersionError, or StoreError.
    """
    return Store(
        opened(url, read_only=read_only, is_there=is_there, timeout_s=timeout_s)
    )


def opened(
    url: str, *, read_only: bool, is_there: bool = False, timeout_s: float = 30.0
) -> Database:
    """Return a database that is sound and of today's schema; raises as `open_store`."""
    file = file_of(url)
    if is_there and file is not None and not file.exists():
        raise StoreError(str(file), "no such store: crawl first")
    database = Database(url, read_only=read_only, timeout_s=timeout_s)
    try:
        database.check()
        with database.read() if read_only else database.write() as connection:
            prepare(connection, database.where, read_only=read_only, is_there=is_there)
    except BaseException:
        database.close()
        raise
    return database


class Store(Reader):
    """An open store; a context manager that closes it."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._locks = SiteLocks(database)
        self.discovery = Discovery(database)
        self.health = Health(database)
        self.upkeep = Upkeep(database)
        self.agenda = Agenda(database)
        self._sources: dict[str, tuple[Source, str | None]] = {}
        self._mirrors: list[tuple[str, str]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store, and let go of the sites it holds."""
        self._locks.release()
        self._database.close()

    def hold(self, site: str) -> None:
        """Keep every other process from crawling a site while this store is open.

        Raises SiteBusyError at once when another has it; a killed one has nothing.
        """
        self._locks.take(site)

    @contextlib.contextmanager
    def publishing(self) -> Iterator[None]:
        """Keep others from publishing this store meanwhile; wait for one that does.

        Raises StoreLockedError when that takes ten minutes.
        """
        turn = SiteLocks(self._database)
        turn.wait_to_publish()
        try:
            yield
        finally:
            turn.release()

    def check(self) -> None:
        """Look through the whole of an SQLite file for damage; StoreCorruptError."""
        self._database.check(whole=True)

    def begin_run(self, sites: Iterable[str], at: str) -> int:
        """Note that a run over some sites begins; `at` is RFC 3339 UTC."""
        values = {"sites": json.dumps(sorted(sites)), "started_at": at}
        with self._database.write() as connection:
            last = connection.execute(select(func.max(s.runs.c.id))).scalar()
            run = (last or 0) + 1
            connection.execute(s.runs.insert().values(id=run, **values))
        return run

    def end_run(self, run: int, at: str, counts: Mapping[str, int]) -> None:
        """Note that a run has ended, and its counts; forget what is old."""
        text = json.dumps(dict(counts), sort_keys=True)
        update = s.runs.update().where(s.runs.c.id == run)
        with self._database.write() as connection:
            connection.execute(update.values(ended_at=at, counts=text))
            row = connection.execute(select(s.runs.c.sites).where(s.runs.c.id == run))
            for site in json.loads(row.scalar_one()):
                health.count_run(connection, site, at, counts)
            forget(connection, at)
            forget_old(connection, at)

    def save(
        self,
        article: Article,
        addresses: Iterable[str],
        page: PageState | None,
        run: int | None,
        *,
        zone: str | None = None,
        lesson: Lesson | None = None,
    ) -> Change:
        """Store what is seen of an identified article, its page state and its event.

        One transaction: the article is looked up by its addresses, compared with what
        is known, and written when it changed; `zone` is the IANA zone of its source,
        `lesson` what its page taught. Returns what that did.
        """
        keys = frozenset(addresses) | self._mirror_keys(article)
        sight = Sight(article, keys, page, run, zone)
        source = (article.source, zone)
        is_new_source = self._sources.get(article.source.id) != source
        with self._database.write() as connection:
            if is_new_source:
                upsert(connection, s.sources, source_row(article.source, zone))
            change = Writer(connection, run).save(sight)
            if lesson is not None:
                upsert(connection, s.site_lessons, asdict(lesson))
        self._sources[article.source.id] = source
        return change

    def revise(self, read: Article, at: str) -> Change:
        """Store what today's rules read of a known article's page; its id stays.

        `read` bears the known article's id; `at` is RFC 3339 UTC. Raises
        UnknownArticleError for an id that no article has.
        """
        with self._database.write() as connection:
            change = Writer(connection, None).revise(read, at)
        if change is None:
            raise UnknownArticleError(read.id, self.where)
        return change

    def save_page(self, *pages: PageState) -> None:
        """Store the states of pages alone, in one transaction."""
        with self._database.write() as connection:
            for page in pages:
                upsert(connection, s.pages, page_row(page))

    def save_site_memory(self, site: str, version: int, memory: bytes, at: str) -> None:
        """Store what is to be kept of a site, its lessons in it; `version` is its form."""
        row = {"site": site, "version": version, "memory": memory, "updated": at}
        lessons = s.site_lessons
        with self._database.write() as connection:
            upsert(connection, s.site_memory, row)
            connection.execute(lessons.delete().where(lessons.c.site == site))

    def index(self) -> Iterator[int]:
        """Make the full-text index anew, 500 articles a transaction; yield each count.

        From the first on, each save keeps it. One that was cut short is made anew.
        """
        with self._database.write() as connection:
            search.begin(connection)
        while True:
            with self._database.write() as connection:
                count = search.index_some(connection)
            if not count:
                return
            yield count

    def drop_index(self) -> None:
        """Remove the full-text index, and what keeping it costs each save."""
        with self._database.write() as connection:
            search.drop(connection)

    def list_articles(self, rules: Rules) -> int:
        """Bring the lists of what each feed holds up to the newest event; its seq.

        Costs by the events since the last call; with other rules, all of them.
        """
        with self._database.write() as connection:
            listing.begin(connection, rules)
        while True:
            with self._database.write() as connection:
                if not listing.advance(connection, rules):
                    return self.listed_seq()

    def split(self, one: str, other: str, at: str) -> Change:
        """Say that two articles, by id or address, are neither one nor copies.

        A copy leaves its cluster, a merge is undone, and they are never linked again.
        `at` is RFC 3339 UTC. Raises UnknownArticleError, or ConfigError when the two
        are the same.
        """
        with self._database.write() as connection:
            overruler = Overruler(connection, None)
            return overruler.split(one, other, at, self._database.where)

    def merge(self, one: str, other: str, at: str) -> Change:
        """Say that two articles, by id or address, are one: the elder survives.

        Returns the survivor's change. Raises as `split` does.
        """
        with self._database.write() as connection:
            overruler = Overruler(connection, None)
            return overruler.unite(one, other, at, self._database.where)

    def say_of_mirrors(
        self, host: str, other: str, at: str, *, is_believed: bool
    ) -> int:
        """Remember whether two hosts carry the same articles, as a person says.

        Of mirrors, articles alike with the same file name are one, those stored and
        those to come. Returns how many were united; `at` is RFC 3339 UTC.
        """
        self._mirrors = None
        with self._database.write() as connection:
            overruler = Overruler(connection, None)
            return overruler.say_of_mirrors(host, other, at, is_believed=is_believed)

    def _mirror_keys(self, article: Article) -> frozenset[str]:
        if self._mirrors is None:
            told = self.mirrors_told()
            self._mirrors = [pair for pair, is_believed in told.items() if is_believed]
        if not self._mirrors:
            return frozenset()
        host = bare_host(article.url)
        pairs = (pair for pair in self._mirrors if host in pair)
        return frozenset(mirror_key(article.url, pair) for pair in pairs)

    def miss(self, page: PageState, run: int | None) -> Change | None:
        """Note that an article's page is no more: 404 or 410.

        The article is gone, and the change returned, when its own address was missed
        twice, twelve hours apart at least.
        """
        with self._database.write() as connection:
            return Writer(connection, run).miss(page)
