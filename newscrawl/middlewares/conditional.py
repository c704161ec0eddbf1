"""Ask for a page only if it changed, and find out the servers that lie about it.

A request that carries `look`, the state that the store holds of its page, is sent with
that state's validators; the 304 goes to the spider. Nothing else is touched: robots.txt
least of all, since a 304 would be taken for "no rules" (RFC 9309, 2.3.1.3).

Some servers answer 304 though the page changed. So after a number of 304s in a row the
page is asked for whole; when its bytes differ, the old validators are tried once more:
a 304 now is a lie, and `false_304` in the request's meta says so.
Source: RFC 9110, 13.1 (preconditions), 15.4.5 (304).
"""

from __future__ import annotations

import logging
from typing import Final, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newscrawl.items import escaped
from newscrawl.looks import body_hash_of, is_whole
from newscrawl.store import PageState

logger = logging.getLogger(__name__)

# An article is looked at five times where nothing else is said: the last time whole.
_BELIEVED_ARTICLE: Final = 4
_BELIEVED_SOURCE: Final = 20


def validators(look: PageState) -> dict[str, str]:
    """Return the headers that ask for a page only if it changed; none to trust: {}."""
    if not is_whole(look) or look.distrusted:
        return {}
    stated = {"If-None-Match": look.etag, "If-Modified-Since": look.last_modified}
    return {name: value for name, value in stated.items() if value}


def is_proof_due(look: PageState) -> bool:
    """Say whether so many 304s came in a row that the page is asked for whole."""
    is_article = look.kind == "article"
    return look.unproved >= (_BELIEVED_ARTICLE if is_article else _BELIEVED_SOURCE)


class ConditionalMiddleware:
    """Send the validators of a request's `look`, and prove them now and then."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware with the crawler whose engine it asks."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Add the validators, and let a 304 through to the spider."""
        look: PageState | None = request.meta.get("look")
        if look is not None and not is_proof_due(look):
            _add(request, validators(look))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Try the old validators on a page that was asked for whole and differs."""
        look: PageState | None = request.meta.get("look")
        if look is None or response.status != 200 or not is_proof_due(look):
            return response
        stated = validators(look)
        if not stated or body_hash_of(response.body) == look.body_hash:
            return response
        if await self._answers_304(request, stated):
            request.meta["false_304"] = True
            said = "%s: answered 304 though it changed: asked for whole from now on"
            logger.warning(said, escaped(request.url))
        return response

    async def _answers_304(self, request: Request, stated: dict[str, str]) -> bool:
        ask = Request(request.url, callback=NO_CALLBACK, dont_filter=True)
        _add(ask, stated)
        assert self._crawler.engine is not None
        try:
            answer = await self._crawler.engine.download_async(ask)
        except Exception:  # noqa: BLE001 (whatever broke, nothing is proved)
            return False
        return answer.status == 304


def _add(request: Request, stated: dict[str, str]) -> None:
    for name, value in stated.items():
        request.headers.setdefault(name, value)
    if stated:
        request.meta["handle_httpstatus_list"] = [304]
