"""Fetch over HTTP in the host's turn, over connections whose far end was checked.

Everything that goes out passes here: pages, robots.txt, redirects, second tries.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IProtocolFactory, IStreamClientEndpoint
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer  # type: ignore[import-untyped]

from newscrawl.middlewares.closing import ClosingHandler
from newscrawl.middlewares.failures import (
    ForbiddenAddress,
    weigh_exception,
    weigh_response,
)
from newscrawl.middlewares.guard import Guard
from newscrawl.middlewares.resolver import private_names
from newscrawl.middlewares.turns import host_key, shared_turns


@implementer(IStreamClientEndpoint)
class _CheckedEndpoint:
    """An endpoint whose connection is dropped unused when its far end is private."""

    def __init__(self, endpoint: Any, guard: Guard, host: str, port: int) -> None:
        self._endpoint = endpoint
        self._guard = guard
        self._host = host
        self._port = port

    def connect(self, protocolFactory: IProtocolFactory) -> Deferred[Any]:  # noqa: N803
        """Connect, and look who answers before anything is asked."""
        connected: Deferred[Any] = self._endpoint.connect(protocolFactory)
        return connected.addCallback(self._check)

    def _check(self, protocol: Any) -> Any:
        peer = str(protocol.transport.getPeer().host)
        if self._guard.may_connect(peer, self._host, self._port):
            return protocol
        protocol.transport.abortConnection()
        raise ForbiddenAddress(f"{self._host} led to the private address {peer}")


class _CheckedPool(HTTPConnectionPool):
    """Scrapy's pool of connections, with the far end of each new one checked.

    A connection through a proxy ends at the proxy, which who runs the crawl has named.
    """

    guard = Guard()

    def getConnection(  # noqa: N802
        self, key: Hashable, endpoint: Any
    ) -> Deferred[Any]:
        """Return a connection for a key: scheme, host, port, and a proxy's parts."""
        if isinstance(key, tuple) and key[0] in (b"http", b"https") and len(key) == 4:
            host, port = key[1].decode("ascii", "replace"), int(key[2])
            endpoint = _CheckedEndpoint(endpoint, self.guard, host, port)
        connected: Deferred[Any] = super().getConnection(key, endpoint)
        return connected


class PoliteHandler(ClosingHandler):
    """Scrapy's handler of http and https, one request a host at a time."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self._delay_s = crawler.settings.getfloat("DOWNLOAD_DELAY")
        pool = _CheckedPool(reactor)  # type: ignore[no-untyped-call]
        pool.guard = Guard.from_settings(crawler.settings)
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        pool._factory = self._pool._factory
        # A connection that the server has closed would be opened again and the request
        # sent anew, in no turn.
        pool.retryAutomatically = False
        self._pool = pool

    async def download_request(self, request: Request) -> Response:
        """Return what a request is answered with, asked in its host's turn."""
        host = host_key(request.url)
        turns = shared_turns(self._crawler.settings)
        turn = turns.turn(host, self._delay_s, self._is_over)
        async with turn as weigh:
            try:
                response = await super().download_request(request)
            except Exception as error:
                weigh(weigh_exception(error))
                name = urlparse_cached(request).hostname or ""
                if isinstance(error, CannotResolveHostError) and name in private_names:
                    raise ForbiddenAddress(
                        f"{name} means the private address {private_names[name]}"
                    ) from error
                raise
            weigh(weigh_response(response, datetime.now(UTC)))
            return response

    def _is_over(self) -> bool:
        return not self._crawler.crawling
