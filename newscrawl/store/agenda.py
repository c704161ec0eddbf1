"""When sites are due, asked of all of them at once, however many pages they have.

The end of a run leaves when the first page of its site is due (`crawled.next_due`), so
that one row a site tells which are due for certain not; of the others the pages are
asked. For 10,000 sites either costs some milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import JSON, ColumnElement, Select, cast, exists, func, or_, select
from sqlalchemy.sql.selectable import TableValuedAlias

from newscrawl.identity import canonical_url
from newscrawl.store import schema as s
from newscrawl.store.database import Database


class Agenda:
    """What is due when, over all sites of a store; instants are RFC 3339 UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_due(self) -> dict[str, str | None]:
        """Return when the first page of each site was due when its last crawl ended.

        None where none was. It counts every page, also a source that its pack has
        dropped since.
        """
        query = select(s.crawled.c.site, s.crawled.c.next_due)
        with self._database.read() as connection:
            return {row.site: row.next_due for row in connection.execute(query)}

    def first_after(self, sites: Iterable[str], at: str) -> str | None:
        """Return when the first page of these sites is due after an instant."""
        page, named = s.pages.c, self._values(sites)
        first = (
            select(func.min(page.due_at))
            .where(page.site == named.c.value, page.due_at > at)
            .scalar_subquery()
        )
        with self._database.read() as connection:
            return connection.execute(select(func.min(first))).scalar()

    def with_article_due(self, sites: Iterable[str], at: str) -> set[str]:
        """Return those of the sites that have an article due at an instant."""
        page, named = s.pages.c, self._values(sites)
        is_one = exists().where(
            page.site == named.c.value, page.due_at <= at, page.kind == "article"
        )
        return self._texts(select(named.c.value).where(is_one))

    def due_sources(self, urls: Iterable[str], at: str, soon: str) -> set[str]:
        """Return those of the sources that are due, or were never looked at.

        One that was looked at after `soon` is, too: the clock was wrong then.
        """
        due, unknown = self._looked(list(urls), at, soon)
        spelled = {canonical_url(url): url for url in unknown}
        also, never = self._looked(list(spelled), at, soon)
        return due | {spelled[url] for url in also | never}

    def unfinished(self) -> set[str]:
        """Return the sites of which something waits that a crawl found and left."""
        return self._texts(select(s.waiting.c.site).distinct())

    def _looked(
        self, urls: Sequence[str], at: str, soon: str
    ) -> tuple[set[str], set[str]]:
        """Return which pages of these very addresses are due, and which never were."""
        page, named = s.pages.c, self._values(urls)
        query = select(named.c.value, page.url)
        query = query.outerjoin(s.pages, page.url == named.c.value)
        is_due = page.due_at.is_not(None) & or_(
            page.due_at <= at, page.fetched_at > soon
        )
        query = query.where(or_(page.url.is_(None), is_due))
        with self._database.read() as connection:
            found = connection.execute(query).all()
        due = {url for url, known in found if known is not None}
        return due, {url for url, known in found if known is None}

    def _values(self, names: Iterable[str]) -> TableValuedAlias:
        text = json.dumps(list(names))
        if self._database.is_sqlite:
            return func.json_each(text).table_valued("value")
        array: ColumnElement[object] = cast(json.loads(text), JSON)
        return func.json_array_elements_text(array).table_valued("value")

    def _texts(self, query: Select[str]) -> set[str]:
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())
