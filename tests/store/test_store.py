"""Tests of newscrawl.store.store."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from newscrawl.identity import Change, addresses, identify
from newscrawl.record import Article, Source, from_json
from newscrawl.store import PageState, State, Store, open_store
from tests.samples import SEEN, article, site

LATER = "2024-03-26T08:00:00Z"
URL = "http://www.example.org/town/2024-03/25/c_973885.htm"


def address(number: int, host: str = "www.example.org") -> str:
    return f"http://{host}/town/2024-03/25/c_{number}.htm"


def seen(number: int = 973885, **changes: Any) -> Article:
    values = {"url": address(number)} | changes
    return identify(article(**values), site())


def save(store: Store, found: Article, run: int | None = None) -> Change:
    return store.save(found, addresses(found, site()), None, run)


def page(**changes: Any) -> PageState:
    values: dict[str, Any] = {
        "url": URL,
        "site": "hillside",
        "kind": "article",
        "status": 200,
        "fetched_at": SEEN,
        "outcome": "article",
        "etag": '"a"',
    }
    return PageState(**(values | changes))


def test_an_article_is_found_by_id_and_by_any_spelling(store: Store) -> None:
    stored = save(store, seen()).article
    assert store.find(stored.id) == stored
    assert store.find("https://EXAMPLE.org/town/2024-03/25/c_973885.htm#top") == stored
    assert store.find("http://www.example.org/other") is None


def test_known_addresses_are_known(store: Store) -> None:
    save(store, seen())
    assert store.is_known("number:example.org/973885", "//other.example/")
    assert not store.is_known("//other.example/")
    assert not store.is_known()


def test_the_same_again_writes_nothing(store: Store) -> None:
    save(store, seen())
    change = save(store, seen(at=LATER))
    assert change.op == "same"
    assert store.last_seq() == 1


def test_a_mirror_is_the_same_article(store: Store) -> None:
    first = save(store, seen()).article
    mirror = address(973885, "hillside.example.net")
    change = save(store, seen(url=mirror, at=LATER))
    assert (change.op, change.article.id) == ("updated", first.id)
    assert [one.id for one in store.articles()] == [first.id]
    assert store.find(mirror) == change.article


def test_an_id_stays_on_another_day(store: Store) -> None:
    first = save(store, seen()).article
    later = seen(at=LATER, text="The bridge is closed.")
    assert later.id != first.id
    change = save(store, later)
    assert (change.op, change.significant) == ("updated", True)
    assert change.article.id == first.id


def test_events_have_no_gaps_and_carry_the_record(store: Store) -> None:
    run = store.begin_run(["hillside"], SEEN)
    save(store, seen(1), run)
    save(store, seen(2), run)
    save(store, seen(1, at=LATER, text="Closed."), run)
    events = list(store.events())
    assert [(e.seq, e.op, e.version) for e in events] == [
        (1, "created", 1),
        (2, "created", 1),
        (3, "updated", 2),
    ]
    assert from_json(events[0].record).content_text == "The bridge opened on Monday."
    assert from_json(events[2].record).content_text == "Closed."
    assert events[2].changed[0] == "body"
    assert events[2].at == LATER
    assert [e.seq for e in store.events(since=2)] == [3]
    assert store.state() == State(3, run, events[0].id)


def test_the_log_ends_with_the_snapshot(store: Store) -> None:
    for text in ("a", "b", "B.", "c"):
        for number in (1, 2, 3):
            save(store, seen(number, at=LATER, text=text))
    replayed = {e.id: e.record for e in store.events()}
    assert replayed == {a.id: line for a, (_, line) in _both(store)}


def _both(store: Store) -> list[tuple[Article, tuple[str, str]]]:
    return list(zip(store.articles(), store.lines(), strict=True))


def test_articles_come_by_date_then_id(store: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr("newscrawl.store.snapshot.BATCH", 2)
    dates = ["2024-03-03", "2024-03-01", "2024-03-02T23:00:00+00:00", "2024-03-03"]
    dates += ["2024-03-03"]
    for number, date in enumerate(dates):
        save(store, seen(number, date=date))
    found = [(a.date[:10], a.id[-1]) for a in store.articles("hillside")]
    assert found == [
        ("2024-03-01", "1"),
        ("2024-03-02", "2"),
        ("2024-03-03", "0"),
        ("2024-03-03", "3"),
        ("2024-03-03", "4"),
    ]
    assert not list(store.articles("elsewhere"))
    newest = store.newest(limit=2)
    assert [a.id[-1] for a in newest] == ["4", "3"]


def test_newest_takes_a_source_or_a_region(store: Store) -> None:
    away = Source(id="b", name="B", url="http://b.example/", region="DE-BY")
    save(store, seen(1))
    save(store, seen(2, source=away))
    assert [a.source.id for a in store.newest(region="DE-BY")] == ["b"]
    assert [a.source.id for a in store.newest(source="hillside")] == ["hillside"]
    assert [one.id for one in store.sources()] == ["b", "hillside"]


def test_feeds_keep_the_last_significant_version(store: Store) -> None:
    first = save(store, seen()).article
    dotted = save(store, seen(at=LATER, text="The bridge opened, on Monday")).article
    assert list(store.articles()) == [dotted]
    assert store.newest() == [first]
    closed = save(store, seen(at=LATER, text="The bridge closed.")).article
    assert store.newest() == [closed]


def test_what_is_gone_leaves_the_feeds(store: Store) -> None:
    save(store, replace(seen(), status="gone"))
    assert store.newest() == []


def test_a_source_is_told_as_last_seen(store: Store) -> None:
    save(store, seen())
    renamed = replace(article().source, name="Hillside Daily")
    save(store, seen(at=LATER, source=renamed))
    assert store.sources() == [renamed]


def test_a_source_has_its_zone(store: Store) -> None:
    store.save(seen(), [], None, None, zone="Asia/Shanghai")
    assert store.zones() == {"hillside": "Asia/Shanghai"}
    save(store, seen())
    assert store.zones() == {}


def test_a_page_state_is_stored_with_its_article(store: Store) -> None:
    found = seen()
    store.save(found, addresses(found, site()), page(), None)
    assert store.page(URL + "?utm_source=a") == page()
    store.save_page(page(status=304, outcome="unchanged"))
    assert store.page(URL) == page(status=304, outcome="unchanged")
    assert store.page("http://www.example.org/") is None


def test_a_failure_leaves_nothing_behind(store: Store) -> None:
    broken = page(site=None)
    with pytest.raises(Exception, match="refuses"):
        store.save(seen(), frozenset({"//a"}), broken, None)
    assert store.last_seq() == 0
    assert not store.is_known("//a")
    assert store.sources() == []


def test_runs_are_numbered(store: Store) -> None:
    first = store.begin_run(["b", "a"], SEEN)
    store.end_run(first, LATER, {"pages": 3})
    assert store.begin_run(["a"], LATER) == first + 1


def test_a_snapshot_is_one_state(store: Store, url: str) -> None:
    save(store, seen(1))
    with open_store(url) as other, store.snapshot():
        before = store.last_seq()
        save(other, seen(2))
        assert store.last_seq() == before == len(list(store.articles()))
    assert store.last_seq() == 2


def test_a_read_only_store_reads(store: Store, url: str) -> None:
    save(store, seen())
    with open_store(url, read_only=True) as reader:
        assert reader.last_seq() == 1


_WRITER = """
import json, sys
from newscrawl.store import open_store
from newscrawl.record import from_json
with open_store(sys.argv[1]) as store:
    for line in sys.stdin:
        article, keys = json.loads(line)
        store.save(from_json(article), keys, None, None)
"""


def test_processes_do_not_race(store: Store, url: str) -> None:
    from newscrawl.record import to_json

    lines = []
    for number in range(20):
        one = seen(number)
        keys = sorted(addresses(one, site()))
        lines.append(json.dumps([to_json(one).decode(), keys]))
    text = "\n".join(lines)
    command = [sys.executable, "-c", _WRITER, url]
    writers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, text=True) for _ in range(3)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(text)
        writer.stdin.close()
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert [e.op for e in store.events()] == ["created"] * 20
