"""What every mode knows: the store, the packs, and how what was crawled is published."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from scrapy.settings import Settings

from newscrawl.alerts import tell_alarms
from newscrawl.clock import run_clock
from newscrawl.errors import NewscrawlError
from newscrawl.publish import (
    Output,
    Published,
    check_hub,
    publish,
    push,
    read_own_feeds,
)
from newscrawl.sites import Site, load_sites
from newscrawl.store import open_store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """A store, its packs and its output, as the settings name them."""

    settings: Settings
    names: tuple[str, ...] = ()

    @property
    def database(self) -> str:
        """The store's address."""
        return str(self.settings["NEWSCRAWL_DATABASE"])

    @property
    def feeds(self) -> Path:
        """The folder that is published to."""
        return Path(self.settings["NEWSCRAWL_FEEDS"])

    def check(self, *, publishes: bool = True) -> None:
        """Try the store, and what publishing needs; raises what is wrong with them."""
        with open_store(self.database):
            pass
        if publishes:
            read_own_feeds(Path(self.settings["NEWSCRAWL_OWN_FEEDS"]))
            hub = self.settings["NEWSCRAWL_WEBSUB_HUB"]
            check_hub(hub, self.settings["NEWSCRAWL_BASE_URL"])
            Output(self.feeds).try_writing()

    def sites(self) -> list[Site]:
        """Read the packs, all of them or those named; raises SitePackError."""
        known = load_sites(Path(self.settings["NEWSCRAWL_SITES"]))
        return [known[name] for name in self.names or sorted(known) if name in known]

    def sites_anew(self) -> list[Site] | None:
        """Read the packs anew; when they are wrong, say so and return None."""
        try:
            return self.sites()
        except NewscrawlError as error:
            logger.error("the packs stay as they were: %s", error)
            return None

    def publish(self) -> tuple[Published, list[str]]:
        """Publish what changed, tell hub and alarms; one process at a time does.

        Also returns a line for each file that was not brought up to date, and for each
        that could not be told: it fails nothing.
        """
        base_url = self.settings["NEWSCRAWL_BASE_URL"]
        hub = self.settings["NEWSCRAWL_WEBSUB_HUB"]
        untold: list[str] = []
        with open_store(self.database) as store, store.publishing():
            try:
                published = publish(
                    store,
                    self.feeds,
                    base_url=base_url,
                    hub=hub,
                    own=read_own_feeds(Path(self.settings["NEWSCRAWL_OWN_FEEDS"])),
                    now=run_clock(self.settings)(),
                )
            finally:  # the disk may be what there is an alarm for
                untold += tell_alarms(store, self.settings)
        refused = [
            f"{self.feeds}/{path}: the last good one stays: {why}"
            for path, why in published.refused
        ]
        return published, [*refused, *push(hub, base_url, published.changed), *untold]
