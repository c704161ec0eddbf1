"""The server's paths: the folder, the API, its description, and its health."""

from __future__ import annotations

import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newscrawl.errors import QueryError, StoreError
from newscrawl.serve.api import Api
from newscrawl.serve.files import Folder
from newscrawl.serve.openapi import description
from newscrawl.serve.problems import problem

_log = logging.getLogger(__name__)
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


@dataclass(frozen=True, slots=True)
class Served:
    """What is served: a folder, a store (None: no API), how often one crawls."""

    folder: Path
    database: str | None
    interval_s: int = 3600


def app(served: Served, clock: Callable[[], float] = time.time) -> Starlette:
    """Return the ASGI application; it only reads, and answers GET and HEAD alone."""
    folder = Folder(served.folder, served.interval_s)
    api = Api(served.database) if served.database else None

    async def file(request: Request) -> Response:
        return await folder.respond(request, request.path_params["path"], clock())

    async def index(request: Request) -> Response:
        return await folder.respond(request, "index.html", clock())

    async def health(_: Request) -> Response:
        return await run_in_threadpool(_health, served.folder, api)

    routes = [
        Route("/", index),
        Route("/healthz", health),
        *(_api_routes(api) if api else ()),
        Route("/{path:path}", file),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        if api:
            api.close()

    made = Starlette(
        routes=routes,
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _http_problem,
            QueryError: _query_problem,
            StoreError: _store_problem,
            Exception: _defect,
        },
    )
    made.add_middleware(_Headers)
    return made


class _Headers:
    """Says of every answer that its type is what it says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_ALWAYS]
            await send(message)

        await self._app(scope, receive, sent)


def _api_routes(api: Api) -> list[Route]:
    document = description()

    def described(_: Request) -> Response:
        return JSONResponse(document, headers={"cache-control": "max-age=3600"})

    return [
        Route("/api/openapi.json", described),
        Route("/api/articles", api.articles),
        Route("/api/articles/{id:path}", api.article),
        Route("/api/events", api.events),
    ]


def _health(folder: Path, api: Api | None) -> Response:
    """Answer 200 where there is something to serve and the store answers, else 503."""
    headers = {"cache-control": "no-store"}
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        published = {"run": manifest["run"], "seq": manifest["seq"]}
    except (OSError, ValueError, KeyError, TypeError):
        return problem(503, "nothing is published: no manifest.json to read")
    if api is None:
        return JSONResponse({"status": "ok", "published": published}, headers=headers)
    stored = api.store().state()
    body = {
        "status": "ok",
        "published": published,
        "store": {"run": stored.run, "seq": stored.seq},
    }
    return JSONResponse(body, headers=headers)


async def _http_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = problem(error.status_code, error.detail)
    answer.headers.update(error.headers or {})
    return answer


async def _query_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, QueryError)
    return problem(400, error.message, parameter=error.name)


async def _store_problem(_: Request, error: Exception) -> Response:
    _log.warning("%s", error)
    return problem(503, "the store cannot be read now")


async def _defect(_: Request, error: Exception) -> Response:
    return problem(500, "a defect: the server's log says more")
