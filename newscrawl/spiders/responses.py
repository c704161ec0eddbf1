"""What a crawl needs to know of a response beside its text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from scrapy import Request
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.clock import rfc3339
from newscrawl.items import escaped
from newscrawl.looks import body_hash_of
from newscrawl.record import Fetch
from newscrawl.sites import Site
from newscrawl.store import PageKind, PageState

_RANGE: Final = re.compile(
    r"\s*bytes\s+(\d{1,18})-(\d{1,18})/(\d{1,18})\s*$", re.IGNORECASE
)
_WORDS: Final = {
    "ResponseDataLossError": "the body broke off, or is not of the stated length",
    "ConnectionLost": "the connection was closed before the answer's end",
    "ConnectionDone": "the connection was closed before the answer's end",
    "ParseError": "the answer is no HTTP",
    "KeyError": "the answer has a transfer coding that nobody knows",
}


def is_half(response: Response) -> bool:
    """Say whether a response was cut off before its end.

    A body that nothing delimits but the connection's end is whole where it ends as
    HTML, XML or JSON does.
    """
    if "dataloss" in response.flags or _is_part(response):
        return True
    if "partial" not in response.flags:
        return False
    end = response.body.rstrip()[-2000:].lower()
    if b"<html" in response.body[:2000].lower():
        return b"</html" not in end and b"</body" not in end
    return not end.endswith((b">", b"}", b"]"))


def _is_part(response: Response) -> bool:
    """Say whether a 206 that nobody asked for states that it is not the whole.

    Source: RFC 9110, 14.4.
    """
    if response.status != 206:
        return False
    stated = _RANGE.match(header(response, "Content-Range") or "")
    if stated is None:
        return False
    first, last, size = map(int, stated.groups())
    return first > 0 or last + 1 < size


def header(response: Response, name: str) -> str | None:
    """Return a header's value, None where the response has none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def body_hash(response: Response) -> str:
    """Return `sha256:` and the hash of the body's bytes."""
    return body_hash_of(response.body)


def asked_url(request: Request) -> str:
    """Return the address that was asked for first, before any redirect."""
    asked: list[str] = request.meta.get("redirect_urls", [request.url])
    return asked[0]


def page_state(
    response: Response, site: Site, kind: PageKind, outcome: str
) -> PageState:
    """Return what came of a look at a page; `planned` adds what was known of it."""
    assert response.request is not None
    url = response.url if kind == "article" else asked_url(response.request)
    return PageState(
        url=url,
        site=site.name,
        kind=kind,
        status=response.status,
        fetched_at=rfc3339(fetched_at(response)),
        outcome=outcome,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        body_hash=body_hash(response),
        distrusted=response.meta.get("false_304", False),
    )


def fetched_at(response: Response) -> datetime:
    """Return when a response was fetched, aware."""
    at: datetime = response.meta["fetched_at"]
    return at


def fetch_facts(response: Response) -> Fetch:
    """Return the record's facts of a response."""
    return Fetch(
        at=rfc3339(fetched_at(response)),
        status=response.status,
        final_url=response.url,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        archive=response.meta.get("archive"),
    )


def robots_headers(response: Response) -> tuple[str, ...]:
    """Return what the response's headers tell robots, in a page's own spelling.

    X-Robots-Tag, and the reservations of the TDM Reservation Protocol.
    """
    tags = response.headers.getlist("X-Robots-Tag")
    parts = (part for tag in tags for part in tag.decode("latin-1").split(","))
    told = (part.strip().lower() for part in parts)
    reserved = (
        f"{name}: {stated.strip()}"
        for name in ("tdm-reservation", "tdm-policy")
        if (stated := header(response, name))
    )
    return (*filter(None, told), *reserved)


def error_name(failure: Failure) -> str:
    """Return one word for what went wrong: `http-503`, `TimeoutError`."""
    if isinstance(failure.value, HttpError):
        return f"http-{failure.value.response.status}"
    return type(failure.value).__name__


def error_words(failure: Failure) -> str:
    """Return what went wrong in the words of the error, or its name when it has none."""
    inner: Any = failure.value
    if isinstance(inner, DownloadFailedError):
        inner = inner.__cause__ or inner
    while reasons := getattr(inner, "reasons", None):  # Twisted wraps what it met
        inner = reasons[0].value
    name = type(inner).__name__
    return _WORDS.get(name) or escaped(str(inner).strip()) or name


def refusal(failure: Failure) -> str:
    """Return one word for why a request was not sent: `waiting` for what will pass."""
    if getattr(failure.value, "is_passing", False):
        return "waiting"
    return str(getattr(failure.value, "reason", "refused"))
