"""How much of a site's news a source tells: its share, its overlap, its recall.

A source is compared with those of other kinds (listings, feeds, sitemaps), which do not
draw on each other; `recall` says what their overlap tells of what it misses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newscrawl.discover.recall import estimate


@dataclass(frozen=True, slots=True)
class Audit:
    """Of the `articles` a source told of, `alone` no other did, `shared` others too.

    `recall`, 0.0 to 1.0, is the share of all the site's articles that the source is
    estimated to tell of; None where it shares too few with sources of other kinds.
    """

    articles: int
    alone: int
    shared: int
    recall: float | None


def audit(
    url: str, told: Mapping[str, frozenset[str]], kinds: Mapping[str, str]
) -> Audit:
    """Return what a source told beside the others; `told` holds ids by source."""
    own = told.get(url, frozenset())
    others: set[str] = set()
    independent: set[str] = set()
    for other, ids in told.items():
        if other != url:
            others |= ids
            if kinds.get(other) != kinds.get(url):
                independent |= ids
    found = estimate(own, independent)
    return Audit(
        articles=len(own),
        alone=len(own - others),
        shared=len(own & others),
        recall=round(found.first, 3) if found else None,
    )
