"""What a look at a page leaves in the store: its state, and when it is due again.

One home for the words that `PageState.outcome` takes, and for how they decide.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final

from newscrawl.clock import rfc3339
from newscrawl.discover import FoundLink
from newscrawl.schedule import (
    Pace,
    after_failure,
    after_look,
    is_due,
    next_visit,
    retry_at,
)
from newscrawl.sites import Site
from newscrawl.store import PageState

ARTICLE: Final = "article"
DROPPED: Final = "dropped"
MISSING: Final = "missing"
MOVED: Final = "moved"
FAILED: Final = "error"
READ: Final = "read"
EMPTY: Final = "empty"

# Whole: the last look saw all there was, so that a 304 says that nothing is new.
_WHOLE: Final = frozenset({ARTICLE, READ, EMPTY})

# RFC 9110, 15.5.9 and 15.6; RFC 6585, 4.
_PASSING: Final = re.compile(r"http-(?:408|425|429|5\d\d)")


def body_hash_of(body: bytes) -> str:
    """Return `sha256:` and the hash of a body's bytes."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def is_whole(last: PageState | None) -> bool:
    """Say whether an unchanged page needs no reading after this look."""
    return last is not None and last.outcome in _WHOLE


def is_passing(reason: str) -> bool:
    """Say whether what kept a page from being read is likely to pass."""
    return reason in {"half-page", "waiting"} or bool(_PASSING.fullmatch(reason))


def is_same(last: PageState, status: int, body_hash: str) -> bool:
    """Say whether what came is what the last look saw: a 304, or the same bytes."""
    return is_whole(last) and (status == 304 or body_hash == last.body_hash)


def is_look_due(last: PageState | None, now: datetime) -> bool:
    """Say whether a page is due after its last look; without one it is."""
    if last is None:
        return True
    due = _instant(last.due_at) if last.due_at else None
    return is_due(due, _instant(last.fetched_at), now)


def planned(
    page: PageState, last: PageState | None, site: Site, *, fresh: int = 0
) -> PageState:
    """Return the state after a look, with what the last one knew, and the next due.

    `page` says what came; `fresh` counts the new articles that a source brought.
    """
    known = last or page
    page = replace(
        page,
        first_at=known.first_at or known.fetched_at,
        found=known.found or page.found,
        failures=known.failures,
        interval_s=known.interval_s,
        distrusted=page.distrusted or known.distrusted,
    )
    if page.status == 304:
        page = replace(
            page,
            etag=known.etag,
            last_modified=known.last_modified,
            body_hash=known.body_hash,
            unproved=known.unproved + 1,
        )
    if page.distrusted:
        page = replace(page, etag=None, last_modified=None)
    if page.kind == "article":
        return _article(page, last, site)
    return _source(page, site, fresh)


def _article(page: PageState, last: PageState | None, site: Site) -> PageState:
    at = _instant(page.fetched_at)
    if page.outcome == FAILED:
        failures = page.failures + 1
        return _due(replace(page, failures=failures), retry_at(failures, at))
    was_one = last is not None and last.due_at and last.outcome != FAILED
    if page.outcome in (ARTICLE, MISSING) or was_one:
        first = _instant(page.first_at or page.fetched_at)
        due = next_visit(first, at, site.revisit_ages)
    else:
        due = None
    return _due(replace(page, failures=0), due)


def _source(page: PageState, site: Site, fresh: int) -> PageState:
    at = _instant(page.fetched_at)
    pace = Pace(failures=page.failures)
    if page.interval_s:
        pace = replace(pace, interval=timedelta(seconds=page.interval_s))
    least, most = site.interval_bounds
    if page.outcome in (READ, EMPTY):
        pace, wait = after_look(pace, fresh, least, most)
    else:
        pace, wait = after_failure(pace, most)
    seconds = round(pace.interval.total_seconds())
    page = replace(page, failures=pace.failures, interval_s=seconds)
    return _due(page, at + wait)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _due(page: PageState, due: datetime | None) -> PageState:
    return replace(page, due_at=rfc3339(due) if due else None)


def found_json(found: FoundLink | None, source: str | None) -> str | None:
    """Return as JSON which source led to a page, and what it said of it."""
    if found is None:
        return None
    said = {key: value for key, value in asdict(found).items() if value}
    return json.dumps({"source": source} | said, ensure_ascii=False)


def found_link(page: PageState) -> tuple[FoundLink | None, str | None]:
    """Return the link that led to a page and its source, as `found_json` kept them."""
    if page.found is None:
        return None, None
    said: dict[str, Any] = json.loads(page.found)
    source = said.pop("source", None)
    said["main"] = said.get("main", False)
    said["confidence"] = said.get("confidence", 0.0)
    said["alternates"] = tuple(said.get("alternates", ()))
    return FoundLink(**said), source
