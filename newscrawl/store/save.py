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
from typing import Any

from sqlalchemy import Connection

from newscrawl.identity import (
    Change,
    address_keys,
    disown,
    reconcile,
    tell_alike,
)
from newscrawl.record import Article, from_json
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.duplicates import Duplicates
from newscrawl.store.rows import AnyRow, article_row, page_row
from newscrawl.store.state import PageState


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
        owners = self._owners(sight.addresses)
        row, article, keys = self._known(sight, owners)
        change = reconcile(from_json(row.record) if row else None, article)
        if change.op != "same":
            change = self._place(change, row)
        new = [
            {"key": key, "article_id": change.article.id}
            for key in sorted(keys - owners.keys())
        ]
        if new:
            self._connection.execute(q.INSERT_ADDRESS, new)
        if sight.page is not None:
            q.upsert(self._connection, s.pages, page_row(sight.page))
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
        change = replace(change, article=placed.article)
        seq = self.write(change, row)
        born = row.born if row else seq
        duplicates.remember(change.article, born, is_new=row is None)
        return change

    def write(self, change: Change, row: AnyRow | None) -> int:
        """Write an article's new state and its event; return the event's seq.

        `row` is the article's row as it stands, None for a new one.
        """
        last = self._connection.execute(q.LAST_SEQ).scalar()
        seq = (last or 0) + 1
        values = article_row(change.article, seq)
        if row is None:
            values |= {"entry": None, "born": seq}
            self._connection.execute(q.INSERT_ARTICLE, values)
        else:
            values["entry"] = None if change.significant else row.entry or row.record
            known = values.pop("id")
            self._connection.execute(q.UPDATE_ARTICLE, values | {"known": known})
            old = {"seq": row.seq, "record": row.record}
            self._connection.execute(q.INSERT_VERSION, old)
        self._connection.execute(q.INSERT_EVENT, self._event(change, seq))
        return seq

    def _event(self, change: Change, seq: int) -> dict[str, Any]:
        return {
            "seq": seq,
            "op": change.op,
            "article_id": change.article.id,
            "version": change.article.version,
            "at": change.article.last_seen,
            "significant": change.significant,
            "changed": json.dumps(change.changed),
            "run": self._run,
        }

    def _owners(self, keys: Iterable[str]) -> dict[str, str | None]:
        rows = self._connection.execute(q.OWNERS, {"keys": sorted(keys)})
        return {row.key: row.article_id for row in rows}

    def _known(
        self, sight: Sight, owners: dict[str, str | None]
    ) -> tuple[AnyRow | None, Article, frozenset[str]]:
        """Find what is known of a seen article; return it with what to believe.

        The article comes back without a disputed claim, and so do its keys.
        """
        article, keys = sight.article, sight.addresses
        own = address_keys(article.url) | {k for k in keys if k.startswith("number:")}
        found = self._rows([owners.get(key) for key in keys & own] + [article.id])
        row = found[0] if found else None
        if row is None and (claimed := self._rows(owners.get(k) for k in keys - own)):
            row = claimed[0]
            known = from_json(row.record)
            if not tell_alike(known, article):
                self._dispute(k for k in keys - own - address_keys(known.url))
                row = None
        return (row, *_believed(article, keys, owners, row.id if row else None))

    def _rows(self, ids: Iterable[str | None]) -> list[AnyRow]:
        """Return the articles of these ids, the eldest first."""
        rows = [
            self._connection.execute(q.ARTICLE, {"id": one}).first()
            for one in {one for one in ids if one}
        ]
        return sorted((row for row in rows if row), key=lambda row: row.born)

    def _dispute(self, keys: Iterable[str]) -> None:
        for key in sorted(keys):
            self._connection.execute(q.DISPUTE, {"disputed": key})


def _believed(
    article: Article,
    keys: frozenset[str],
    owners: dict[str, str | None],
    owner: str | None,
) -> tuple[Article, frozenset[str]]:
    """Drop the claims to addresses that are disputed or another article's."""
    lost = {key for key, known in owners.items() if known is None or known != owner}
    for url in (article.canonical_url, *article.alternate_urls):
        if url and address_keys(url) & lost:
            article = disown(article, url, "the address of another article")
    return article, keys - lost
