"""What a store tells a publisher: months of records, and what each feed holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select, tuple_

from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.history import events
from newscrawl.store.rows import AnyRow, article_of, record_of
from newscrawl.store.snapshot import BATCH, Snapshot
from newscrawl.store.state import Event, FeedState, Listed


class FeedReader(Snapshot):
    """The part of a store's reading half that publishing is made of."""

    def month(self, source: str, month: str) -> Iterator[str]:
        """Iterate over the records of a source in a month, `2024-03`, by date and id."""
        begin, end = f"{month}-", f"{month}."
        columns = (s.articles.c.sort, s.articles.c.id, s.articles.c.record)
        query = select(*columns).order_by(s.articles.c.sort, s.articles.c.id)
        query = query.where(
            s.articles.c.source == source,
            s.articles.c.sort > begin,
            s.articles.c.sort < end,
            s.articles.c.merged_into.is_(None),
        )
        key = tuple_(s.articles.c.sort, s.articles.c.id)
        rows = self._batch(query)
        while rows:
            for row in rows:
                yield record_of(row.record)
            rows = self._batch(query.where(key > (rows[-1].sort, rows[-1].id)))

    def feeds(self) -> list[FeedState]:
        """Return every feed that is listed, by name."""
        query = select(s.feeds).order_by(s.feeds.c.name)
        with self._read() as connection:
            return [FeedState(**row) for row in connection.execute(query).mappings()]

    def feeds_of(self, ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the names of the feeds that articles are listed in, by id."""
        found: dict[str, frozenset[str]] = {}
        wanted = list(ids)
        table = s.feeds_of.c
        with self._read() as connection:
            for at in range(0, len(wanted), BATCH):
                some = wanted[at : at + BATCH]
                query = select(table.article_id, table.feeds)
                rows = connection.execute(query.where(table.article_id.in_(some)))
                found |= {row.article_id: frozenset(row.feeds.split()) for row in rows}
        return found

    def listed(
        self, feed: str, limit: int, *, gone: bool = False, from_sort: str = ""
    ) -> list[Listed]:
        """Return the newest articles that a feed holds, newest first; or withdrawn ones.

        By date, then by id; none ordered before `from_sort`.
        """
        given = {"feed": feed, "gone": gone, "from_sort": from_sort, "most": limit}
        with self._read() as connection:
            rows = q.run(connection, q.LISTED, given).all()
        return [_listed(row, is_gone=gone) for row in rows]

    def archived(self, feed: str, first: int, count: int) -> list[Event]:
        """Return the events at some places of a feed's archive, in order."""
        table = s.archived.c
        query = (
            select(s.events)
            .join(s.archived, table.seq == s.events.c.seq)
            .where(table.feed == feed, table.n >= first, table.n < first + count)
            .order_by(table.n)
        )
        with self._read() as connection:
            return list(events(connection, connection.execute(query).all()))

    def archived_since(self, seq: int) -> dict[str, int]:
        """Return the first place that events after a seq took in each feed's archive."""
        table = s.archived.c
        found: dict[str, int] = {}
        for feed in filter(lambda one: one.archived, self.feeds()):
            query = select(table.n).where(table.feed == feed.name, table.seq <= seq)
            newest = query.order_by(table.n.desc()).limit(1)
            with self._read() as connection:
                last = connection.execute(newest).scalar()
            first = 0 if last is None else int(last) + 1
            if first < feed.archived:
                found[feed.name] = first
        return found

    def listed_seq(self) -> int:
        """Return the seq of the last event that the feeds' lists take into account."""
        query = select(s.meta.c.value).where(s.meta.c.key == "listed")
        with self._read() as connection:
            return int(connection.execute(query).scalar() or 0)


def _listed(row: AnyRow, *, is_gone: bool) -> Listed:
    gone_at = article_of(row).last_seen if is_gone else None
    return Listed(row.article_id, row.seq, row.at, row.sort, gone_at, row.shown)
