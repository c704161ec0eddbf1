"""Tests of newscrawl.publish.jsonfeed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newscrawl.publish.jsonfeed import json_feed
from newscrawl.record import Article, Image
from tests.publish.test_atom import NASTY, feed, seen, statement


def item(entry: Article) -> dict[str, Any]:
    (found,) = json.loads(json_feed(feed(entry)))["items"]
    return dict(found)


def test_an_item_uses_the_records_names() -> None:
    found = item(seen(title="Bridge opens", section="News", tags=("Bridges",)))
    assert found["url"] == seen().url
    assert found["content_text"] == seen().content_text
    assert found["tags"] == ["News", "Bridges"]
    assert found["authors"] == [{"name": "Hillside News"}]


def test_a_day_is_not_given_a_minute() -> None:
    found = item(seen(published=statement()))
    assert "date_published" not in found
    stated = {"stated": "2024-03-25", "precision": "day"}
    assert found["_newscrawl"]["published"] == stated


def test_images_keep_caption_and_credit() -> None:
    photo = Image(url="http://www.example.org/a.jpg", caption="The bridge.", credit="A")
    found = item(seen(images=(photo,)))
    assert found["image"] == photo.url
    assert found["_newscrawl"]["images"] == [
        {"url": photo.url, "caption": "The bridge.", "credit": "A"}
    ]


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
def test_a_feed_is_a_valid_json_feed(nasty: str, schemas: Path) -> None:
    schema = json.loads((schemas / "jsonfeed-1.1.json").read_text())
    entry = seen(title=nasty, text=nasty, section=nasty, summary=nasty)
    jsonschema.validate(json.loads(json_feed(feed(entry))), schema)
