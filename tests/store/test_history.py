"""Tests of what happens to an article: newscrawl.store.history and .save."""

from __future__ import annotations

from typing import Any

from newscrawl.identity import addresses, identify
from newscrawl.record import Article, from_json
from newscrawl.sites.site import ArticleRules
from newscrawl.store import PageState, Store
from tests.identity.test_resemblance import STORY
from tests.samples import article, site

URL = "http://www.example.org/town/2024-03/25/c_973885.htm"
DAYS = [f"2024-03-{day}T08:00:00Z" for day in range(25, 30)]
plain = site(article=ArticleRules())


def save(store: Store, **changes: Any) -> Article:
    found = identify(article(**({"text": STORY} | changes)), plain)
    return store.save(found, addresses(found, plain), None, None).article


def missing(at: str, url: str = URL) -> PageState:
    return PageState(
        url=url, site="hillside", kind="article", status=404, fetched_at=at, outcome=""
    )


def test_a_history_tells_every_state(store: Store) -> None:
    texts = [STORY, STORY.replace("30", "35"), STORY.replace("30", "35") + " More."]
    for text, at in zip(texts, DAYS, strict=False):
        save(store, text=text, at=at)
    events = store.history(URL)
    assert [(e.op, e.version) for e in events] == [
        ("created", 1),
        ("corrected", 2),
        ("updated", 3),
    ]
    assert [from_json(e.record).content_text for e in events] == texts
    assert store.history(events[0].id) == events
    assert store.history("http://www.example.org/other") == []


def test_an_article_is_gone_after_two_checks_apart(store: Store) -> None:
    save(store)
    assert store.miss(missing("2024-03-26T08:00:00Z"), None) is None
    assert store.miss(missing("2024-03-26T19:00:00Z"), None) is None
    change = store.miss(missing("2024-03-26T21:00:00Z"), None)
    assert change is not None
    assert (change.event, change.article.status) == ("gone", "gone")
    assert store.newest() == []
    assert store.miss(missing("2024-03-29T21:00:00Z"), None) is None
    assert [e.op for e in store.events()] == ["created", "gone"]


def test_a_page_that_comes_back_in_time_is_not_gone(store: Store) -> None:
    found = identify(article(text=STORY), plain)
    page = missing(DAYS[1])
    keys = addresses(found, plain)
    store.save(found, keys, page, None)
    store.miss(missing(DAYS[1]), None)
    store.save(found, keys, page, None)
    assert store.miss(missing(DAYS[3]), None) is None
    assert store.last_seq() == 1


def test_an_article_is_restored_as_readers_had_it(store: Store) -> None:
    first = save(store)
    store.miss(missing(DAYS[1]), None)
    store.miss(missing(DAYS[2]), None)
    save(store, at=DAYS[3])
    assert [e.op for e in store.events()] == ["created", "gone", "restored"]
    assert store.newest() == [first]


def test_a_mirror_or_a_stranger_that_is_missing_is_nothing(store: Store) -> None:
    save(store, alternate_urls=("http://www.example.org/amp/c_973885.htm",))
    other = "http://www.example.org/amp/c_973885.htm"
    for url in (other, "http://www.example.org/unknown"):
        for at in DAYS:
            assert store.miss(missing(at, url), None) is None
    assert store.last_seq() == 1


def test_two_that_prove_one_are_merged(store: Store) -> None:
    first = save(store)
    amp = "http://www.example.org/amp/bridge-opens-at-last"
    second = save(store, url=amp, at=DAYS[1])
    assert second.id != first.id
    merged = save(store, url=amp, canonical_url=URL, at=DAYS[2])
    assert merged.id == first.id
    assert amp in merged.alternate_urls
    assert store.find(second.id) == store.find(amp) == store.find(URL) == merged
    assert list(store.articles()) == [merged]
    (event,) = [e for e in store.events() if e.op == "merged"]
    lost = from_json(event.record)
    assert (lost.id, lost.status) == (second.id, "withheld")
    assert lost.duplicate_of == first.id
    for at in (DAYS[1], DAYS[3]):
        assert save(store, url=amp, canonical_url=URL, at=at) == merged


def test_the_log_without_the_merged_is_the_snapshot(store: Store) -> None:
    save(store)
    amp = "http://www.example.org/amp/bridge-opens-at-last"
    save(store, url=amp)
    save(store, url=amp, canonical_url=URL, at=DAYS[1])
    state = {}
    for event in store.events():
        state[event.id] = event.record
        if event.op == "merged":
            del state[event.id]
    assert list(state.values()) == [line for _, line in store.lines()]
