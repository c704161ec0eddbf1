"""What a store tells: each call one short transaction, streams in batches.

`Snapshot.snapshot` is the exception, for publishing: what is read inside it is one
state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import func, or_, select, tuple_

from newscrawl.identity import address_keys, canonical_url
from newscrawl.identity.mirrors import Mirror
from newscrawl.record import Article, Source, from_json
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.browse import Slice, Wanted, browse
from newscrawl.store.duplicates import Duplicates
from newscrawl.store.family import Family, family
from newscrawl.store.feeds import FeedReader
from newscrawl.store.figures import Figures, figures, last_good_crawls
from newscrawl.store.history import events
from newscrawl.store.mirrors import proposals, verdicts
from newscrawl.store.rows import article_of, record_of
from newscrawl.store.state import Event, Lesson, PageState, State


class Reader(FeedReader):
    """The reading half of a store."""

    @property
    def where(self) -> str:
        """Name the store without its password."""
        return self._database.where

    def page(self, url: str) -> PageState | None:
        """Return the state of a page, by any spelling of its address."""
        with self._read() as connection:
            row = q.run(connection, q.PAGE, {"url": canonical_url(url)}).first()
        return PageState(**row._mapping) if row else None

    def pages(self, urls: Iterable[str]) -> dict[str, PageState]:
        """Return the states of those of many pages that have one, by canonical URL."""
        with self._read() as connection:
            rows = q.in_parts(connection, q.PAGES, map(canonical_url, urls))
            return {row.url: PageState(**row._mapping) for row in rows}

    def due_articles(self, site: str, now: str, *, limit: int) -> list[PageState]:
        """Return the article pages of a site that are due, the longest first.

        `now` is RFC 3339 UTC. A page looked at in the future is due: the clock was
        wrong then.
        """
        page = s.pages.c
        query = select(s.pages).where(page.site == site, page.due_at.is_not(None))
        query = query.where(page.kind == "article")
        query = query.where(or_(page.due_at <= now, page.fetched_at > now))
        query = query.order_by(page.due_at, page.url).limit(limit)
        with self._read() as connection:
            return [PageState(**row) for row in connection.execute(query).mappings()]

    def site_memory(self, site: str, version: int) -> bytes | None:
        """Return what is kept of a site in a form of this version, None: nothing."""
        table = s.site_memory.c
        query = select(table.memory).where(table.site == site, table.version == version)
        with self._read() as connection:
            return connection.execute(query).scalar()

    def lessons(self, site: str, version: int) -> list[Lesson]:
        """Return what a crawl that was killed had learned of a site, in its order."""
        table = s.site_lessons.c
        query = select(s.site_lessons).where(
            table.site == site, table.version == version
        )
        with self._read() as connection:
            rows = connection.execute(query.order_by(table.number)).mappings()
            return [Lesson(**row) for row in rows]

    def is_known(self, *keys: str) -> bool:
        """Say whether an article is known by any of these address keys."""
        return bool(self.known(keys))

    def known(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of many address keys by which an article is known."""
        with self._read() as connection:
            rows = q.in_parts(connection, q.KNOWN, keys)
            return frozenset(row.key for row in rows)

    def find(self, url_or_id: str) -> Article | None:
        """Return the article of an id, or of one of its addresses in any spelling.

        An id that proved to be another article's gives that one.
        """
        keys = address_keys(url_or_id)
        query = select(s.articles.c.record, s.articles.c.merged_into)
        if keys:
            query = query.join(s.addresses, s.addresses.c.article_id == s.articles.c.id)
            query = query.where(s.addresses.c.key.in_(keys))
        else:
            query = query.where(s.articles.c.id == url_or_id)
        with self._read() as connection:
            row = connection.execute(query).first()
        if row and row.merged_into:
            return self.find(row.merged_into)
        return article_of(row) if row else None

    def find_copy(self, article: Article) -> Article | None:
        """Return the stored article whose text another tells, None without one."""
        with self._read() as connection:
            placed = Duplicates(connection).place(article, None)
        if placed.article.cluster_id is None:
            return None
        head = placed.article.duplicate_of or placed.others[0][0].article.id
        return self.find(head)

    def changed(self, since: int = 0) -> Iterator[str]:
        """Iterate over the records that changed after a seq, by their last change.

        Each as it is now, once; in flat memory. Articles merged into another are left
        out.
        """
        query = (
            select(s.events.c.seq, s.articles.c.record)
            .join(s.articles, s.articles.c.id == s.events.c.article_id)
            .where(s.articles.c.seq == s.events.c.seq)
            .where(s.articles.c.merged_into.is_(None))
            .order_by(s.events.c.seq)
        )
        rows = self._batch(query.where(s.events.c.seq > since))
        while rows:
            for row in rows:
                yield record_of(row.record)
            rows = self._batch(query.where(s.events.c.seq > rows[-1].seq))

    def seq_before(self, at: str) -> int:
        """Return the seq of the last event before an instant or day, 0 without one.

        `at` is RFC 3339 in UTC, or the beginning of it: `2024-03-25`.
        """
        first = select(func.min(s.events.c.seq)).where(s.events.c.at >= at)
        with self._read() as connection:
            found = connection.execute(first).scalar()
        return self.state().seq if found is None else int(found) - 1

    def family(self, url_or_id: str) -> Family | None:
        """Return all that is known of who an article is, None for an unknown one."""
        article = self.find(url_or_id)
        if article is None:
            return None
        with self._read() as connection:
            return family(connection, article)

    def mirrors(self) -> list[Mirror]:
        """Return the pairs of hosts that stored copies propose as mirrors."""
        with self._read() as connection:
            return proposals(connection)

    def mirrors_told(self) -> dict[tuple[str, str], bool]:
        """Return what a person said of pairs of hosts: whether they are mirrors."""
        with self._read() as connection:
            return verdicts(connection)

    def articles(self, source: str | None = None) -> Iterator[Article]:
        """Iterate over all articles, or a source's, by date and id, in flat memory."""
        for _, line in self.lines(source):
            yield from_json(line)

    def lines(self, source: str | None = None) -> Iterator[tuple[str, str]]:
        """Iterate as `articles` does: pairs of the sort instant and the record's JSON."""
        columns = (s.articles.c.sort, s.articles.c.id, s.articles.c.record)
        query = select(*columns).order_by(s.articles.c.sort, s.articles.c.id)
        query = query.where(s.articles.c.merged_into.is_(None))
        if source is not None:
            query = query.where(s.articles.c.source == source)
        key = tuple_(s.articles.c.sort, s.articles.c.id)
        rows = self._batch(query)
        while rows:
            for row in rows:
                yield row.sort, record_of(row.record)
            rows = self._batch(query.where(key > (rows[-1].sort, rows[-1].id)))

    def newest(
        self,
        *,
        source: str | None = None,
        region: str | None = None,
        limit: int = 50,
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
            return [from_json(record_of(record)) for record in records]

    def browse(self, wanted: Wanted) -> Slice:
        """Return a page of the articles that are wanted; raises QueryError."""
        with self._read() as connection:
            return browse(connection, wanted)

    def figures(self, source: str) -> Figures:
        """Return how many articles a source had a day."""
        with self._read() as connection:
            return figures(connection, source)

    def last_good_crawls(self, upto: int) -> dict[str, str]:
        """Return when each site was last crawled well, RFC 3339 UTC by its name.

        Runs after `upto` do not count.
        """
        with self._read() as connection:
            return last_good_crawls(connection, upto)

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
        query = select(s.events).order_by(s.events.c.seq)
        rows = self._batch(query.where(s.events.c.seq > since))
        while rows:
            with self._read() as connection:
                found = list(events(connection, rows))
            yield from found
            rows = self._batch(query.where(s.events.c.seq > rows[-1].seq))

    def history(self, url_or_id: str) -> list[Event]:
        """Return the events of an article, oldest first, none for an unknown one."""
        article = self.find(url_or_id)
        if article is None:
            return []
        query = select(s.events).where(s.events.c.article_id == article.id)
        with self._read() as connection:
            rows = connection.execute(query.order_by(s.events.c.seq)).all()
            return list(events(connection, rows))

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
