"""What a person says of two articles, against what the crawler found: remembered.

`split` parts two articles for good: copies leave their cluster, and what was merged is
two again. `unite` makes two one. Neither deletes anything, each is an event.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from newscrawl.errors import ConfigError, UnknownArticleError
from newscrawl.identity import Change, address_keys, disown, every_address, part, unlink
from newscrawl.identity.mirrors import mirror_key
from newscrawl.record import from_json
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.duplicates import Duplicates
from newscrawl.store.history import records
from newscrawl.store.mirrors import same_articles
from newscrawl.store.rows import AnyRow, article_of
from newscrawl.store.save import Writer


class Overruler(Writer):
    """Writes what a person says, in one open transaction; `where` names the store."""

    def split(self, one: str, other: str, at: str, where: str) -> Change:
        """Part two articles, each named by id or address; return the younger's change.

        Raises UnknownArticleError, or ConfigError when both are the same.
        """
        a, b = self._two(one, other, where)
        for mine, theirs in ((a, b), (b, a)):
            row = {"one": mine.id, "other": theirs.id}
            q.upsert(self._connection, s.partings, row)
        for lost, survivor in ((a, b), (b, a)):
            if lost.merged_into == survivor.id:
                return self._take_apart(lost, survivor, at)
        copies = [row for row in (a, b) if row.duplicate_of]
        last = copies[-1] if copies else max(a, b, key=lambda row: row.born)
        change = unlink(article_of(last), at)
        if change.op != "same":
            self.write(change, last)
        return change

    def unite(self, one: str, other: str, at: str, where: str) -> Change:
        """Merge the younger of two articles into the elder; return the elder's change.

        Raises StoreError as `split` does.
        """
        a, b = self._two(one, other, where)
        survivors = self._rows([a.id, b.id])
        if len(survivors) < 2:
            raise ConfigError(f"{where}: {one} and {other} are one article already")
        survivor, younger = survivors
        for mine, theirs in ((a, b), (b, a)):
            pair = (s.partings.c.one == mine.id) & (s.partings.c.other == theirs.id)
            self._connection.execute(s.partings.delete().where(pair))
        return self._unite(survivor, younger, at)

    def say_of_mirrors(
        self, host: str, other: str, at: str, *, is_believed: bool
    ) -> int:
        """Remember whether two hosts are mirrors; return how many articles it united.

        What both have printed alike so far becomes one article each.
        """
        host, other = sorted((host, other))
        row = {"host": host, "other": other, "is_believed": is_believed, "at": at}
        q.upsert(self._connection, s.mirrors, row)
        if not is_believed:
            return 0
        pairs = list(same_articles(self._connection, host, other))
        for one, two in pairs:
            rows = self._rows([one.id, two.id])
            if len(rows) == 2:
                self._unite(rows[0], rows[1], at)
            key = mirror_key(one.url, (host, other))
            owner = rows[0].id
            q.upsert(self._connection, s.addresses, {"key": key, "article_id": owner})
        return len(pairs)

    def _unite(self, survivor: AnyRow, younger: AnyRow, at: str) -> Change:
        known = article_of(survivor)
        seen = replace(known, fetch=replace(known.fetch, at=at))
        united = self._merge(younger, survivor, seen)
        after = replace(united, fetch=known.fetch, last_seen=at)
        change = Change("updated", False, ("alternate_urls",), after)
        self.write(change, survivor)
        return change

    def _take_apart(self, lost: AnyRow, survivor: AnyRow, at: str) -> Change:
        """Undo a merge: the lost article is itself again, with its own addresses."""
        known = article_of(lost)
        past = records(self._connection, lost.id)
        before = from_json(past[sorted(past)[-2]]) if len(past) > 1 else known
        change = part(known, before, at)
        self.write(change, lost)
        urls = every_address(before)
        rest = article_of(survivor)
        keys = {key for url in urls for key in address_keys(url)}
        keys -= address_keys(rest.url)
        moved = s.addresses.update().where(s.addresses.c.key.in_(sorted(keys)))
        self._connection.execute(moved.values(article_id=lost.id))
        Duplicates(self._connection).remember(change.article, lost.born, is_new=True)
        for url in urls & {rest.canonical_url, *rest.alternate_urls}:
            rest = disown(rest, url, "a person parted the two")
        rest = replace(rest, last_seen=at)
        kept = Change("updated", False, ("canonical_url", "alternate_urls"), rest)
        self.write(kept, survivor)
        return change

    def _two(self, one: str, other: str, where: str) -> tuple[AnyRow, AnyRow]:
        first, second = self._named(one, where), self._named(other, where)
        if first.id == second.id:
            raise ConfigError(f"{where}: {one} and {other} are the same article")
        return first, second

    def _named(self, name: str, where: str) -> AnyRow:
        """Return the very article of a name: a merged one by what was its own."""
        keys = address_keys(name)
        if not keys:
            row = q.run(self._connection, q.ARTICLE, {"id": name}).first()
        else:
            row = next(iter(self._rows(self._owners(keys).values())), None)
            mine = row.id if row else ""
            merged = select(s.articles).where(s.articles.c.merged_into == mine)
            for lost in self._connection.execute(merged):
                if any(
                    keys & address_keys(url) for url in every_address(article_of(lost))
                ):
                    row = lost
        if row is None:
            raise UnknownArticleError(name, where)
        return row
