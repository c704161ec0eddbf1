"""How much of a site its sources see: capture and recapture between two of them.

Two independent sources of the same span, such as listings and sitemap, catch each a
share of the articles. How many of the one's the other has caught too tells how many
there are, and so what each has missed.
Source: D. G. Chapman, "Some properties of the hypergeometric distribution with
applications to zoological sample censuses", 1951; variance after G. A. F. Seber, 1970.
"""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

MIN_SHARED: Final = 7
_Z: Final = 1.96


@dataclass(frozen=True, slots=True)
class Recall:
    """What two sources let one believe of a site's articles.

    `total` is the estimated number of articles, never below the number seen; `first`,
    `second` and `union` are the shares of it that each source and both together have,
    0.0 to 1.0; `low` and `high` bound the number of articles in 95 of 100 cases.
    """

    total: float
    first: float
    second: float
    union: float
    low: float
    high: float


def estimate(first: AbstractSet[str], second: AbstractSet[str]) -> Recall | None:
    """Return what the overlap of two sources tells; None where it is too small.

    The sets hold the articles by id or canonical URL, of the same span of time. With
    fewer than seven shared articles the estimate is biased (Seber, 1982) and is not
    given. Sources that draw on each other see the same articles, and make the
    estimate too high; so does a feed of the newest beside an archive.
    """
    shared = len(first & second)
    if shared < MIN_SHARED:
        return None
    m, n = len(first), len(second)
    seen = m + n - shared
    total = max((m + 1) * (n + 1) / (shared + 1) - 1, float(seen))
    variance = (
        (m + 1)
        * (n + 1)
        * (m - shared)
        * (n - shared)
        / ((shared + 1) ** 2 * (shared + 2))
    )
    margin = _Z * math.sqrt(variance)
    return Recall(
        total=total,
        first=m / total,
        second=n / total,
        union=seen / total,
        low=max(total - margin, float(seen)),
        high=total + margin,
    )
