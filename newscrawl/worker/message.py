"""What a pool and its child processes tell each other: JSON, a line each.

To the child: first `{"settings": …}`, then `{"crawl": n, "site": …, "addresses": …}` a
crawl, last `{"end": true}`. From it: `{"report": n, …}` for each crawl that has ended,
and `{"alive": true}` every few seconds.
"""

from __future__ import annotations

import json
from typing import Any, Final

from scrapy.settings import SETTINGS_PRIORITIES, Settings

from newscrawl.crawl import Plan, SiteReport
from newscrawl.errors import (
    NewscrawlError,
    SiteBusyError,
    StoreCorruptError,
    StoreError,
    StoreLockedError,
    StoreUnwritableError,
    StoreVersionError,
)
from newscrawl.sites import Site

ALIVE_EVERY_S: Final = 10.0
# A site's pack is a few KB, its report too; a list of addresses may be long.
LONGEST_LINE: Final = 64 * 2**20

_ERRORS: Final = {
    kind.__name__: kind
    for kind in (
        SiteBusyError,
        StoreCorruptError,
        StoreError,
        StoreLockedError,
        StoreUnwritableError,
        StoreVersionError,
    )
}


def line(**told: Any) -> bytes:
    """Return a message as its line."""
    return json.dumps(told, default=str).encode() + b"\n"


def chosen_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that the command line set, above those of the project."""
    least = SETTINGS_PRIORITIES["cmdline"]
    return {
        name: settings[name]
        for name in settings
        if (settings.getpriority(name) or 0) >= least
    }


def plan_line(number: int, plan: Plan) -> bytes:
    """Return the line that asks for a crawl."""
    site = plan.site.model_dump(mode="json", exclude_unset=True)
    return line(crawl=number, site=site, addresses=plan.addresses)


def read_plan(told: dict[str, Any]) -> Plan:
    """Return the plan that such a line states."""
    site = Site.model_validate_json(json.dumps(told["site"]), strict=True)
    return Plan(site, tuple(told["addresses"]))


def report_line(number: int, report: SiteReport) -> bytes:
    """Return the line that tells what came of a crawl: counts, end and error."""
    stats = {
        key: value
        for key, value in report.stats.items()
        if isinstance(value, int | float | str)
    }
    return line(
        report=number,
        stats=stats,
        ended=report.ended,
        failure=report.failure,
        error=type(report.error).__name__ if report.error else None,
    )


def read_report(told: dict[str, Any], report: SiteReport) -> None:
    """Fill a report from such a line; its error bears class and line, no attributes."""
    report.stats = told["stats"]
    report.ended = told["ended"]
    report.failure = told["failure"]
    if told["error"]:
        kind = _ERRORS.get(told["error"], NewscrawlError)
        report.error = kind.__new__(kind, report.failure)
