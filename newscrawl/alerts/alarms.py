"""Judge the sites that are watched, and tell what of it is to be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from newscrawl.alerts.hooks import tell
from newscrawl.clock import rfc3339, run_clock
from newscrawl.errors import NewscrawlError
from newscrawl.middlewares.guard import Guard
from newscrawl.sites import load_sites
from newscrawl.status import Verdict, judge, openmetrics
from newscrawl.store import Store, open_store

_WATCHED: Final = timedelta(days=7)


def verdicts(
    store: Store,
    packs: Collection[str],
    now: datetime,
    *,
    names: Sequence[str] = (),
) -> list[Verdict]:
    """Return the verdicts on the named sites, else on all that are watched, by name.

    Watched is what was crawled and has a pack; a site without one, crawled from its
    address or no longer wanted, for a week after its last crawl. It is never late.
    """
    figures = store.health.figures(names or store.health.sites(), rfc3339(now))
    edge = rfc3339(now - _WATCHED)
    return [
        judge(one if one.site in packs else replace(one, next_due=None), now)
        for one in figures
        if names or one.site in packs or (one.last_crawl or "") >= edge
    ]


def metrics(database: str, sites_folder: Path, now: datetime) -> str:
    """Return the state of all watched sites as OpenMetrics text.

    Raises StoreError, and SitePackError for packs that are wrong.
    """
    packs = load_sites(sites_folder)
    with open_store(database, read_only=True) as store:
        return openmetrics(verdicts(store, packs, now))


def tell_alarms(store: Store, settings: BaseSettings) -> list[str]:
    """Tell the hooks of the settings what is new of any crawled site's alarms.

    Returns a line for each thing that went wrong; it fails nothing.
    """
    command = settings.get("NEWSCRAWL_ALERT_COMMAND") or ""
    webhook = settings.get("NEWSCRAWL_ALERT_WEBHOOK") or ""
    if not (command or webhook):
        return []
    now = run_clock(settings)()
    try:
        packs = load_sites(Path(settings["NEWSCRAWL_SITES"]))
        found = verdicts(store, packs, now)
        alarms = [alarm for one in found for alarm in one.alarms]
        waiting = store.health.raise_alarms(alarms, rfc3339(now))
        told, problems = tell(
            waiting,
            command=command,
            webhook=webhook,
            guard=Guard.from_settings(settings),
        )
        store.health.told(told, rfc3339(now))
    except NewscrawlError as error:
        problems = [str(error)]
    return problems
