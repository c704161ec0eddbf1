"""Look names up, and give out only addresses that may be asked.

Scrapy asks the resolver for every new connection, IP addresses included, and connects to
the very address that it returns: a name that means a public address today and a private
one tomorrow (DNS rebinding) is checked each time it is looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newscrawl.middlewares.guard import Guard

# The names that were found to mean a private address: told to who asked for the page.
private_names: dict[str, str] = {}


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, for its TWISTED_DNS_RESOLVER; a private address is no answer."""

    guard = Guard()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Make the resolver with the allow-list of the settings."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.guard = Guard.from_settings(crawler.settings)
        return resolver

    def getHostByName(  # noqa: N802
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        """Return the address of a name; fails with DNSLookupError for a private one."""
        return super().getHostByName(name, timeout).addCallback(self._check, name)

    def _check(self, address: str, name: str) -> str:
        if self.guard.may_resolve(name, address):
            return address
        private_names[name] = address
        raise DNSLookupError(f"{name} means the private address {address}")
