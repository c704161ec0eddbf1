"""Try again what may do better: a slow page once, in half the time, others twice.

When a second try goes out is for the host's turn to say (`turns`): after the pause, and
after what a Retry-After asks for.
"""

from __future__ import annotations

from typing import Final

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response

# A page that takes this long twice costs its host more than it is worth.
_ONCE: Final = (DownloadTimeoutError, CannotResolveHostError)


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's middleware, with one second try for what was slow or not found."""

    def process_exception(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        """Return the request to make again, None when it has been made enough."""
        if isinstance(exception, _ONCE):
            request.meta.setdefault("max_retry_times", min(1, self.max_retry_times))
        again: Request | Response | None = super().process_exception(request, exception)
        if isinstance(again, Request) and isinstance(exception, DownloadTimeoutError):
            again.meta["download_timeout"] = request.meta["download_timeout"] / 2
        return again
