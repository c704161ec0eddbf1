"""Close the connections of a crawl that has ended, in a process where others go on.

Scrapy's own handler lets a timer of one second fire the very Deferred that it awaits.
uvloop runs due timers before anything else; so when another site's page keeps the loop
busy for that second, just as the connections have closed, the timer fires a Deferred
that was fired before: `AlreadyCalledError`, a traceback that means nothing.
"""

from __future__ import annotations

import asyncio
import contextlib

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.utils.defer import maybe_deferred_to_future


class ClosingHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, that waits for its end without a race."""

    async def close(self) -> None:
        """Close the idle connections; go on when one does not close in time."""
        closing = self._pool.closeCachedConnections()  # type: ignore[no-untyped-call]
        closed = maybe_deferred_to_future(closing)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(closed, self._disconnect_timeout)
