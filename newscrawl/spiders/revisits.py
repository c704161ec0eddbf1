"""The articles that are looked at again, and what becomes of those that are missing.

A look is due by the article's age, or as soon as a feed or sitemap states a change
after the last one. What is missing is judged when the crawl has ended: a few articles
are withdrawn at their second miss, many at once are the site's fault, and left alone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from newscrawl.clock import rfc3339
from newscrawl.dates import read_machine
from newscrawl.discover import FoundLink
from newscrawl.looks import MISSING, is_whole
from newscrawl.schedule import is_newer, is_sites_fault
from newscrawl.spiders.run import Run
from newscrawl.store import PageState

# So many a crawl: the rest is due in the next one, the longest due first.
MAX_REVISITS: Final = 500


class Revisits:
    """The second and later looks of one site's crawl at its articles."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._missing: list[PageState] = []
        self._looked_at = 0
        self._left = MAX_REVISITS

    def due(self) -> list[PageState]:
        """Return the pages that are due, the longest due first."""
        now = rfc3339(self._run.clock())
        name = self._run.site.name
        return self._run.store.due_articles(name, now, limit=MAX_REVISITS)

    def pulled(self, link: FoundLink) -> PageState | None:
        """Return the page of a known article that its source says has changed since."""
        zone = self._run.site.tz
        stated = _instant(link.modified, zone) if link.modified else None
        page = self._run.known.page(link.url) if stated else None
        if stated is None or not is_whole(page):
            return None
        assert page is not None
        looked = datetime.fromisoformat(page.fetched_at)
        return page if is_newer(stated, looked, self._run.clock()) else None

    def take(self) -> bool:
        """Take one of the looks that this crawl may spend; False when none is left."""
        self._left -= 1
        return self._left >= 0

    def answered(self) -> None:
        """Count an article whose page was answered, in whatever way."""
        self._looked_at += 1

    def miss(self, page: PageState) -> None:
        """Note an article whose page is not there."""
        self.answered()
        self._missing.append(page)

    def settle(self, run_id: int) -> None:
        """Withdraw what is gone, unless so much is missing that the site is at fault."""
        run, missing = self._run, len(self._missing)
        if is_sites_fault(missing, self._looked_at):
            run.count("held_back", by=missing)
            said = "%s: %d of %d articles are missing: the site's fault, none withdrawn"
            run.logger.warning(said, run.site.name, missing, self._looked_at)
            return
        for page in self._missing:
            change = run.store.miss(page, run_id)
            run.count("articles/gone" if change else "missing")


def is_article(look: PageState | None) -> bool:
    """Say whether a page was an article's at the last look, or has been missing since."""
    return is_whole(look) or (look is not None and look.outcome == MISSING)


def _instant(text: str, zone: tzinfo | None) -> datetime | None:
    """Return the first moment of what a feed or sitemap states, None for no date."""
    stamp = read_machine(text)
    if stamp is None:
        return None
    if stamp.offset is not None:
        zone = timezone(timedelta(minutes=stamp.offset))
    return stamp.local.replace(tzinfo=zone or UTC)
