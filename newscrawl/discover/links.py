"""What a listing, a feed or a sitemap gives: links with what their source says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Origin = Literal["listing", "feed", "sitemap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLink:
    """A link to an article page, with what its source says of the article.

    `url` is absolute. `date` is raw text, as is `modified`, the last change that a
    feed or sitemap states; `section` the source's name of the section;
    `position` counts from 0 in the order of the source; `main` tells the main list
    from most-read boxes, related links and the like. `confidence`, 0.0 to 1.0, and
    `reason` say why it is taken for an article. `alternates` are other addresses that
    the source gives for the same article.
    """

    url: str
    origin: Origin
    title: str | None = None
    date: str | None = None
    summary: str | None = None
    image: str | None = None
    section: str | None = None
    position: int = 0
    main: bool = True
    confidence: float = 1.0
    reason: str = ""
    alternates: tuple[str, ...] = ()
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A page that may be a listing of the site, with its name; a higher score is surer."""

    url: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The article links of a listing page in page order, and its next page.

    The next page leads to older items, never to newer ones. `sections` are other
    listings of the site that the page links to, the likeliest first; `feeds` those
    that its head names.
    """

    links: tuple[FoundLink, ...]
    next_page: str | None
    sections: tuple[Section, ...] = ()
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed in its order; `notes` say what had to be repaired.

    An entry that states no address has the url "".
    """

    entries: tuple[FoundLink, ...]
    notes: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[FoundLink, ...]:
        """The entries that state an address."""
        return tuple(entry for entry in self.entries if entry.url)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, the sitemaps of an index, and what was repaired."""

    links: tuple[FoundLink, ...]
    sitemaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
