"""How far a crawl goes back: what was asked for, and what a link's date says to it.

A scheduled crawl stops where everything is known. With `since` or `backfill` it walks
on over what is known; `since` leaves out what is dated before that day, and ends a
listing at the first page all of whose dated links are older.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from scrapy.settings import BaseSettings

from newscrawl.dates import read_machine, read_stamps
from newscrawl.discover import FoundLink
from newscrawl.errors import ConfigError
from newscrawl.page.dates.choice import url_date
from newscrawl.sites import Listing

MAX_PAGES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Reach:
    """What was asked for; nothing is a scheduled crawl."""

    since: date | None = None
    max_pages: int | None = None
    is_backfill: bool = False

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read NEWSCRAWL_SINCE, NEWSCRAWL_MAX_PAGES and NEWSCRAWL_BACKFILL.

        Raises ConfigError when one is no day, or no number of pages.
        """
        since, pages = settings["NEWSCRAWL_SINCE"], settings["NEWSCRAWL_MAX_PAGES"]
        return cls(
            _day(str(since)) if since else None,
            _count(str(pages)) if pages else None,
            settings.getbool("NEWSCRAWL_BACKFILL"),
        )

    @property
    def is_deep(self) -> bool:
        """Say whether the walk goes on over what is known."""
        return self.is_backfill or self.since is not None

    @property
    def name(self) -> str:
        """What a walk that was broken off is known by: only its like goes on with it."""
        return f"since {self.since}" if self.since else "backfill"

    def pages_of(self, source: Listing) -> int:
        """Return how many pages of a source are walked at most."""
        far = MAX_PAGES if self.is_deep else source.max_pages
        return self.max_pages or far

    def is_before(self, link: FoundLink, language: str | None) -> bool | None:
        """Say whether a link is dated before what was asked; None: it has no date."""
        day = link_day(link, language)
        if day is None:
            return None
        return self.since is not None and day < self.since

    def is_past(
        self, links: Sequence[FoundLink], language: str | None, *, is_far: bool
    ) -> bool:
        """Say whether a page of a source is the last that `since` asks for.

        All of its dated links are older; or none has a date and the page lies farther
        than a scheduled crawl goes.
        """
        if self.since is None:
            return False
        told = [self.is_before(link, language) for link in links if link.main]
        dated = [is_old for is_old in told if is_old is not None]
        return all(dated) if dated else is_far


def link_day(link: FoundLink, language: str | None) -> date | None:
    """Return the day that a source or the address gives an article.

    Where day and month may be the other way about, the later reading counts.
    """
    stamps = []
    if link.date:
        machine = read_machine(link.date)
        stamps = [machine] if machine else read_stamps(link.date, language=language)
    for stamp in stamps:
        if stamp.date is None:
            continue
        other = stamp.swapped().date if stamp.swappable else None
        return max(stamp.date, other) if other else stamp.date
    return url_date(link.url)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f'NEWSCRAWL_SINCE: expected a day such as "2024-03-25", got "{text}"'
        ) from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_PAGES:
        raise ConfigError(
            f'NEWSCRAWL_MAX_PAGES: expected 1 to {MAX_PAGES}, got "{text}"'
        )
    return int(text)
