"""Finding what tells the same text, and linking it in clusters; nothing is deleted.

Recent articles are found by the bands that their sketches share; `compare` judges the
few that are found. A cluster has one
canonical member, whose `duplicate_of` is null: the first that was seen, until one
comes that is earlier and about as full, or half as full again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from newscrawl.identity import Change, sort_key
from newscrawl.identity.resemblance import Copy, compare, sketch_of, text_of
from newscrawl.identity.sketch import (
    BANDS,
    Sketch,
    estimate,
    number_containment,
    read_sketch,
    tokens,
)
from newscrawl.record import Article
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.rows import AnyRow, article_of

_LEAST_ESTIMATE = 0.3
_LEAST_NUMBERS = 0.6
_COMPARED = 5
_AS_FULL = 0.8
_FULLER = 1.5
_INDIRECTLY = "same text as others of its cluster"
_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Placed:
    """An article with its cluster, and the members that this changed."""

    article: Article
    others: tuple[tuple[Change, AnyRow], ...] = ()


class Duplicates:
    """Finds an article's copies in one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def place(self, article: Article, born: int | None) -> Placed:
        """Return an article that is new or significantly changed, with its cluster.

        `born` is null for a new one. A canonical member stays what it is.
        """
        if article.cluster_id and article.duplicate_of is None:
            return Placed(article)
        bare = article
        if article.cluster_id or article.duplicate_of:
            bare = replace(
                article, cluster_id=None, duplicate_of=None, duplicate_reason=None
            )
        best: tuple[Copy, AnyRow] | None = None
        parted = self._parted(article) if born is not None else frozenset()
        for row in self._candidates(bare):
            if row.born == born or row.merged_into or row.status == "gone":
                continue
            if parted & {row.id, row.duplicate_of}:
                continue
            copy = compare(bare, article_of(row))
            if copy and (best is None or copy.share > best[0].share):
                best = copy, row
        return self._join(bare, *best) if best else Placed(bare)

    def remember(self, article: Article, born: int, *, is_new: bool) -> None:
        """Keep an article's sketch, in the place of the one it had."""
        if not is_new:
            forget_article(self._connection, born)
        made = sketch_of(article)
        row = {"born": born, "first_seen": article.first_seen}
        q.run(self._connection, q.INSERT_SKETCH, row | {"packed": made.to_bytes()})
        bands = [{"key": key, "born": born} for key in sorted(set(made.bands()))]
        q.run(self._connection, q.INSERT_BAND, bands)

    def _candidates(self, article: Article) -> Iterator[AnyRow]:
        for born in self._resembling(sketch_of(article)):
            row = q.run(self._connection, q.ARTICLE_BORN, {"born": born}).first()
            if row:
                yield row

    def _resembling(self, made: Sketch) -> list[int]:
        """Return the few whose sketches resemble one most, by their birth."""
        keys = q.keys(made.bands(), BANDS)
        found = q.run(self._connection, q.SHARING_BANDS, keys).scalars().all()
        if not found:
            return []
        rows = self._connection.execute(q.SKETCHES, {"borns": found}).all()
        ranked = []
        for row in rows:
            other = read_sketch(row.packed)
            share = estimate(made, other)
            numbers = number_containment(made, other)
            if share >= _LEAST_ESTIMATE and numbers >= _LEAST_NUMBERS:
                ranked.append((-share, row.born))
        return [born for _, born in sorted(ranked)[:_COMPARED]]

    def _join(self, article: Article, copy: Copy, row: AnyRow) -> Placed:
        """Put an article in the cluster of its copy, and settle who is canonical."""
        found = article_of(row)
        cluster = found.cluster_id or found.id
        head_row = row if found.duplicate_of is None else self._row(found.duplicate_of)
        head = article_of(head_row) if head_row else found
        to_head = compare(article, head)
        reason = (to_head or copy).reason
        if to_head is None or not _leads(article, head):
            joined = replace(
                article,
                cluster_id=cluster,
                duplicate_of=head.id,
                duplicate_reason=reason,
            )
            alone = found.cluster_id is None
            others = (
                [(_link(found, cluster, None, None, article), row)] if alone else []
            )
            return Placed(joined, tuple(others))
        leader = replace(article, cluster_id=cluster)
        return Placed(
            leader, tuple(self._led(leader, cluster, (head, head_row or row)))
        )

    def _led(
        self, leader: Article, cluster: str, head: tuple[Article, AnyRow]
    ) -> Iterator[tuple[Change, AnyRow]]:
        """Make every member of a cluster a duplicate of its new leader."""
        members = {head[1].born: head}
        rows = q.run(self._connection, q.ARTICLES_OF_CLUSTER, {"cluster_id": cluster})
        for row in rows.all():
            members[row.born] = article_of(row), row
        for born in sorted(members):
            member, row = members[born]
            if member.id == leader.id:
                continue
            copy = compare(member, leader)
            reason = copy.reason if copy else member.duplicate_reason or _INDIRECTLY
            yield _link(member, cluster, leader.id, reason, leader), row

    def _parted(self, article: Article) -> frozenset[str]:
        found = q.run(self._connection, q.PARTED, {"id": article.id})
        return frozenset(found.scalars())

    def _row(self, id_: str) -> AnyRow | None:
        return q.run(self._connection, q.ARTICLE, {"id": id_}).first()


def forget(connection: Connection, at: str, kept: timedelta = _KEPT) -> None:
    """Drop the sketches that are 14 days old at an instant: copies come sooner."""
    before = (datetime.fromisoformat(at) - kept).strftime("%Y-%m-%dT%H:%M:%SZ")
    columns = select(s.sketches.c.born, s.sketches.c.packed)
    old = columns.where(s.sketches.c.first_seen < before).limit(500)
    while rows := connection.execute(old).all():
        _delete(connection, [(row.born, row.packed) for row in rows])


def forget_article(connection: Connection, born: int) -> None:
    """Drop the sketch of one article."""
    packed = q.run(connection, q.SKETCH, {"born": born}).scalar()
    _delete(connection, [(born, packed)] if packed else [])


def _delete(connection: Connection, sketches: list[tuple[int, bytes]]) -> None:
    bands = [
        {"of_key": key, "of": born}
        for born, packed in sketches
        for key in set(read_sketch(packed).bands())
    ]
    if bands:
        q.run(connection, q.DELETE_BAND, bands)
        q.run(connection, q.DELETE_SKETCH, [{"of": born} for born, _ in sketches])


def _leads(article: Article, head: Article) -> bool:
    mine, theirs = (len(tokens(text_of(one))) for one in (article, head))
    if mine >= _FULLER * theirs:
        return True
    return mine >= _AS_FULL * theirs and sort_key(article) < sort_key(head)


def _link(
    member: Article,
    cluster: str,
    duplicate_of: str | None,
    reason: str | None,
    cause: Article,
) -> Change:
    linked = replace(
        member,
        cluster_id=cluster,
        duplicate_of=duplicate_of,
        duplicate_reason=reason,
        last_seen=max(member.last_seen, cause.last_seen),
    )
    names = ("cluster_id", "duplicate_of", "duplicate_reason")
    changed = tuple(n for n in names if getattr(member, n) != getattr(linked, n))
    return Change("updated", False, changed, linked)
