"""Writing one sight of an article: all of it inside the caller's transaction.

An article is known by the addresses it is found at and by its number; a canonical
address or another that a page only claims makes two pages one article when they are
alike as well. A claimed address that pages unlike each other share is disputed: it is
nobody's, whoever claims it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from newscrawl.identity import (
    Change,
    address_keys,
    disown,
    every_address,
    merge,
    reconcile,
    revise,
    tell_alike,
    withdraw,
)
from newscrawl.record import Article
from newscrawl.schedule import is_gone, second_look
from newscrawl.store import schema as s
from newscrawl.store import search
from newscrawl.store import statements as q
from newscrawl.store.delta import delta
from newscrawl.store.duplicates import Duplicates, forget_article
from newscrawl.store.rows import AnyRow, article_of, article_row, page_row, record_of
from newscrawl.store.state import PageState

_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Sight:
    """What one call brings to the store."""

    article: Article
    addresses: frozenset[str]
    page: PageState | None
    run: int | None
    zone: str | None


class Writer:
    """Writes articles and their events in one open transaction."""

    def __init__(self, connection: Connection, run: int | None) -> None:
        self._connection = connection
        self._run = run

    def save(self, sight: Sight) -> Change:
        """Look an article up, compare it, and write what changed."""
        owners = self._owners(sight.addresses, sight.article.id)
        found, keys = self._find(sight, owners)
        article = _believed(sight.article, sight.addresses - keys)
        row = found[0] if found else None
        if row is not None:
            for other in found[1:]:
                article = self._merge(other, row, article)
        change = reconcile(article_of(row) if row else None, article)
        if change.op != "same":
            change = self._place(change, row)
        self._add_addresses(keys - owners.keys(), change.article.id)
        for key in sorted(address_keys(article.url)):
            if key in owners and owners[key] is None:
                owner = {"settled": key, "owner": change.article.id}
                q.run(self._connection, q.SETTLE, owner)
        if sight.page is not None:
            q.upsert(self._connection, s.pages, page_row(sight.page))
        return change

    def revise(self, read: Article, at: str) -> Change | None:
        """Compare an article with what is read anew of its page, and write it."""
        rows = self._rows([read.id])
        if not rows:
            return None
        change = revise(article_of(rows[0]), read, at)
        return self._place(change, rows[0]) if change.op != "same" else change

    def miss(self, page: PageState) -> Change | None:
        """Note a page that is no more; withdraw its article at the second check."""
        now = datetime.fromisoformat(page.fetched_at)
        row = page_row(replace(page, outcome=_MISSING))
        query = select(s.pages).where(s.pages.c.url == row["url"])
        last = self._connection.execute(query).first()
        if last is None or last.outcome != _MISSING:
            again = second_look(now).strftime("%Y-%m-%dT%H:%M:%SZ")
            q.upsert(self._connection, s.pages, row | {"due_at": again})
            return None
        if not is_gone(datetime.fromisoformat(last.fetched_at), now):
            return None
        keys = address_keys(page.url)
        found = self._rows(self._owners(keys).values())
        known = article_of(found[0]) if found else None
        q.upsert(self._connection, s.pages, row)
        if (
            known is None
            or known.status != "usable"
            or not keys & address_keys(known.url)
        ):
            return None
        change = withdraw(known, page.fetched_at)
        self.write(change, found[0])
        return change

    def _place(self, change: Change, row: AnyRow | None) -> Change:
        """Write a change, where readers notice it with the cluster it now belongs to."""
        if not change.significant:
            self.write(change, row)
            return change
        duplicates = Duplicates(self._connection)
        placed = duplicates.place(change.article, row.born if row else None)
        for other, other_row in placed.others:
            self.write(other, other_row)
        if placed.article is not change.article:
            change = replace(change, article=placed.article)
        seq = self.write(change, row)
        born = row.born if row else seq
        duplicates.remember(change.article, born, is_new=row is None)
        return change

    def write(self, change: Change, row: AnyRow | None) -> int:
        """Write an article's new state and its event; return the event's seq.

        `row` is the article's row as it stands, None for a new one.
        """
        last = q.run(self._connection, q.LAST_SEQ).scalar()
        seq = (last or 0) + 1
        values = article_row(change.article, seq)
        if row is None:
            values |= {"entry": None, "born": seq}
            q.run(self._connection, q.INSERT_ARTICLE, values)
        else:
            values["entry"] = None if change.significant else row.entry or row.record
            known = values.pop("id")
            q.run(self._connection, q.UPDATE_ARTICLE, values | {"known": known})
            older = delta(record_of(row.record), record_of(values["record"]))
            old = {"article_id": row.id, "seq": row.seq, "delta": older}
            q.run(self._connection, q.INSERT_VERSION, old)
        q.run(self._connection, q.INSERT_EVENT, self._event(change, seq))
        search.keep(self._connection, change.article, row.born if row else seq, row)
        return seq

    def _event(self, change: Change, seq: int) -> dict[str, Any]:
        return {
            "seq": seq,
            "op": change.event,
            "article_id": change.article.id,
            "version": change.article.version,
            "at": change.article.last_seen,
            "significant": change.significant,
            "changed": json.dumps(change.changed),
            "run": self._run,
        }

    def _owners(self, keys: Iterable[str], id_: str = "") -> dict[str, str | None]:
        """Return whose each key is, and an id under itself where there is such."""
        found = sorted(keys) or [""]
        owners: dict[str, str | None] = {}
        for at in range(0, len(found), q.OWNED):
            some = q.keys(found[at : at + q.OWNED], q.OWNED)
            rows = q.run(self._connection, q.OWNERS, {**some, "id": id_})
            owners |= {row.key: row.article_id for row in rows}
        return owners

    def _add_addresses(self, keys: Iterable[str], id_: str) -> None:
        rows = [{"key": key, "article_id": id_} for key in sorted(keys)]
        if rows:
            q.run(self._connection, q.INSERT_ADDRESS, rows)

    def _find(
        self, sight: Sight, owners: dict[str, str | None]
    ) -> tuple[list[AnyRow], frozenset[str]]:
        """Return the articles that a seen one is, the eldest first, and its keys.

        They are more than one when its addresses prove that articles known apart are
        one. The keys come back without disputed ones and those of other articles.
        """
        keys = sight.addresses
        own = address_keys(sight.article.url)
        own |= {key for key in keys if key.startswith("number:")}
        mine = [*sorted(keys & own), sight.article.id]
        found = self._rows(owners.get(key) for key in mine)
        found, unlike = self._unparted(found, address_keys(sight.article.url), owners)
        ids = {row.id for row in found}
        for row in self._rows(owners.get(key) for key in keys - own):
            if row.id in ids:
                continue
            known = article_of(row)
            if not self._parted(row.id, ids) and tell_alike(known, sight.article):
                found.append(row)
            else:
                unlike.add(row.id)
                claims = keys - own - address_keys(known.url)
                self._dispute(key for key in claims if owners.get(key) == row.id)
        disputed = {key for key in keys - own if key in owners and not owners[key]}
        lost = disputed | {key for key in keys if owners.get(key) in unlike}
        return sorted(found, key=lambda row: row.born), keys - lost

    def _merge(self, row: AnyRow, survivor: AnyRow, article: Article) -> Article:
        """Make one known article another's; return the seen one with its addresses."""
        known = article_of(row)
        change = merge(known, article_of(survivor), article.fetch.at)
        self.write(change, row)
        ids = {"of": row.id, "into": survivor.id}
        q.run(self._connection, q.MERGE_ARTICLE, ids)
        q.run(self._connection, q.MOVE_ADDRESSES, ids)
        forget_article(self._connection, row.born)
        others = every_address(known) - {article.url, article.canonical_url}
        united = {*article.alternate_urls, *others}
        return replace(article, alternate_urls=tuple(sorted(united)))

    def _unparted(
        self, rows: list[AnyRow], own: frozenset[str], owners: dict[str, str | None]
    ) -> tuple[list[AnyRow], set[str]]:
        """Return the articles without those a person parted from the page's own.

        The second value holds the ids of the parted.
        """
        if len(rows) < 2:
            return rows, set()
        mine = self._rows(owners.get(key) for key in own) or rows[:1]
        parted = {row.id for row in rows if self._parted(row.id, {mine[0].id})}
        return [row for row in rows if row.id not in parted], parted

    def _parted(self, id_: str, others: set[str]) -> bool:
        found = q.run(self._connection, q.PARTED, {"id": id_}).scalars()
        return not others.isdisjoint(found)

    def _rows(self, ids: Iterable[str | None]) -> list[AnyRow]:
        """Return the articles of these ids, the eldest first.

        One that was merged into another stands for that one.
        """
        found: dict[str, AnyRow] = {}
        for one in {one for one in ids if one}:
            row = q.run(self._connection, q.ARTICLE, {"id": one}).first()
            while row and row.merged_into:
                row = q.run(
                    self._connection, q.ARTICLE, {"id": row.merged_into}
                ).first()
            if row:
                found[row.id] = row
        return sorted(found.values(), key=lambda row: row.born)

    def _dispute(self, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            q.run(self._connection, q.DISPUTE, {"disputed": key})


def _believed(article: Article, lost: frozenset[str]) -> Article:
    """Drop the claims to addresses that are disputed or another article's."""
    for url in (article.canonical_url, *article.alternate_urls):
        if url and address_keys(url) & lost:
            article = disown(article, url, "the address of another article")
    return article
