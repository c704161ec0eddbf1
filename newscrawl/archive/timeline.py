"""Play archives again in their own time.

Who asks waits until the response's turn: the responses of all crawls of a process come
in the order in which they were archived, whatever the order of asking, and the clock
stands at the date of the last one. So a crawl played again sees what the first one saw,
one page after the other, and writes the same bytes.

The next response is given out when nothing moves any more: every crawl waits, and the
event loop has turned several times without a new question.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from weakref import WeakValueDictionary

from newscrawl.archive.read import ArchivedResponse, Position, index, response_at

_QUIET_TURNS = 12
_shared: WeakValueDictionary[tuple[str, ...], Timeline] = WeakValueDictionary()


def timeline_of(paths: Iterable[str]) -> Timeline:
    """Return the timeline of archives, the same to all who ask while one holds it.

    Raises ArchiveError when an archive cannot be read.
    """
    named = tuple(paths)
    found = _shared.get(named)
    if found is None:
        found = _shared[named] = Timeline(map(Path, named))
    return found


class Timeline:
    """The responses of archives, each given once, in the order of their dates.

    An address asked for more often than it was archived gets its last response again,
    at once; one that no archive holds gets None, at once. Raises ArchiveError when an
    archive cannot be read.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._left = {url: list(many) for url, many in index(paths).items()}
        firsts = (many[0].at for many in self._left.values())
        self._now = min(firsts)
        self._waiting: list[tuple[datetime, str, int, int, asyncio.Future[None]]] = []
        self._asked = 0
        self._busy: list[Callable[[], bool]] = []
        self._giver: asyncio.Task[None] | None = None

    @property
    def addresses(self) -> list[str]:
        """The archived addresses, in the order of their first date."""
        return sorted(self._left, key=lambda url: self._left[url][0].at)

    def now(self) -> datetime:
        """Return the date of the response given last; of the first, before any is."""
        return self._now

    def watch(self, is_busy: Callable[[], bool]) -> None:
        """Let no response be given while this says that a crawl is at work."""
        self._busy.append(is_busy)

    def unwatch(self, is_busy: Callable[[], bool]) -> None:
        """Forget a crawl that has ended."""
        self._busy.remove(is_busy)

    async def answer(self, url: str) -> ArchivedResponse | None:
        """Return an address's next response, when its turn has come."""
        many = self._left.get(url)
        if not many:
            return None
        position = many.pop(0) if len(many) > 1 else many[0]
        await self._turn(position)
        return response_at(position)

    async def _turn(self, position: Position) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._asked += 1
        place = (position.at, str(position.path), position.offset, self._asked, turn)
        heapq.heappush(self._waiting, place)
        if self._giver is None:
            self._giver = asyncio.ensure_future(self._give())
        await turn

    async def _give(self) -> None:
        while self._waiting:
            await self._quiet()
            at, _, _, _, turn = heapq.heappop(self._waiting)
            self._now = max(self._now, at)
            if not turn.done():
                turn.set_result(None)
        self._giver = None

    async def _quiet(self) -> None:
        """Return when the loop has turned several times and nothing was asked."""
        seen, turns = self._asked, 0
        while turns < _QUIET_TURNS:
            await asyncio.sleep(0)
            if self._asked != seen or any(is_busy() for is_busy in self._busy):
                seen, turns = self._asked, 0
            else:
                turns += 1
