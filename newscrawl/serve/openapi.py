"""The API described for programs: OpenAPI 3.1."""

from __future__ import annotations

import json
from typing import Any

from newscrawl import __version__
from newscrawl.record import json_schema
from newscrawl.serve.api import MOST

_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string"},
    },
}
_NEXT = {
    "type": ["string", "null"],
    "description": "The address of what follows, relative to the server.",
}


def description() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "newscrawl",
            "version": __version__,
            "description": "Articles of regional news sites, read-only.",
        },
        "paths": {
            "/api/articles": {"get": _articles()},
            "/api/articles/{id}": {"get": _article()},
            "/api/events": {"get": _events()},
        },
        "components": {"schemas": _schemas()},
    }


def _articles() -> dict[str, Any]:
    parameters = [
        _parameter(
            "since",
            "Only articles of this day or instant (RFC 3339), or later.",
            {"anyOf": [{"type": "string", "format": f} for f in ("date", "date-time")]},
        ),
        _parameter("site", "Only articles of this site.", _text(200)),
        _parameter("region", "Only of sites of this ISO 3166-2 region.", _text(20)),
        _parameter(
            "q",
            'Only articles with all of these words and "phrases".',
            _text(500),
        ),
        _parameter("after", "Where to go on: `next` holds it.", _text(2_100)),
        _limit(),
    ]
    return {
        "operationId": "listArticles",
        "summary": "Articles, the newest first",
        "parameters": parameters,
        "responses": {"200": _answer("Articles", "A page of articles"), **_refusals()},
    }


def _article() -> dict[str, Any]:
    id_ = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Its id, or one of its addresses, percent-encoded.",
        "schema": {"type": "string", "minLength": 1},
    }
    refusals = _refusals()
    refusals["404"] = _answer("Problem", "No such article", "application/problem+json")
    return {
        "operationId": "getArticle",
        "summary": "One article",
        "parameters": [id_],
        "responses": {"200": _answer("Article", "The article"), **refusals},
    }


def _events() -> dict[str, Any]:
    since = _parameter(
        "since",
        "Only events after this seq.",
        {"type": "integer", "minimum": 0, "maximum": 10**15 - 1, "default": 0},
    )
    return {
        "operationId": "listEvents",
        "summary": "What happened to articles, in order",
        "parameters": [since, _limit()],
        "responses": {"200": _answer("Events", "A page of events"), **_refusals()},
    }


def _schemas() -> dict[str, Any]:
    whole = json_schema()
    moved = json.dumps(whole).replace("#/$defs/", "#/components/schemas/")
    article = json.loads(moved)
    parts: dict[str, Any] = article.pop("$defs", {})
    for key in ("$schema", "$id"):
        article.pop(key)
    event = {
        "seq": {"type": "integer"},
        "op": {"type": "string"},
        "id": {"type": "string"},
        "version": {"type": "integer"},
        "at": {"type": "string", "format": "date-time"},
        "significant": {"type": "boolean"},
        "changed": {"type": "array", "items": {"type": "string"}},
        "record": {"$ref": "#/components/schemas/Article"},
    }
    return parts | {
        "Article": article,
        "Articles": _list("articles", {"$ref": "#/components/schemas/Article"}),
        "Event": {"type": "object", "required": list(event), "properties": event},
        "Events": _list("events", {"$ref": "#/components/schemas/Event"}),
        "Problem": _PROBLEM,
    }


def _list(name: str, items: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name, "next"],
        "properties": {name: {"type": "array", "items": items}, "next": _NEXT},
    }


def _limit() -> dict[str, Any]:
    schema = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
    return _parameter("limit", "How many at most.", schema)


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest}


def _parameter(name: str, meaning: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": meaning, "schema": schema}


def _answer(
    schema: str, meaning: str, media_type: str = "application/json"
) -> dict[str, Any]:
    content = {media_type: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": meaning, "content": content}


def _refusals() -> dict[str, Any]:
    media_type = "application/problem+json"
    return {
        "400": _answer("Problem", "A parameter that cannot be", media_type),
        "503": _answer("Problem", "The store cannot be read now", media_type),
    }
