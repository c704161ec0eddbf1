"""What the end of a run leaves behind, and what is told of it once."""

from newscrawl.status import Alarm, Mark
from newscrawl.store import Store

BEGAN, ENDED = "2026-03-25T08:00:00Z", "2026-03-25T08:05:00Z"
COUNTS = {
    "articles/new": 3,
    "fields/authors": 2,
    "fields/text": 3,
    "dropped": 2,
    "dropped/listing": 2,
    "errors/TimeoutError": 1,
    "errors": 1,
    "links": 9,
    "sources": 1,
}
BROKEN = {"errors": 2, "errors/TimeoutError": 2}


def crawl(store: Store, counts: dict[str, int], at: str = ENDED) -> int:
    run = store.begin_run(["valley_post"], BEGAN)
    store.end_run(run, at, counts)
    return run


def test_runs_add_up_to_the_figures_of_a_site(store: Store) -> None:
    crawl(store, COUNTS)
    crawl(store, COUNTS)
    crawl(store, BROKEN)
    (found,) = store.health.figures(["valley_post"], "2026-03-25T09:00:00Z")
    assert (found.new_24h, found.failing, found.last_good) == (6, 1, ENDED)
    assert found.why == "TimeoutError 2"
    assert found.errors == {"TimeoutError": 4}
    assert found.dropped == {"listing": 4}
    (day,) = found.days
    assert (day.day, day.crawls, day.good, day.new) == ("2026-03-25", 3, 2, 6)
    assert day.fields == {"authors": 4, "text": 6}


def test_what_is_a_day_old_counts_no_more(store: Store) -> None:
    crawl(store, COUNTS)
    (found,) = store.health.figures(["valley_post"], "2026-03-26T09:00:00Z")
    assert (found.new_24h, found.errors, len(found.days)) == (0, {}, 1)


def test_a_site_that_nobody_crawled_has_no_figures(store: Store) -> None:
    (found,) = store.health.figures(["other"], ENDED)
    assert (found.last_crawl, found.days) == (None, ())
    assert store.health.sites() == []


def test_a_run_is_kept_with_every_drop(store: Store) -> None:
    run = crawl(store, COUNTS)
    begun = store.begin_run(["other"], BEGAN)
    report = store.health.run(run)
    assert report is not None
    assert report.parts("dropped") == {"listing": 2}
    assert [one.id for one in store.health.runs()] == [begun, run]
    assert [one.id for one in store.health.runs(site="valley_post")] == [run]
    assert store.health.run(99) is None


def test_a_change_of_robots_txt_is_dated(store: Store) -> None:
    for value, at in (("a", BEGAN), ("a", ENDED), ("b", ENDED)):
        store.health.mark("valley_post", Mark("robots", "v.example", value), at)
    (found,) = store.health.figures(["valley_post"], ENDED)
    assert found.marks == (Mark("robots", "v.example", "b", ENDED, "a"),)


def test_an_alarm_is_told_once_and_its_end_once(store: Store) -> None:
    alarm = Alarm("valley_post", "silence", "nothing new")
    raised = store.health.raise_alarms([alarm], BEGAN)
    assert [one.is_over for one in raised] == [False]
    assert store.health.raise_alarms([alarm], ENDED) == raised  # nobody was told yet
    store.health.told(raised, ENDED)
    assert store.health.raise_alarms([alarm], ENDED) == []
    over = store.health.raise_alarms([], ENDED)
    assert [(one.is_over, one.since) for one in over] == [(True, BEGAN)]
    store.health.told(over, ENDED)
    assert store.health.raise_alarms([], ENDED) == []
