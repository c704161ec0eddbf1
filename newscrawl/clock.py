"""The one clock of a run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from scrapy.settings import BaseSettings

from newscrawl.archive import timeline_of
from newscrawl.errors import ConfigError

Clock = Callable[[], datetime]


def run_clock(settings: BaseSettings) -> Clock:
    """Return what tells the time, aware; NEWSCRAWL_NOW makes it stand still.

    When archives are played again (NEWSCRAWL_REPLAY) it is their time. Raises
    ConfigError when NEWSCRAWL_NOW is no RFC 3339 instant, ArchiveError when an archive
    cannot be read.
    """
    stated = settings.get("NEWSCRAWL_NOW")
    if not stated and (paths := settings.getlist("NEWSCRAWL_REPLAY")):
        return timeline_of(paths).now
    if not stated:
        return lambda: datetime.now(UTC)
    try:
        frozen = datetime.fromisoformat(str(stated))
    except ValueError:
        frozen = None
    if frozen is None or frozen.tzinfo is None:
        raise ConfigError(
            f'NEWSCRAWL_NOW: expected an instant such as "2026-03-25T08:00:00Z",'
            f' got "{stated}"'
        )
    return lambda: frozen


def rfc3339(at: datetime) -> str:
    """Return an instant as RFC 3339 in UTC, to the second: `2026-03-25T08:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
