"""What a store tells a publisher: months of records, and what each feed holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select, tuple_

from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.history import events
from newscrawl.store.rows import AnyRow, article_of, record_of
from newscrawl.store.snapshot import BATCH, Snapshot
from newscrawl.store.state import Event, FeedState, Listed, Shelved


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

    def archived(self, feed: str, first: int, count: int) -> list[Shelved]:
        """Return what stands at some places of a feed's archive, in order."""
        table = s.archived.c
        events = s.events.c
        query = (
            select(events.seq, events.op, events.article_id.label("id"), events.at)
            .join(s.archived, table.seq == events.seq)
            .where(table.feed == feed, table.n >= first, table.n < first + count)
            .order_by(table.n)
        )
        with self._read() as connection:
            return [Shelved(*row) for row in connection.execute(query)]

    def events_at(self, seqs: Sequence[int]) -> dict[int, Event]:
        """Return events by their seqs."""
        query = select(s.events).where(s.events.c.seq.in_(seqs))
        with self._read() as connection:
            found = events(connection, connection.execute(query).all() if seqs else [])
            return {event.seq: event for event in found}

    def archived_since(self, seq: int) -> dict[str, int]:
        """Return the first place that events after a seq took in each feed's archive."""
        found: dict[str, int] = {}
        with self._read() as connection:
            for feed in self.feeds():
                if feed.archived and feed.touched > seq:
                    given = {"feed": feed.name, "upto": seq}
                    last = q.run(connection, q.LAST_ARCHIVED, given).scalar()
                    first = 0 if last is None else int(last) + 1
                    if first < feed.archived:
                        found[feed.name] = first
        return found

    def moment(self, seq: int) -> str:
        """Return the instant of the first event after a seq, else that of the epoch."""
        query = select(s.events.c.at).where(s.events.c.seq > seq)
        with self._read() as connection:
            found = connection.execute(query.order_by(s.events.c.seq).limit(1)).scalar()
        return str(found or "1970-01-01T00:00:00Z")

    def listed_seq(self) -> int:
        """Return the seq of the last event that the feeds' lists take into account."""
        query = select(s.meta.c.value).where(s.meta.c.key == "listed")
        with self._read() as connection:
            return int(connection.execute(query).scalar() or 0)


def _listed(row: AnyRow, *, is_gone: bool) -> Listed:
    gone_at = article_of(row).last_seen if is_gone else None
    return Listed(row.article_id, row.seq, row.at, row.sort, gone_at, row.shown)
