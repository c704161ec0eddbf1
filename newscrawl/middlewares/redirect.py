"""Follow redirects, and say what came of one that leads in a circle or nowhere.

Scrapy asks for no address twice, so a page that redirects to itself (as sites do that
want a cookie first) would end without a word.
"""

from __future__ import annotations

from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import (
    BaseRedirectMiddleware,
    MetaRefreshMiddleware,
    RedirectMiddleware,
)
from scrapy.http import Response

from newscrawl.middlewares.failures import RefusedRequest


class RedirectLost(RefusedRequest):
    """A redirect leads back to where it came from, or to what is no address."""

    reason = "redirect"


class _Straight(BaseRedirectMiddleware):
    """Redirects that may not come back."""

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        passed = (*request.meta.get("redirect_urls", ()), request.url)
        if redirected.url in passed:
            raise RedirectLost("redirected in a circle: it may want a cookie")
        return super()._redirect(redirected, request, reason)


class StraightRedirectMiddleware(_Straight, RedirectMiddleware):
    """Scrapy's middleware; a Location that is no address is told as such."""

    def process_response(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request that a redirect asks for, or the response."""
        try:
            return super().process_response(request, response)
        except ValueError as error:
            raise RedirectLost(f"redirected to what is no address: {error}") from error


class StraightRefreshMiddleware(_Straight, MetaRefreshMiddleware):
    """Scrapy's middleware; a page under a codec of Python's that is no charset passes."""

    def process_response(  # type: ignore[override] # Scrapy passes no spider any more
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request that a page's refresh asks for, or the response."""
        try:
            return super().process_response(request, response)
        except (LookupError, UnicodeError):
            return response
        except ValueError as error:
            raise RedirectLost(f"refreshed to what is no address: {error}") from error
