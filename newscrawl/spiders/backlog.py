"""What a crawl has found and not yet asked for, kept small.

A request that waits in Scrapy's queue takes 5 KB: on a site of 20,000 new articles 50 MB
more were held while its lists were walked than before. So only so many are given to
Scrapy at a time; the others wait here as links, and a further page of a list behind the
articles of those before it. They come out in the order in which they were found,
whenever the crawl has nothing else to do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scrapy import Request

from newscrawl.discover import FoundLink
from newscrawl.store import PageState


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article page that is to be asked for, a tenth of its request's size.

    `link` led to it, None where nothing did, and `source` told of that; `look` is what
    the store knows of the page.
    """

    url: str
    link: FoundLink | None
    source: str | None
    look: PageState | None
    priority: int = 0


class Backlog:
    """Lets `at_once` requests through, then the others as often as it is refilled.

    `make` makes the request for an article page.
    """

    def __init__(self, make: Callable[[Wanted], Request], at_once: int) -> None:
        self._make = make
        self._at_once = at_once
        self._left = at_once
        self._held: deque[Wanted | Request] = deque()

    def take(self, found: Iterable[Wanted | Request]) -> Iterator[Request]:
        """Yield the requests of what may be asked for now; keep the rest."""
        for one in found:
            if self._left > 0:
                self._left -= 1
                yield self._request(one)
            else:
                self._held.append(one)

    def refill(self) -> Iterator[Request]:
        """Yield the next requests of what was kept."""
        self._left = self._at_once
        while self._held and self._left:
            self._left -= 1
            yield self._request(self._held.popleft())

    def _request(self, one: Wanted | Request) -> Request:
        return one if isinstance(one, Request) else self._make(one)
