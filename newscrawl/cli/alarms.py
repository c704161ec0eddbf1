"""Judging the sites, and telling what of it is to be told; crawl, watch and status share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import click
from scrapy.settings import BaseSettings

from newscrawl.alerts import tell
from newscrawl.clock import rfc3339, run_clock
from newscrawl.errors import StoreError
from newscrawl.middlewares.guard import Guard
from newscrawl.status import Verdict, judge, openmetrics
from newscrawl.store import Store, open_store


def verdicts(store: Store, sites: Sequence[str], now: datetime) -> list[Verdict]:
    """Return the verdicts on sites at an instant, in their order."""
    return [judge(one, now) for one in store.health.figures(sites, rfc3339(now))]


def metrics(database: str, now: datetime) -> str:
    """Return the state of all crawled sites as OpenMetrics text; raises StoreError."""
    with open_store(database, read_only=True) as store:
        return openmetrics(verdicts(store, store.health.sites(), now))


def tell_alarms(store: Store, settings: BaseSettings) -> None:
    """Tell the hooks of the settings what is new of any crawled site's alarms.

    What goes wrong is said in a line and fails nothing.
    """
    command = settings.get("NEWSCRAWL_ALERT_COMMAND") or ""
    webhook = settings.get("NEWSCRAWL_ALERT_WEBHOOK") or ""
    if not (command or webhook):
        return
    now = run_clock(settings)()
    try:
        found = verdicts(store, store.health.sites(), now)
        alarms = [alarm for one in found for alarm in one.alarms]
        waiting = store.health.raise_alarms(alarms, rfc3339(now))
        told, problems = tell(
            waiting,
            command=command,
            webhook=webhook,
            guard=Guard.from_settings(settings),
        )
        store.health.told(told, rfc3339(now))
    except StoreError as error:
        problems = [str(error)]
    for problem in problems:
        click.echo(f"newscrawl: {problem}", err=True)
