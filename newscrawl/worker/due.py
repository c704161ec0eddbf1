"""Which sites are due: a source or an article of theirs is, or nothing is known of it.

Most are not, and the store says so for all at once; only those that may be are looked
at page by page. With `is_whole` all are: that finds a source that is new in its pack,
and what was looked at by a clock that was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from newscrawl.clock import rfc3339
from newscrawl.schedule import CLOCK_SLACK
from newscrawl.sites import Site
from newscrawl.store import Store


def due_sites(
    store: Store, sites: Sequence[Site], now: datetime, *, is_whole: bool = False
) -> tuple[list[Site], str | None]:
    """Return the sites that are due, and when the first of the others is.

    The instant is RFC 3339 UTC; None where nothing will be due.
    """
    at = rfc3339(now)
    known = store.agenda.next_due()
    first = {site.name: known.get(site.name) or "" for site in sites}
    doubtful = [site for site in sites if is_whole or first[site.name] <= at]
    due = _truly_due(store, doubtful, now)
    later = [when for when in first.values() if when > at]
    left = {one.name for one in doubtful if first[one.name] <= at}
    left -= {site.name for site in due}
    if left and (when := store.agenda.first_after(left, at)):
        later.append(when)
    return due, min(later, default=None)


def _truly_due(store: Store, sites: Sequence[Site], now: datetime) -> list[Site]:
    at, soon = rfc3339(now), rfc3339(now + CLOCK_SLACK)
    with_article = store.agenda.with_article_due((site.name for site in sites), at)
    urls = (url for site in sites for url in _sources(site))
    sources = store.agenda.due_sources(urls, at, soon)
    return [
        site
        for site in sites
        if site.name in with_article or not sources.isdisjoint(_sources(site))
    ]


def _sources(site: Site) -> list[str]:
    return [source.url for source in site.sources] or [site.url]
