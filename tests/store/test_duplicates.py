"""Tests of newscrawl.store.duplicates, and of disputed addresses."""

from __future__ import annotations

from typing import Any

import pytest

from newscrawl.errors import ConfigError, UnknownArticleError
from newscrawl.identity import addresses, identify
from newscrawl.record import Article, Source
from newscrawl.sites.site import ArticleRules
from newscrawl.store import Store
from tests.identity.test_resemblance import STORY, WEATHER
from tests.samples import article, site

EARLIER, LATER = "2024-03-25T06:00:00Z", "2024-03-25T10:00:00Z"


def other(name: str = "valley") -> Source:
    return Source(id=name, name=name.title(), url=f"http://{name}.example/")


def save(store: Store, name: str, **changes: Any) -> Article:
    pack = site(name=name, url=f"http://{name}.example/", mirrors=(), hosts=())
    pack = pack.model_copy(update={"article": ArticleRules()})
    values = {"url": f"http://{name}.example/a-b-c", "source": other(name)}
    found = identify(article(**({"text": STORY} | values | changes)), pack)
    return store.save(found, addresses(found, pack), None, None).article


def test_a_copy_is_linked_and_says_why(store: Store) -> None:
    first = save(store, "hill")
    copy = save(store, "valley", at=LATER, title="County opens bridge")
    assert copy.duplicate_of == first.id
    assert copy.duplicate_reason == "same text, 100 % of 75 words, 2 h apart"
    known = store.find(first.id)
    assert known is not None
    assert known.duplicate_of is None
    assert known.cluster_id == copy.cluster_id == first.id


def test_each_link_is_an_event_readers_do_not_see(store: Store) -> None:
    first = save(store, "hill")
    save(store, "valley", at=LATER)
    events = [(e.op, e.id == first.id, e.significant) for e in store.events()]
    assert events == [
        ("created", True, True),
        ("updated", True, False),
        ("created", False, True),
    ]
    linked = list(store.events())[1]
    assert linked.changed == ("cluster_id",)
    assert linked.at == LATER


def test_another_story_stays_alone(store: Store) -> None:
    save(store, "hill")
    alone = save(store, "valley", text=WEATHER)
    assert alone.cluster_id is None
    assert store.last_seq() == 2


def test_the_same_again_changes_no_cluster(store: Store) -> None:
    save(store, "hill")
    save(store, "valley")
    before = store.last_seq()
    save(store, "hill", at=LATER)
    save(store, "valley", at=LATER)
    assert store.last_seq() == before


def test_an_earlier_telling_leads(store: Store) -> None:
    late = save(store, "hill", at=LATER)
    late_too = save(store, "valley", at=LATER)
    early = save(store, "lake", at=LATER, date=EARLIER)
    assert early.duplicate_of is None
    members = [store.find(one.id) for one in (late, late_too)]
    assert [m and m.duplicate_of for m in members] == [early.id, early.id]
    assert [m and m.duplicate_reason for m in members] == [
        "same text, 100 % of 75 words, 4 h apart"
    ] * 2


def test_a_fuller_telling_leads(store: Store) -> None:
    short = save(store, "hill", text=STORY[: len(STORY) * 5 // 8])
    full = save(store, "valley", at=LATER)
    known = store.find(short.id)
    assert known is not None
    assert known.duplicate_of == full.id
    assert full.duplicate_of is None


def test_a_third_copy_follows_the_first(store: Store) -> None:
    first = save(store, "hill")
    save(store, "valley", at=LATER)
    third = save(store, "lake", at=LATER)
    assert third.duplicate_of == first.id
    assert third.cluster_id == first.id


def test_a_copy_rewritten_leaves_its_cluster(store: Store) -> None:
    save(store, "hill")
    save(store, "valley", at=LATER)
    after = save(store, "valley", at="2024-03-25T12:00:00Z", text=WEATHER)
    assert (after.cluster_id, after.duplicate_of) == (None, None)
    assert after.version == 2


def test_a_claim_shared_by_unlike_pages_is_nobodys(store: Store) -> None:
    claimed = "http://hill.example/latest-of-all"
    one = save(store, "hill", canonical_url=claimed)
    assert one.canonical_url == claimed
    unlike = {"text": WEATHER, "title": "Weather", "canonical_url": claimed}
    two = save(store, "hill", url="http://hill.example/weather-of-today", **unlike)
    assert two.id != one.id
    assert two.canonical_url is None
    rivals = two.extraction.fields["canonical_url"].rivals
    assert rivals[0].why == "the address of another article"
    again = save(store, "hill", canonical_url=claimed, at=LATER)
    assert (again.id, again.canonical_url) == (one.id, None)
    assert store.find(claimed) is None
    third = {"text": WEATHER[::-1], "title": "Third", "at": "2024-03-29T08:00:00Z"}
    itself = save(store, "hill", url=claimed, **third)
    assert store.find(claimed) == itself
    assert save(store, "hill", url=claimed, **third).id == itself.id


def test_a_claim_to_a_page_that_is_known_stays_with_it(store: Store) -> None:
    one = save(store, "hill")
    unlike = {"text": WEATHER, "title": "Weather", "canonical_url": one.url}
    two = save(store, "hill", url="http://hill.example/weather-of-today", **unlike)
    assert (two.id != one.id, two.canonical_url) == (True, None)
    found = store.find(one.url)
    assert found is not None
    assert found.id == one.id


def test_a_form_of_an_article_is_the_article(store: Store) -> None:
    one = save(store, "hill")
    amp = save(
        store, "hill", url="http://hill.example/amp/a-b-c", canonical_url=one.url
    )
    assert amp.id == one.id
    assert len(list(store.articles())) == 1


def test_old_sketches_are_forgotten(store: Store) -> None:
    run = store.begin_run(["hill"], EARLIER)
    first = save(store, "hill")
    store.end_run(run, "2024-04-08T07:59:00Z", {})
    assert save(store, "valley").duplicate_of == first.id
    store.end_run(run, "2024-04-08T08:01:00Z", {})
    assert save(store, "lake").duplicate_of is None


def test_a_person_parts_what_was_linked(store: Store) -> None:
    first = save(store, "hill")
    copy = save(store, "valley", at=LATER)
    change = store.split(copy.url, first.id, LATER)
    assert change.article.id == copy.id
    assert (change.article.cluster_id, change.article.duplicate_of) == (None, None)
    again = save(store, "valley", at=LATER, text=STORY + " More of it came.")
    assert again.cluster_id is None
    assert store.split(copy.id, first.id, LATER).op == "same"


def test_a_person_merges_two(store: Store) -> None:
    first = save(store, "hill")
    second = save(store, "valley", text=WEATHER, title="Weather")
    change = store.merge(second.url, first.url, LATER)
    assert change.article.id == first.id
    assert second.url in change.article.alternate_urls
    assert store.find(second.id) == store.find(second.url) == change.article
    assert [e.op for e in store.events()][2:] == ["merged", "updated"]


def test_two_articles_must_be_two(store: Store) -> None:
    first = save(store, "hill")
    with pytest.raises(ConfigError, match="same article"):
        store.split(first.id, first.url, LATER)
    with pytest.raises(UnknownArticleError, match="no article is known by"):
        store.merge(first.id, "http://hill.example/other", LATER)


def test_a_merge_is_undone(store: Store) -> None:
    first = save(store, "hill")
    second = save(store, "valley", text=WEATHER, title="Weather")
    store.merge(second.url, first.url, LATER)
    change = store.split(first.url, second.url, LATER)
    assert change.article.id == second.id
    assert (change.article.status, change.article.duplicate_of) == ("usable", None)
    assert store.find(second.url) == store.find(second.id) == change.article
    assert store.find(first.url) == store.find(first.id)
    left = store.find(first.id)
    assert left is not None
    assert second.url not in left.alternate_urls
    assert [e.op for e in store.events()][2:] == [
        "merged",
        "updated",
        "restored",
        "updated",
    ]


def test_what_a_person_parted_no_claim_unites(store: Store) -> None:
    first = save(store, "hill")
    amp = "http://hill.example/amp/bridge"
    second = save(store, "hill", url=amp, at=LATER)
    merged = save(store, "hill", url=amp, canonical_url=first.url, at=LATER)
    assert merged.id == first.id
    store.split(second.id, first.id, LATER)
    again = save(store, "hill", url=amp, canonical_url=first.url, at=LATER)
    assert again.id == second.id
    assert store.find(first.url) != again


def test_a_person_changes_their_mind(store: Store) -> None:
    first = save(store, "hill")
    second = save(store, "valley", at=LATER)
    store.split(first.id, second.id, LATER)
    assert store.merge(first.id, second.id, LATER).article.id == first.id
    family = store.family(second.url)
    assert family is not None
    assert [one.id for one in family.merged] == [second.id]
    assert family.parted == ()
