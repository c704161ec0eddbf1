"""What discovery remembers: what each source brought, and what is yet to be fetched.

A visit of a source is one transaction: its page's state, its yield, the articles it
told of, and all that it leads to and that is not fetched yet (`waiting`). So a kill at
any point forgets no link: the next crawl of the site begins with what waits. A source
tells of an article once; what is 90 days old is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, Delete, delete, func, select

from newscrawl.identity import address_keys
from newscrawl.store import schema as s
from newscrawl.store.database import Database
from newscrawl.store.rows import page_row
from newscrawl.store.state import PageKind, PageState
from newscrawl.store.statements import insert_new, upsert

MAX_SHAPES = 500
_KEPT = timedelta(days=90)

WaitingKind = Literal["article", "source", "backfill"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceYield:
    """What a source brought, at its last visit and before.

    Then it had `links` article links, `new` of them to the store; `idle` visits in a
    row brought none. `missed` counts the articles that the last deep check found
    and a scheduled visit would not have; `visited` is RFC 3339 UTC.
    """

    url: str
    site: str
    kind: PageKind
    visits: int
    visited: str
    links: int
    new: int
    idle: int
    missed: int


@dataclass(frozen=True, slots=True)
class ShapeYield:
    """How many pages of an address shape proved to be articles, how many others."""

    articles: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that is known and not fetched; `rest` is what else its request needs.

    A `backfill` is a page of a source that a backfill has not come to.
    """

    url: str
    kind: WaitingKind
    at: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page of a source, as it was read: all that the store keeps of it.

    `asked` is the address by which it waited; `page` is None for a page that was
    fetched as an article's.
    """

    asked: str
    page: PageState | None
    total: SourceYield
    told: tuple[str, ...]
    waiting: tuple[Waiting, ...]


class Discovery:
    """The memory of discovery in an open store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, visit: Visit) -> None:
        """Store a visit; the page itself waits no more."""
        site, at = visit.total.site, visit.total.visited
        told = {"site": site, "source": visit.total.url, "first_seen": at}
        keys = {_key(url) for url in visit.told} - {""}
        with self._database.write() as connection:
            if visit.page is not None:
                upsert(connection, s.pages, page_row(visit.page))
            upsert(connection, s.source_yields, asdict(visit.total))
            rows = [told | {"key": key} for key in sorted(keys)]
            insert_new(connection, s.tellings, rows)
            connection.execute(_waiting_at(site).where(s.waiting.c.url == visit.asked))
            waiting = [asdict(one) | {"site": site} for one in visit.waiting]
            insert_new(connection, s.waiting, waiting)

    def wait(self, site: str, waiting: Waiting) -> None:
        """Note one address that waits."""
        with self._database.write() as connection:
            insert_new(connection, s.waiting, [asdict(waiting) | {"site": site}])

    def waiting(self, site: str) -> list[Waiting]:
        """Return what waits at a site, the earliest first."""
        table = s.waiting.c
        query = select(table.url, table.kind, table.at, table.rest)
        query = query.where(table.site == site).order_by(table.at, table.url)
        with self._database.read() as connection:
            return [Waiting(*row) for row in connection.execute(query)]

    def forget_waiting(
        self, site: str, kinds: Iterable[WaitingKind], *, but: Collection[str] = ()
    ) -> None:
        """Forget what waits at a site of some kinds, but for some addresses."""
        gone = _waiting_at(site).where(s.waiting.c.kind.in_(list(kinds)))
        with self._database.write() as connection:
            connection.execute(gone.where(s.waiting.c.url.not_in(list(but))))

    def yields(self, site: str) -> list[SourceYield]:
        """Return what each source of a site brought, by address."""
        table = s.source_yields
        query = select(table).where(table.c.site == site).order_by(table.c.url)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return [SourceYield(**row) for row in rows]

    def shapes(self, site: str) -> dict[str, ShapeYield]:
        """Return what the address shapes of a site proved to be."""
        table = s.shape_yields.c
        query = select(table.shape, table.articles, table.others)
        with self._database.read() as connection:
            rows = connection.execute(query.where(table.site == site)).all()
        return {row.shape: ShapeYield(row.articles, row.others) for row in rows}

    def save_shapes(self, site: str, shapes: Mapping[str, ShapeYield]) -> None:
        """Store the shapes of a site, the 500 most tried where there are more."""
        kept = sorted(shapes.items(), key=lambda one: -one[1].articles - one[1].others)
        with self._database.write() as connection:
            table = s.shape_yields
            connection.execute(delete(table).where(table.c.site == site))
            rows = [
                {"site": site, "shape": shape} | asdict(counts)
                for shape, counts in kept[:MAX_SHAPES]
            ]
            insert_new(connection, table, rows)

    def articles_told(self, site: str, since: str) -> dict[str, frozenset[str]]:
        """Return the ids of the articles that each source told of, by its address.

        Only articles ordered at or after `since` (RFC 3339 UTC) count.
        """
        told, owner, article = s.tellings.c, s.addresses.c, s.articles.c
        query = (
            select(told.source, owner.article_id)
            .join(s.addresses, owner.key == told.key)
            .join(s.articles, article.id == owner.article_id)
            .where(told.site == site, article.sort >= since)
        )
        found: dict[str, set[str]] = {}
        with self._database.read() as connection:
            for source, id_ in connection.execute(query):
                found.setdefault(source, set()).add(id_)
        return {source: frozenset(ids) for source, ids in found.items()}

    def newest(self, site: str) -> str | None:
        """Return the instant by which a site's last article is ordered, RFC 3339."""
        table = s.articles.c
        query = select(func.max(table.sort)).where(table.source == site)
        with self._database.read() as connection:
            return connection.execute(query).scalar()


def _key(url: str) -> str:
    return next(iter(address_keys(url)), "")


def _waiting_at(site: str) -> Delete:
    return delete(s.waiting).where(s.waiting.c.site == site)


def forget_old(connection: Connection, at: str) -> None:
    """Drop what sources told and brought 90 days before an instant."""
    before = (datetime.fromisoformat(at) - _KEPT).strftime("%Y-%m-%dT%H:%M:%SZ")
    told, brought = s.tellings, s.source_yields
    connection.execute(delete(told).where(told.c.first_seen < before))
    connection.execute(delete(brought).where(brought.c.visited < before))
