"""What an answer or a failure says of its host, and the requests that are not made.

Failures are weighed apart. *Hard*: the server refuses or lacks one page (4xx); that says
nothing of the host. *Soft*: a page broke (5xx, a connection cut, half a page); another
may do. *Slow*: no answer in time. *Unreachable*: nobody listens. *Unknown*: the name is
not found. *Busy* (429, 503): the host wants fewer requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response


class RefusedRequest(IgnoreRequest):
    """A request that is not made; `reason` is a word for the counts.

    What `is_passing` may be asked for in a later crawl: the page is not at fault.
    """

    reason = "refused"
    is_passing = False


class ForbiddenByRobots(RefusedRequest):
    """The host's robots.txt forbids the address."""

    reason = "robots"


class RobotsUnreachable(RefusedRequest):
    """The host's robots.txt could not be had, so nothing is fetched from it."""

    reason = "robots"
    is_passing = True


class ForbiddenAddress(RefusedRequest):
    """The address is private, or on a host that the site pack does not name."""

    reason = "address"


class ContactMissing(RefusedRequest):
    """A real host would be asked by nobody: NEWSCRAWL_CONTACT is not set."""

    reason = "contact"
    is_passing = True


class HostRests(RefusedRequest):
    """The host wants to be left alone, or has been given up for this crawl."""

    reason = "waiting"
    is_passing = True


@dataclass(frozen=True, slots=True)
class Weight:
    """How much an outcome counts against its host: 0 strikes is an answer."""

    strikes: int = 0
    is_busy: bool = False
    retry_after_s: float = 0.0


ANSWERED: Final = Weight()
SOFT: Final = Weight(1)
SLOW: Final = Weight(3)
UNREACHABLE: Final = Weight(6)
UNKNOWN: Final = Weight(20)


def weigh_response(response: Response, now: datetime) -> Weight:
    """Return what an answer says of its host."""
    if response.status in (429, 503):
        stated = (response.headers.get("Retry-After") or b"").decode("latin-1")
        return Weight(0, is_busy=True, retry_after_s=retry_after_s(stated, now) or 0.0)
    return SOFT if response.status >= 500 else ANSWERED


def weigh_exception(error: Exception) -> Weight:
    """Return what a failure says of its host."""
    if isinstance(error, CannotResolveHostError):
        return UNKNOWN
    if isinstance(error, DownloadConnectionRefusedError):
        return UNREACHABLE
    if isinstance(error, DownloadTimeoutError):
        return SLOW
    return SOFT


def retry_after_s(stated: str, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks for, None when it says nothing.

    Seconds or an HTTP date (RFC 9110, 10.2.3); a date in the past is 0.
    """
    stated = stated.strip()
    if stated.isascii() and stated.isdigit():
        return float(stated[:9])
    try:
        at = parsedate_to_datetime(stated)
    except ValueError:
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
