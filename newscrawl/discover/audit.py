"""How much of a site's news a source tells: its share, its overlap, its recall.

Recall is estimated by capture and recapture. What sources of the other kinds told of is
the first sample, what this source told of the second; of the articles that both could
have told, it told the share that lies in both. Chapman's estimate of the whole keeps
small samples from saying too much.
Source: D. G. Chapman, "Some properties of the hypergeometric distribution with
applications to zoological sample censuses", 1951.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class Audit:
    """Of the `articles` a source told of, `alone` no other did, `shared` others too.

    `recall`, 0.0 to 1.0, is the share of all the site's articles that the source is
    estimated to tell of; None where no source of another kind is there to compare.
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
    return Audit(
        articles=len(own),
        alone=len(own - others),
        shared=len(own & others),
        recall=_recall(own, frozenset(independent)),
    )


def _recall(own: frozenset[str], independent: frozenset[str]) -> float | None:
    if len(independent) < _LEAST:
        return None
    both = len(own & independent)
    whole = (len(own) + 1) * (len(independent) + 1) / (both + 1) - 1
    return round(min(len(own) / whole, 1.0), 3) if whole else None
