"""How a site is: its articles a day, and its last crawl that went well.

Each is read from the newest rows of one index, so that it costs the same however much
is stored: the 1,000 newest articles of a site, the 5,000 newest runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from newscrawl.status import went_well
from newscrawl.store import schema as s
from newscrawl.store import statements as q

_ARTICLES = 1_000
_RUNS = 5_000


@dataclass(frozen=True, slots=True)
class Figures:
    """Articles by the day they are ordered by, `2024-03-25`, the newest first.

    Days without an article are left out, and so are all before the 1,000 newest.
    """

    days: tuple[tuple[str, int], ...]


def figures(connection: Connection, source: str) -> Figures:
    """Return the figures of a source's articles."""
    rows = q.run(connection, q.DAYS, {"source": source, "most": _ARTICLES})
    return Figures(tuple((row.day, row.articles) for row in rows))


def last_good_crawls(connection: Connection, upto: int) -> dict[str, str]:
    """Return when each site was last crawled well: RFC 3339 UTC by the site's name.

    A crawl went well when it ended and saw its site, see `went_well`.
    Runs after `upto` do not count.
    """
    columns = select(s.runs.c.sites, s.runs.c.ended_at, s.runs.c.counts)
    columns = columns.where(s.runs.c.id <= upto)
    rows = connection.execute(columns.order_by(s.runs.c.id.desc()).limit(_RUNS))
    found: dict[str, str] = {}
    for row in rows:
        if row.ended_at and went_well(json.loads(row.counts or "{}")):
            for site in json.loads(row.sites):
                found.setdefault(site, row.ended_at)
    return found
