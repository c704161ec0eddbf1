"""Why links of a page are refused."""

from __future__ import annotations

import pytest

from newscrawl.discover import read_listing, read_refused
from newscrawl.markup import read_document
from newscrawl.sites import ArticleRules
from tests.samples import site

HOME = "http://www.example.org/news/"
ITEMS = "".join(
    f"<li><h2><a href=/town/report-on-the-bridge-over-the-river-{n}.html>The council"
    f" of the town reports on bridge number {n}</a></h2><span>2024-03-{n:02d}</span></li>"
    for n in range(10, 20)
)
PAGE = (
    f"<html lang=en><body><nav><a href=/news/>News</a> <a href=/sport/>Sport</a>"
    f"<a href=/tag/bridge/>bridge</a> <a href=/plan.pdf>Plan</a>"
    f"<a href=http://other.example/>Other</a></nav><ul>{ITEMS}</ul></body></html>"
)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (HOME, "this page itself"),
        ("http://www.example.org/sport/", "judged 0."),
        ("http://www.example.org/tag/bridge/", "names a front page, tag"),
        ("http://www.example.org/plan.pdf", "a file"),
        ("http://other.example/", "another site"),
    ],
    ids=["itself", "judged", "tag", "file", "host"],
)
def test_each_refused_link_has_its_reason(url: str, reason: str) -> None:
    document = read_document(PAGE.encode(), HOME)
    (found,) = [one for one in read_refused(document) if one.url == url]
    assert reason in found.reason


def test_a_link_is_either_taken_or_refused() -> None:
    document = read_document(PAGE.encode(), HOME)
    taken = {link.url for link in read_listing(document).links}
    refused = {link.url for link in read_refused(document)}
    assert len(taken) == 10
    assert not taken & refused


def test_the_rules_of_a_pack_are_named() -> None:
    document = read_document(PAGE.encode(), HOME)
    rules = ArticleRules(not_url=r"-1[0-4]\.html$")
    ruled = [
        one
        for one in read_refused(document, site=site(article=rules))
        if "pack's rules" in one.reason
    ]
    assert len(ruled) == 5
