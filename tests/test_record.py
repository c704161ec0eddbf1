"""Tests of newscrawl.record."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from pydantic import ValidationError

from newscrawl.record import (
    SCHEMA,
    Embed,
    FieldEvidence,
    Heading,
    Image,
    ImageBlock,
    Link,
    ListBlock,
    Paragraph,
    Person,
    Quote,
    Rival,
    Table,
    from_json,
    json_schema,
    to_json,
)
from tests.samples import article

BLOCKS = (
    Paragraph("One."),
    Heading("Two", 3),
    ListBlock(("a", "b"), ordered=True),
    Quote("Three."),
    ImageBlock(0),
    Table((("a", "b"), ("c", "d"))),
    Embed("http://www.example.org/video", "A video"),
)
EVIDENCE = FieldEvidence(
    from_="rule",
    rule="h1",
    confidence=0.9,
    rivals=(Rival(value="b", from_="meta", rule="og:title", why="longer"),),
)
FULL = article(
    id="tag:www.example.org,2024-03-25:hillside/1",
    content_hash="sha256:00",
    title="\u5305\u5934 \U0001f409 \u202eabc",
    body=BLOCKS,
    breadcrumbs=(Link("Home", "http://www.example.org/"), Link("News")),
    authors=(Person("A. Writer"),),
    images=(Image(url="http://www.example.org/a.jpg", width=3),),
    extraction=replace(article().extraction, fields={"title": EVIDENCE}),
)


def validator() -> jsonschema.Draft202012Validator:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_a_record_comes_back_as_it_went() -> None:
    assert from_json(to_json(FULL)) == FULL


def test_a_record_is_one_line_and_fits_its_schema() -> None:
    line = to_json(FULL)
    assert b"\n" not in line
    validator().validate(json.loads(line))


def test_every_field_is_there_in_its_order() -> None:
    record = json.loads(to_json(article(id="tag:a,2024:b")))
    assert list(record) == list(json_schema()["properties"])
    assert record["schema"] == SCHEMA
    assert record["canonical_url"] is None


def test_evidence_is_spelled_as_the_record_spells_it() -> None:
    title = json.loads(to_json(FULL))["extraction"]["fields"]["title"]
    assert title["from"] == "rule"
    assert title["rivals"][0]["from"] == "meta"


@pytest.mark.parametrize(
    "change",
    [{"surplus": 1}, {"title": ""}, {"version": 0}, {"status": "lost"}, {"source": {}}],
    ids=str,
)
def test_what_breaks_the_schema_is_refused(change: dict[str, object]) -> None:
    record = json.loads(to_json(FULL)) | change
    assert not validator().is_valid(record)
    with pytest.raises(ValidationError):
        from_json(json.dumps(record))


def test_own_fields_begin_with_x() -> None:
    assert validator().is_valid(json.loads(to_json(FULL)) | {"x_mine": 1})
