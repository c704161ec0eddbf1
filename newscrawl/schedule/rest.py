"""How long a site rests between two crawls, whatever is due of it.

What is due of a site moves with every crawl that looks at it. A crawl that looked at
nothing (robots.txt forbids it, the host is down, another crawl holds it) leaves it
due; without a rest it would be begun again at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

_LEAST: Final = timedelta(minutes=5)
_LONGEST: Final = timedelta(days=1)


def rest(failures: int) -> timedelta:
    """Return the least time to a site's next crawl, after `failures` in a row.

    Five minutes after one that went well, twice as long with each failure to a day.
    """
    return min(_LEAST * (1 << min(failures, 20)), _LONGEST)
