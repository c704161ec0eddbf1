"""Which sites are due: a source or an article of theirs is, or nothing is known of it.

Most are not, and the store's index says so for all at once; only those that may be
are looked at page by page. With `is_whole` all are: that finds a source that is new in
its pack, and what was looked at by a clock that was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newscrawl.clock import rfc3339
from newscrawl.looks import is_look_due
from newscrawl.sites import Site
from newscrawl.store import Store


def due_sites(
    store: Store, sites: Sequence[Site], now: datetime, *, is_whole: bool = False
) -> tuple[list[Site], str | None]:
    """Return the sites that are due, and when the first of the others is.

    The instant is RFC 3339 UTC; None where nothing will be due.
    """
    at = rfc3339(now)
    first = store.agenda.first_due(site.name for site in sites)
    doubtful = [site for site in sites if is_whole or (first[site.name] or "") <= at]
    due = _truly_due(store, doubtful, now, at)
    later = [when for when in first.values() if when is not None and when > at]
    return due, min(later, default=None)


def _truly_due(
    store: Store, sites: Sequence[Site], now: datetime, at: str
) -> list[Site]:
    articles = store.agenda.first_article_due(site.name for site in sites)
    looks = store.agenda.looks(url for site in sites for url in _sources(site))
    return [
        site
        for site in sites
        if articles.get(site.name, "9") <= at
        or any(is_look_due(looks.get(url), now) for url in _sources(site))
    ]


def _sources(site: Site) -> list[str]:
    return [source.url for source in site.sources] or [site.url]
