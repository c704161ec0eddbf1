"""Note each host's robots.txt and the issuer of its certificate, so that a change shows.

Of a robots.txt a digest is kept; of a certificate the organisation that issued it, for
certificates are renewed every few weeks and a new issuer is what is worth a look.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.clock import Clock, rfc3339, run_clock
from newscrawl.errors import StoreError
from newscrawl.status import Mark

_DIGEST_BYTES: Final = 8


class MarkExtension:
    """Tells the store of a spider what its hosts show of themselves, once a crawl."""

    def __init__(self, crawler: Crawler, clock: Clock) -> None:
        self._crawler = crawler
        self._clock = clock
        self._certified: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Watch what is downloaded; a replay tells nothing of hosts as they are."""
        if crawler.settings.getlist("NEWSCRAWL_REPLAY"):
            raise NotConfigured
        extension = cls(crawler, run_clock(crawler.settings))
        crawler.signals.connect(extension.note, signals.response_downloaded)
        return extension

    def note(self, response: Response, request: Request) -> None:
        """Note what a response shows of its host."""
        parts = urlparse_cached(request)
        host = parts.netloc.lower()
        if parts.path == "/robots.txt" and response.status < 500:
            body = response.body if response.status < 400 else b""
            digest = hashlib.blake2b(body, digest_size=_DIGEST_BYTES).hexdigest()
            self._mark(Mark("robots", host, digest))
        issuer = _issuer(response.certificate)
        if issuer and host not in self._certified:
            self._certified.add(host)
            self._mark(Mark("certificate", host, issuer))

    def _mark(self, mark: Mark) -> None:
        spider: Any = self._crawler.spider
        store = getattr(spider, "store", None)
        if store is None:
            return
        try:
            store.health.mark(spider.name, mark, rfc3339(self._clock()))
        except StoreError as error:
            spider.fail(error)


def _issuer(certificate: Any) -> str:
    """Return the organisation that issued a certificate, '' where there is none."""
    if certificate is None:
        return ""
    issuer = certificate.getIssuer()
    named = issuer.get("organizationName") or issuer.get("commonName") or b""
    return " ".join(named.decode("utf-8", "replace").split())[:200]
