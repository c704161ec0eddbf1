"""Tests of newscrawl.serve.api and newscrawl.serve.openapi."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from newscrawl.serve import Served
from newscrawl.serve.openapi import description
from newscrawl.store import open_store
from tests.samples import SEEN
from tests.serve.conftest import TITLES, Running, running


def ask(server: Running, path: str) -> tuple[int, Any]:
    answer = server.ask(path)
    return answer.status, json.loads(answer.body)


def titles(server: Running, query: str) -> list[str]:
    status, found = ask(server, f"/api/articles?{query}")
    assert status == 200
    return [record["title"] for record in found["articles"]]


def test_articles_come_newest_first_and_whole(server: Running) -> None:
    status, found = ask(server, "/api/articles")
    assert (status, found["next"]) == (200, None)
    assert {record["title"] for record in found["articles"]} == set(TITLES)
    schema = json.loads((server.folder / "schema/article-1.json").read_bytes())
    for record in found["articles"]:
        jsonschema.validate(record, schema)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=bridge", [TITLES[0]]),
        (f"q={quote('创新')}", [TITLES[1]]),
        ("q=%22rain%20on%20monday%22", [TITLES[2]]),
        ("q=words&limit=1", [TITLES[2]]),
        ("site=nowhere", []),
        ("region=CN-NM&q=rain", [TITLES[2]]),
        ("since=2024-03-26", []),
        ("since=2024-03-25T08:00:00.5Z", []),
        ("since=2024-03-25T10:00:00%2B02:00&q=rain", [TITLES[2]]),
    ],
)
def test_articles_are_chosen(server: Running, query: str, expected: list[str]) -> None:
    assert titles(server, query) == expected


@pytest.mark.parametrize(
    "first", ["/api/articles?limit=1", "/api/articles?limit=2&q=words"]
)
def test_next_leads_on_to_the_end(server: Running, first: str) -> None:
    seen, path = [], first
    while path:
        _, found = ask(server, path)
        seen += [record["title"] for record in found["articles"]]
        path = found["next"]
    assert sorted(seen) == sorted(TITLES)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("since=yesterday", "since"),
        ("since=2024-13-01", "since"),
        ("since=9999-12-31T23:59:59.9-14:00", "since"),
        ("since=%D9%A2024-03-25", "since"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=%D9%A3", "limit"),
        ("after=x", "after"),
        ("q=", "q"),
        ("q=%00", "q"),
        (f"q={'x' * 501}", "q"),
        ("q=a&q=b", "query"),
        ("sort=title", "sort"),
    ],
)
def test_a_parameter_that_cannot_be(
    server: Running, query: str, parameter: str
) -> None:
    status, found = ask(server, f"/api/articles?{query}")
    assert (status, found["parameter"]) == (400, parameter)


def test_one_article_by_id_or_address(server: Running) -> None:
    _, found = ask(server, "/api/articles?q=bridge")
    record = found["articles"][0]
    for name in (record["id"], record["url"], record["url"].replace("http:", "https:")):
        status, one = ask(server, f"/api/articles/{quote(name, safe='')}")
        assert (status, one) == (200, record)
    assert ask(server, "/api/articles/tag%3Anobody")[0] == 404


def test_events_lead_to_the_same_records(server: Running) -> None:
    status, found = ask(server, "/api/events?limit=2")
    assert status == 200
    assert [event["seq"] for event in found["events"]] == [1, 2]
    assert found["next"] == "/api/events?limit=2&since=2"
    _, rest = ask(server, found["next"])
    assert [event["seq"] for event in rest["events"]] == [3]
    assert rest["next"] is None
    records = [event["record"] for event in found["events"] + rest["events"]]
    assert [record["title"] for record in records] == list(TITLES)
    assert ask(server, "/api/events?since=-1")[0] == 400


def test_health(server: Running, tmp_path: Path) -> None:
    status, found = ask(server, "/healthz")
    assert (status, found["status"]) == (200, "ok")
    assert found["published"] == found["store"] == {"run": 1, "seq": 3}
    with running(Served(tmp_path, None)) as other:
        assert ask(other, "/healthz")[0] == 503


def test_a_store_that_comes_later_is_served_then(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'newscrawl.db'}"
    with running(Served(tmp_path / "feeds", database)) as server:
        status, found = ask(server, "/api/articles")
        assert (status, str(tmp_path) in json.dumps(found)) == (503, False)
        with open_store(database) as store:
            store.begin_run(["hillside"], SEEN)
        assert ask(server, "/api/articles") == (200, {"articles": [], "next": None})
        assert ask(server, "/api/articles?q=bridge")[0] == 400


def test_without_a_store_there_is_no_api(tmp_path: Path) -> None:
    with running(Served(tmp_path, None)) as server:
        assert ask(server, "/api/articles")[0] == 404
        assert ask(server, "/api/openapi.json")[0] == 404


def test_the_api_writes_nothing(server: Running) -> None:
    file = Path(server.database.removeprefix("sqlite:///"))
    before = file.read_bytes()
    for path in ("/api/articles?q=bridge", "/api/events", "/healthz"):
        assert ask(server, path)[0] == 200
    assert file.read_bytes() == before


def test_the_description_is_served(server: Running) -> None:
    assert ask(server, "/api/openapi.json") == (200, description())
