"""The store's verbs: short, synchronous, each one transaction.

Several crawlers of one process share a store, so no transaction stays open between two
calls; streams read in batches. `snapshot` is the exception for publishing: what is read
inside it is one state.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Select, func, select, tuple_

from newscrawl.identity import Change, address_keys, canonical_url
from newscrawl.record import Article, Source, from_json
from newscrawl.store import schema as s
from newscrawl.store.database import Database
from newscrawl.store.duplicates import Duplicates, forget
from newscrawl.store.failures import told
from newscrawl.store.rows import AnyRow, page_row, source_row
from newscrawl.store.save import Sight, Writer
from newscrawl.store.state import Event, PageState, State
from newscrawl.store.statements import upsert

_BATCH = 500


def open_store(url: str, *, read_only: bool = False, timeout_s: float = 30.0) -> Store:
    """Open a store, made or brought forward where needed; a context manager.

    `url` is `sqlite:///FILE` or `postgresql+psycopg://…`; `timeout_s` bounds the wait
    for another process. Raises ConfigError for another address, StoreLockedError,
    StoreUnwritableError, StoreCorruptError, StoreVersionError, or StoreError.
    """
    database = Database(url, read_only=read_only, timeout_s=timeout_s)
    try:
        database.check()
        with database.read() if read_only else database.write() as connection:
            s.prepare(connection, database.where, read_only=read_only)
    except BaseException:
        database.close()
        raise
    return Store(database)


class Store:
    """An open store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._snapshot: Connection | None = None
        self._sources: dict[str, tuple[Source, str | None]] = {}

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
        """Close the store."""
        self._database.close()

    def check(self) -> None:
        """Look through the whole of an SQLite file for damage; StoreCorruptError."""
        self._database.check(whole=True)

    # Writing

    def begin_run(self, sites: Iterable[str], at: str) -> int:
        """Note that a run over some sites begins; `at` is RFC 3339 UTC."""
        values = {"sites": json.dumps(sorted(sites)), "started_at": at}
        with self._database.write() as connection:
            last = connection.execute(select(func.max(s.runs.c.id))).scalar()
            run = (last or 0) + 1
            connection.execute(s.runs.insert().values(id=run, **values))
        return run

    def end_run(self, run: int, at: str, counts: Mapping[str, int]) -> None:
        """Note that a run has ended, and its counts; forget sketches 14 days old."""
        text = json.dumps(dict(counts), sort_keys=True)
        update = s.runs.update().where(s.runs.c.id == run)
        with self._database.write() as connection:
            connection.execute(update.values(ended_at=at, counts=text))
            forget(connection, at)

    def save(
        self,
        article: Article,
        addresses: Iterable[str],
        page: PageState | None,
        run: int | None,
        *,
        zone: str | None = None,
    ) -> Change:
        """Store what is seen of an identified article, its page state and its event.

        One transaction: the article is looked up by its addresses, compared with what
        is known, and written when it changed; `zone` is the IANA zone of its source.
        Returns what that did.
        """
        sight = Sight(article, frozenset(addresses), page, run, zone)
        source = (article.source, zone)
        is_new_source = self._sources.get(article.source.id) != source
        with self._database.write() as connection:
            if is_new_source:
                upsert(connection, s.sources, source_row(article.source, zone))
            change = Writer(connection, run).save(sight)
        self._sources[article.source.id] = source
        return change

    def save_page(self, page: PageState) -> None:
        """Store a page's state alone."""
        with self._database.write() as connection:
            upsert(connection, s.pages, page_row(page))

    # Reading

    def page(self, url: str) -> PageState | None:
        """Return the state of a page, by any spelling of its address."""
        query = select(s.pages).where(s.pages.c.url == canonical_url(url))
        with self._read() as connection:
            row = connection.execute(query).mappings().first()
        return PageState(**row) if row else None

    def is_known(self, *keys: str) -> bool:
        """Say whether an article is known by any of these address keys."""
        query = select(s.addresses.c.key).where(s.addresses.c.key.in_(keys)).limit(1)
        with self._read() as connection:
            return connection.execute(query).first() is not None

    def find(self, url_or_id: str) -> Article | None:
        """Return the article of an id, or of one of its addresses in any spelling."""
        keys = address_keys(url_or_id)
        query = select(s.articles.c.record)
        if keys:
            query = query.join(s.addresses).where(s.addresses.c.key.in_(keys))
        else:
            query = query.where(s.articles.c.id == url_or_id)
        with self._read() as connection:
            record = connection.execute(query).scalar()
        return from_json(record) if record else None

    def find_copy(self, article: Article) -> Article | None:
        """Return the stored article whose text another tells, None without one."""
        with self._read() as connection:
            placed = Duplicates(connection).place(article, None)
        if placed.article.cluster_id is None:
            return None
        head = placed.article.duplicate_of or placed.others[0][0].article.id
        return self.find(head)

    def articles(self, source: str | None = None) -> Iterator[Article]:
        """Iterate over all articles, or a source's, by date and id, in flat memory."""
        for _, line in self.lines(source):
            yield from_json(line)

    def lines(self, source: str | None = None) -> Iterator[tuple[str, str]]:
        """Iterate as `articles` does: pairs of the sort instant and the record's JSON."""
        columns = (s.articles.c.sort, s.articles.c.id, s.articles.c.record)
        query = select(*columns).order_by(s.articles.c.sort, s.articles.c.id)
        if source is not None:
            query = query.where(s.articles.c.source == source)
        key = tuple_(s.articles.c.sort, s.articles.c.id)
        rows = self._batch(query)
        while rows:
            for row in rows:
                yield row.sort, row.record
            rows = self._batch(query.where(key > (rows[-1].sort, rows[-1].id)))

    def newest(
        self, *, source: str | None = None, region: str | None = None, limit: int = 50
    ) -> list[Article]:
        """Return the newest usable articles, newest first, as feeds show them.

        Each as of its last significant change: its bytes stand until the next one.
        """
        shown = func.coalesce(s.articles.c.entry, s.articles.c.record)
        query = select(shown).where(s.articles.c.status == "usable")
        if source is not None:
            query = query.where(s.articles.c.source == source)
        if region is not None:
            query = query.where(s.articles.c.region == region)
        order = (s.articles.c.sort.desc(), s.articles.c.id.desc())
        with self._read() as connection:
            records = connection.execute(query.order_by(*order).limit(limit)).scalars()
            return [from_json(record) for record in records]

    def sources(self) -> list[Source]:
        """Return every source that has an article, by id, as last seen."""
        query = select(s.sources.c.record).order_by(s.sources.c.id)
        with self._read() as connection:
            found = connection.execute(query).scalars()
            return [Source(**json.loads(record)) for record in found]

    def zones(self) -> dict[str, str]:
        """Return the IANA zone of each source that has one, by the source's id."""
        columns = select(s.sources.c.id, s.sources.c.zone).order_by(s.sources.c.id)
        with self._read() as connection:
            rows = connection.execute(columns).all()
        return {row.id: row.zone for row in rows if row.zone}

    def events(self, since: int = 0) -> Iterator[Event]:
        """Iterate over the events after a seq, in order, in flat memory."""
        record = func.coalesce(s.versions.c.record, s.articles.c.record)
        query = (
            select(s.events, record.label("record"))
            .join(s.articles, s.articles.c.id == s.events.c.article_id)
            .outerjoin(s.versions, s.versions.c.seq == s.events.c.seq)
            .order_by(s.events.c.seq)
        )
        rows = self._batch(query.where(s.events.c.seq > since))
        while rows:
            yield from (_event(row) for row in rows)
            rows = self._batch(query.where(s.events.c.seq > rows[-1].seq))

    def last_seq(self) -> int:
        """Return the seq of the newest event, 0 without one."""
        return self.state().seq

    def state(self) -> State:
        """Return where the change log stands."""
        newest = select(s.events.c.seq, s.events.c.run).order_by(s.events.c.seq.desc())
        first = select(s.events.c.article_id).where(s.events.c.seq == 1)
        with self._read() as connection:
            last = connection.execute(newest.limit(1)).first()
            first_id = connection.execute(first).scalar()
        return State(last.seq if last else 0, last.run if last else None, first_id)

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let what is read inside be one state of the store, whoever writes meanwhile."""
        with self._database.read() as connection:
            if not self._database.is_sqlite:
                level = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
                connection.exec_driver_sql(level)
            self._snapshot = connection
            try:
                yield
            finally:
                self._snapshot = None

    @contextlib.contextmanager
    def _read(self) -> Iterator[Connection]:
        if self._snapshot is not None:
            with told(self._database.where):
                yield self._snapshot
            return
        with self._database.read() as connection:
            yield connection

    def _batch(self, query: Select[*tuple[Any, ...]]) -> Sequence[AnyRow]:
        with self._read() as connection:
            return connection.execute(query.limit(_BATCH)).all()


def _event(row: AnyRow) -> Event:
    return Event(
        row.seq,
        row.op,
        row.article_id,
        row.version,
        row.at,
        row.significant,
        tuple(json.loads(row.changed)),
        row.run,
        row.record,
    )
