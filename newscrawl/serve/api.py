"""The store's articles and its change log as JSON, read-only.

    GET /api/articles?since=&site=&region=&q=&after=&limit=   the newest first
    GET /api/articles/{id}                                    one, by id or address
    GET /api/events?since=&limit=                             what happened, in order

Records are sent as they are stored, `article-1`. Lists say in `next` where they go on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from newscrawl.errors import QueryError
from newscrawl.record import to_json
from newscrawl.serve.problems import problem
from newscrawl.store import Store, Wanted, open_store

MOST = 200
_USUAL = 50
_LONGEST = {"site": 200, "region": 20, "q": 500, "after": 2_100, "since": 40}
_DIGITS = re.compile(r"[0-9]{1,15}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class Api:
    """Answers from the store at an address, which is opened when first asked for."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._store: Store | None = None
        self._lock = Lock()

    def store(self) -> Store:
        """Return the open store; raises StoreError while there is none."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self._database, read_only=True)
            return self._store

    def close(self) -> None:
        """Close the store."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = None

    def articles(self, request: Request) -> Response:
        """Answer with a page of articles."""
        given = _given(request, ("since", "site", "region", "q", "after", "limit"))
        since = given.get("since")
        wanted = Wanted(
            source=given.get("site"),
            region=given.get("region"),
            since=None if since is None else _instant(since),
            query=given.get("q"),
            after=given.get("after"),
            limit=_limit(given),
        )
        found = self.store().browse(wanted)
        return _page(request, "articles", found.records, found.after, "after")

    def article(self, request: Request) -> Response:
        """Answer with one article."""
        _given(request, ())
        article = self.store().find(request.path_params["id"])
        if article is None:
            return problem(404, "no article is known by that id or address")
        return _json(to_json(article))

    def events(self, request: Request) -> Response:
        """Answer with the events after a seq."""
        given = _given(request, ("since", "limit"))
        since = given.get("since", "0")
        if not _DIGITS.fullmatch(since):
            raise QueryError("since", "expected the seq of an event")
        limit = _limit(given)
        lines: list[str] = []
        last: int | None = None
        for event in self.store().events(int(since)):
            if len(lines) == limit:
                break
            head = json.dumps(event.head(), ensure_ascii=False)
            lines.append(f'{head[:-1]}, "record": {event.record}}}')
            last = event.seq
        else:
            last = None
        following = None if last is None else str(last)
        return _page(request, "events", lines, following, "since")


def _page(
    request: Request,
    name: str,
    lines: list[str] | tuple[str, ...],
    following: str | None,
    parameter: str,
) -> Response:
    """Return a list; `next` is the address of what follows, relative to the server."""
    target = None
    if following is not None:
        url = request.url.include_query_params(**{parameter: following})
        target = f"{url.path}?{url.query}"
    body = f'{{"{name}": [{", ".join(lines)}], "next": {json.dumps(target)}}}'
    return _json(body.encode("utf-8", "replace"))


def _json(body: bytes) -> Response:
    headers = {"cache-control": "no-cache"}
    return Response(body, media_type="application/json", headers=headers)


def _given(request: Request, known: tuple[str, ...]) -> Mapping[str, str]:
    """Return the parameters of a request; QueryError for one that cannot be."""
    pairs = request.query_params.multi_items()
    given = dict(pairs)
    for name, value in pairs:
        if name not in known:
            raise QueryError(name[:40], "no such parameter")
        if len(value) > _LONGEST.get(name, 20) or "\x00" in value:
            raise QueryError(
                name, f"expected at most {_LONGEST.get(name, 20)} characters"
            )
    if len(given) < len(pairs):
        raise QueryError("query", "a parameter is given twice")
    return given


def _limit(given: Mapping[str, str]) -> int:
    value = given.get("limit", str(_USUAL))
    if not _DIGITS.fullmatch(value) or not 1 <= int(value) <= MOST:
        raise QueryError("limit", f"expected a number from 1 to {MOST}")
    return int(value)


def _instant(value: str) -> str:
    """Read a day or an RFC 3339 instant; return it in UTC, as articles are ordered."""
    try:
        if _DAY.fullmatch(value):
            moment = datetime.fromisoformat(value).replace(tzinfo=UTC)
        elif _INSTANT.fullmatch(value):
            moment = datetime.fromisoformat(value.upper()).astimezone(UTC)
        else:
            raise ValueError
    except (ValueError, OverflowError):
        expected = "expected a day (2026-03-25) or an RFC 3339 instant"
        raise QueryError("since", expected) from None
    if moment.microsecond:
        moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
