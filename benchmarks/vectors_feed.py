"""Public test cases that reading a feed answers: every entry, and a note for repairs.

What a feed holds is counted by a strict parse: its `item` and `entry` elements, none of
them inside another. A file that a strict parse refuses must be read with a note. Where
a case says what its first entry's link is, that link is asked for too.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from lxml import etree

from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.discover import read_feed, read_sitemap

_URL = "http://127.0.0.1:8097/feed.xml"
_LINK = re.compile(
    rb"Expect:\s{0,20}not bozo and entries\[0\]\['link'\] == u?'([^']*)'"
)
_COUNT = "count(//*[{0}][not(ancestor::*[{0}])])".format(
    "translate(local-name(), 'ITEMNRY', 'itemnry') = 'item' or"
    " translate(local-name(), 'ITEMNRY', 'itemnry') = 'entry'"
)


def feed_case(case: dict[str, Any]) -> Verdict:
    """Give all entries of a well-formed feed, a note for any other."""
    body = base64.b64decode(case["b64"])
    read_sitemap(body, _URL)
    feed = read_feed(body, _URL)
    try:
        root = etree.fromstring(
            body, etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError:
        return PASSED if feed.notes else Verdict("failed", "repaired without a note")
    counted = root.xpath(_COUNT)
    assert isinstance(counted, float)
    if len(feed.entries) != counted:
        return Verdict("failed", f"{len(feed.entries)} entries of {counted:.0f}")
    stated = _LINK.search(body)
    if stated and b"Content-Location:" in body:
        return Verdict(
            "excused", "the base stands in a header that the case leaves out"
        )
    return expect(feed.entries[0].url, stated[1].decode()) if stated else PASSED
