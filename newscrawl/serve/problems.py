"""Answers that say what is wrong, as RFC 9457 writes them."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import JSONResponse


class Problem(JSONResponse):
    """A problem as JSON."""

    media_type = "application/problem+json"


def problem(status: int, detail: str, **more: str) -> Problem:
    """Return an answer of an error status with what is wrong."""
    body = {"title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    headers = {"cache-control": "no-store"}
    return Problem(body | more, status_code=status, headers=headers)
