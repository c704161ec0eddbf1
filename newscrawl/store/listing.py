"""Which articles each feed holds, kept so that publishing costs by what changed.

The publisher says where an article stands; what it says is listed event by event, from
the last one listed on. Two lists a feed: the articles it holds now, in its order, each
as of its last significant change; and its archive, every event that readers see in the
order of the change log, which only grows. Both follow from events and rules alone:
made anew from the first event they come out the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from sqlalchemy import Connection, func, select

from newscrawl.record import Article, from_json
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.history import events
from newscrawl.store.rows import AnyRow, record_of
from newscrawl.store.state import Event

_BATCH = 500
_COUNTS = ("articles", "gone", "archived")
_SEEN = frozenset({"gone", "restored", "merged"})


class Rules(Protocol):
    """Where articles stand; `digest` changes when the answers do."""

    @property
    def digest(self) -> str:
        """A name for these rules."""

    def stands_in(self, article: Article) -> frozenset[str]:
        """Return the names of the feeds an article stands in; they hold no blank."""

    def is_archived(self, feed: str) -> bool:
        """Say whether a feed has an archive."""

    def tells_once(self, feed: str) -> bool:
        """Say whether a feed leaves out a copy of an article that it holds."""


def begin(connection: Connection, rules: Rules) -> int:
    """Return the seq listed so far by these rules; 0, with all wiped, by others."""
    known = _noted(connection)
    if known.get("listed_by") == rules.digest:
        return int(known["listed"])
    for table in s.LISTING:
        connection.execute(table.delete())
    q.upsert(connection, s.meta, {"key": "listed_by", "value": rules.digest})
    q.upsert(connection, s.meta, {"key": "listed", "value": "0"})
    return 0


def advance(connection: Connection, rules: Rules) -> bool:
    """List the next events; return False when there was none."""
    since = int(_noted(connection)["listed"])
    query = select(s.events).where(s.events.c.seq > since).order_by(s.events.c.seq)
    rows = connection.execute(query.limit(_BATCH)).all()
    if not rows:
        return False
    batch = _Batch(connection, rules)
    batch.archive(list(events(connection, rows)))
    batch.relist(dict.fromkeys(row.article_id for row in rows))
    batch.write(rows[-1].seq)
    q.upsert(connection, s.meta, {"key": "listed", "value": str(rows[-1].seq)})
    return True


def is_seen(event: Event) -> bool:
    """Say whether readers of a feed see an event."""
    return (
        event.significant
        or event.op in _SEEN
        or ("duplicate_of" in event.changed and '"duplicate_of":null' in event.record)
    )


def _noted(connection: Connection) -> dict[str, str]:
    query = select(s.meta.c.key, s.meta.c.value)
    query = query.where(s.meta.c.key.in_(("listed", "listed_by")))
    return {row.key: row.value for row in connection.execute(query)}


class _Batch:
    """What some events change in the lists, written at once at the end."""

    def __init__(self, connection: Connection, rules: Rules) -> None:
        self._connection = connection
        self._rules = rules
        self._read: dict[str, Article] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._archived: list[dict[str, Any]] = []

    def archive(self, found: Iterable[Event]) -> None:
        """Give each event that readers see its place in the archives."""
        for event in filter(is_seen, found):
            article = self._article(event.record)
            if event.op == "merged":
                article = replace(article, duplicate_of=None)
            for feed in sorted(self._rules.stands_in(article)):
                if self._rules.is_archived(feed):
                    count = self._count(feed)
                    place = {"feed": feed, "n": count["archived"], "seq": event.seq}
                    self._archived.append(place)
                    count["archived"] += 1

    def relist(self, ids: Iterable[str]) -> None:
        """List articles anew, and the copies of them."""
        rows = {id_: self._row(id_) for id_ in ids}
        for row in list(rows.values()):
            if row.cluster_id is not None:
                query = select(s.articles).where(
                    s.articles.c.cluster_id == row.cluster_id,
                    s.articles.c.duplicate_of == row.id,
                )
                rows |= {one.id: one for one in self._connection.execute(query)}
        deleted: list[Any] = []
        inserted: list[Any] = []
        for row in rows.values():
            old, new = self._feeds(row)
            deleted += old
            inserted += new
        _delete(self._connection, deleted)
        if inserted:
            q.run(self._connection, q.INSERT_LISTED, inserted)

    def write(self, seq: int) -> None:
        """Write the archive's places and the counts, as of an event."""
        if self._archived:
            q.run(self._connection, q.INSERT_ARCHIVED, self._archived)
        for feed, count in sorted(self._counts.items()):
            row: dict[str, Any] = {name: count[name] for name in _COUNTS}
            row |= {"name": feed, "touched": seq}
            q.upsert(self._connection, s.feeds, row)

    def _feeds(self, row: AnyRow) -> tuple[list[Any], list[Any]]:
        """Return the rows of an article to delete from the lists, and to insert."""
        is_gone = row.status != "usable" or row.merged_into is not None
        shown = self._article(record_of(row.entry or row.record))
        copy_of = None if row.merged_into else row.duplicate_of
        names = self._rules.stands_in(replace(shown, duplicate_of=copy_of))
        if copy_of is not None:
            names -= self._held(copy_of, names)
        query = select(s.feeds_of).where(s.feeds_of.c.article_id == row.id)
        known = self._connection.execute(query).first()
        old: list[Any] = []
        if known:
            for feed in known.feeds.split():
                self._count(feed)["gone" if known.is_gone else "articles"] -= 1
                old.append({"feed": feed, "sort": known.sort, "article_id": row.id})
        for feed in names:
            self._count(feed)["gone" if is_gone else "articles"] += 1
        q.upsert(
            self._connection,
            s.feeds_of,
            {
                "article_id": row.id,
                "sort": row.sort,
                "is_gone": is_gone,
                "feeds": " ".join(sorted(names)),
            },
        )
        new = {"sort": row.sort, "article_id": row.id, "is_gone": is_gone}
        new["seq"] = self._shown_since(row)
        return old, [{"feed": feed, **new} for feed in sorted(names)]

    def _held(self, head: str, names: Iterable[str]) -> frozenset[str]:
        """Return which feeds leave a copy out: those that hold its head."""
        row = self._row(head)
        if row.status != "usable" or row.merged_into is not None:
            return frozenset()
        where = self._rules.stands_in(self._article(record_of(row.entry or row.record)))
        return frozenset(n for n in names if n in where and self._rules.tells_once(n))

    def _shown_since(self, row: AnyRow) -> int:
        """Return the seq of the event since which readers see an article as it is."""
        if row.entry is None and row.seq == row.born:
            return int(row.born)
        query = select(func.max(s.events.c.seq)).where(
            s.events.c.article_id == row.id,
            s.events.c.significant | (s.events.c.op == "restored"),
        )
        return int(self._connection.execute(query).scalar() or row.born)

    def _row(self, id_: str) -> AnyRow:
        return q.run(self._connection, q.ARTICLE, {"id": id_}).one()

    def _article(self, record: str) -> Article:
        if record not in self._read:
            self._read[record] = from_json(record)
        return self._read[record]

    def _count(self, feed: str) -> Counter[str]:
        if feed not in self._counts:
            query = select(s.feeds).where(s.feeds.c.name == feed)
            row = self._connection.execute(query).mappings().first()
            known = row or {"articles": 0, "gone": 0, "archived": 0}
            self._counts[feed] = Counter(
                {k: v for k, v in known.items() if k != "name"}
            )
        return self._counts[feed]


def _delete(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        renamed = [{f"of_{name}": value for name, value in r.items()} for r in rows]
        q.run(connection, q.DELETE_LISTED, renamed)
