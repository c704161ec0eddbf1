"""Refuse requests that lead out of the site, into a private network, or to nobody's name.

Links, redirects, sitemaps, feeds and robots.txt files all become requests, and each
request passes here before anything is looked up. Behind an HTTP proxy, which looks names
up itself, this check of the address as it is written is the only one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl.errors import ConfigError
from newscrawl.middlewares.failures import ContactMissing, ForbiddenAddress
from newscrawl.middlewares.guard import Guard, is_real
from newscrawl.middlewares.turns import shared_turns
from newscrawl.sites import Site

NO_CONTACT = (
    "NEWSCRAWL_CONTACT: not set: give an address or a URL at which a publisher can"
    " reach you; without it no real site is asked"
)


class AddressMiddleware:
    """Let through what the guard and the site's pack allow.

    An archive's pages are asked of nobody: a replay needs no contact and no guard.
    """

    def __init__(
        self, guard: Guard | None, site: Site | None, *, is_named: bool
    ) -> None:
        self._guard = guard
        self._site = site
        self._ports = _ports(site) if site else frozenset()
        self._is_named = is_named

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware of a spider; one without a site may go anywhere public.

        Raises ConfigError when the crawl could not take turns.
        """
        settings = crawler.settings
        is_named = bool(settings.get("NEWSCRAWL_CONTACT"))
        is_replay = bool(settings.getlist("NEWSCRAWL_REPLAY"))
        if not is_replay:
            shared_turns(settings)
        return cls(
            None if is_replay else Guard.from_settings(settings),
            getattr(crawler.spidercls, "site", None),
            is_named=is_named or is_replay,
        )

    def process_request(self, request: Request) -> None:
        """Raise ForbiddenAddress or ContactMissing for what is not asked."""
        why = self._guard.refusal(request.url) if self._guard else None
        why = why or self._foreign(request.url)
        if why:
            raise ForbiddenAddress(f"not asked: {why}")
        if not self._is_named and is_real(request.url):
            raise ContactMissing(NO_CONTACT)

    def _foreign(self, url: str) -> str | None:
        if self._site is None:
            return None
        if not self._site.covers(url):
            return f"no host of {self._site.name}"
        port = urlsplit(url).port
        if port is not None and port not in self._ports:
            return f"no port of {self._site.name}"
        return None


def require_fetchable(urls: Iterable[str], settings: BaseSettings) -> None:
    """Raise ConfigError where asking could not begin, before anything is asked.

    A real address needs a contact, turns need their folder, and NEWSCRAWL_ALLOW_PRIVATE
    must be a list. A replay asks nobody and needs none of it.
    """
    if settings.getlist("NEWSCRAWL_REPLAY"):
        return
    Guard.from_settings(settings)
    shared_turns(settings)
    if not settings.get("NEWSCRAWL_CONTACT"):
        for url in urls:
            if is_real(url):
                raise ConfigError(f"{url}: {NO_CONTACT}")


def _ports(site: Site) -> frozenset[int]:
    """Return the ports that a pack's addresses name, and those of the schemes."""
    urls = (site.url, *(source.url for source in site.sources))
    named = {port for url in urls if (port := urlsplit(url).port) is not None}
    return frozenset(named | {80, 443})
