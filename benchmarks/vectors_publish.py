"""Strings that break naive software, through the record and both feed formats."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.publish.atom import atom
from newscrawl.publish.feeds import Feed, site_name
from newscrawl.publish.jsonfeed import json_feed
from newscrawl.record import (
    Article,
    Extraction,
    Fetch,
    Person,
    Source,
    from_json,
    to_json,
)

_AT = "2024-03-25T08:00:00Z"
_URL = "http://www.example.org/a"


def naughty_string(case: dict[str, Any]) -> Verdict:
    """Write a string in every field of text, and read each format again."""
    article = _article(case["text"])
    line = to_json(article)
    if b"\n" in line or from_json(line) != article:
        return Verdict("failed", "the record does not come back as it went")
    feed = Feed(
        name=site_name(case["text"]),
        id="urn:uuid:b2c5a0de-9b3a-5e3f-8f5e-3a0d8d9f1c11",
        title="Hillside News",
        home=None,
        atom_url=None,
        json_url=None,
        entries=(article,),
        homes={},
        zones={},
    )
    root = etree.fromstring(atom(feed))
    (item,) = json.loads(json_feed(feed))["items"]
    verdict = expect(len(root.findall("{*}entry")), 1)
    if verdict == PASSED:
        verdict = expect(item["id"], article.id)
    return verdict


def _article(text: str) -> Article:
    return Article(
        id="tag:example.org,2024-03-25:hillside/1",
        url=_URL,
        source=Source(id=text, name=text, url=_URL),
        title=text or "Untitled",
        content_text=text,
        summary=text,
        section=text,
        authors=(Person(text, text),),
        tags=(text,),
        date=_AT,
        first_seen=_AT,
        last_seen=_AT,
        last_changed=_AT,
        content_hash="",
        extraction=Extraction(
            extractor="newscrawl", encoding="utf-8", replaced_characters=0, fields={}
        ),
        fetch=Fetch(at=_AT, status=200, final_url=_URL),
    )
