"""What a source told beside the others."""

from __future__ import annotations

from newscrawl.discover.audit import audit

KINDS = {"/news/": "listing", "/sport/": "listing", "/feed": "feed"}


def ids(*numbers: int) -> frozenset[str]:
    return frozenset(map(str, numbers))


def test_shares_are_counted_over_all_other_sources() -> None:
    told = {"/news/": ids(1, 2, 3), "/sport/": ids(3, 4), "/feed": ids(2)}
    found = audit("/news/", told, KINDS)
    assert (found.articles, found.alone, found.shared) == (3, 1, 2)


def test_a_blind_source_is_seen() -> None:
    told = {"/news/": ids(*range(20)), "/feed": ids(*range(10, 90))}
    found = audit("/news/", told, KINDS)
    assert found.recall is not None
    assert 0.1 < found.recall < 0.15
    whole = {"/news/": ids(*range(60)), "/feed": ids(*range(20, 50))}
    assert audit("/news/", whole, KINDS).recall == 1.0


def test_sources_of_one_kind_prove_nothing_of_each_other() -> None:
    told = {"/news/": ids(*range(20)), "/sport/": ids(*range(10, 40))}
    assert audit("/news/", told, KINDS).recall is None


def test_too_few_shared_articles_prove_nothing() -> None:
    told = {"/news/": ids(*range(20)), "/feed": ids(1, 2)}
    assert audit("/news/", told, KINDS).recall is None
    assert audit("/nowhere", told, KINDS).articles == 0
