"""Random histories: the log ends with the snapshot, and sights settle."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.identity import addresses, identify
from newscrawl.record import Article
from newscrawl.store import PageState, Store, open_store
from tests.identity.test_resemblance import STORY, WEATHER
from tests.samples import article, site

URLS = [
    "http://www.example.org/town/c_1.htm",
    "http://hillside.example.net/town/c_1.htm",
    "http://www.example.org/town/c_2.htm",
    "http://www.example.org/bridge-opens-at-last",
    "http://en.example.org/bridge-opens-at-last",
]
TEXTS = [STORY, STORY.upper(), STORY.replace("30", "35"), WEATHER, "Short."]

sights = st.tuples(
    st.sampled_from(URLS),
    st.sampled_from([None, *URLS]),
    st.sampled_from(TEXTS),
    st.sampled_from(["Bridge opens", "Weather"]),
    st.booleans(),
)


def see(store: Store, sight: tuple[str, str | None, str, str, bool], day: int) -> str:
    url, canonical, text, title, is_missing = sight
    at = f"2024-03-{day:02}T08:00:00Z"
    if is_missing:
        page = PageState(
            url=url, site="a", kind="article", status=410, fetched_at=at, outcome=""
        )
        store.miss(page, None)
        return ""
    found: Article = article(
        url=url, canonical_url=canonical, text=text, title=title, at=at
    )
    found = identify(found, site())
    return store.save(found, addresses(found, site()), None, None).op


@settings(max_examples=20, deadline=None)
@given(st.lists(sights, max_size=9))
def test_a_consumer_of_the_log_ends_with_the_snapshot(
    history: list[tuple[str, str | None, str, str, bool]],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'a.db'}") as store,
    ):
        for day, sight in enumerate(history, 1):
            see(store, sight, day)
        state = {}
        for seq, event in enumerate(store.events(), 1):
            assert event.seq == seq
            state[event.id] = event.record
            if event.op == "merged":
                del state[event.id]
        assert sorted(state.values()) == sorted(line for _, line in store.lines())


@settings(max_examples=20, deadline=None)
@given(st.lists(sights, max_size=6), sights)
def test_a_sight_seen_again_settles(
    history: list[tuple[str, str | None, str, str, bool]],
    last: tuple[str, str | None, str, str, bool],
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{Path(folder) / 'a.db'}") as store,
    ):
        for day, sight in enumerate([*history, last, last], 1):
            see(store, sight, day)
        assert see(store, (*last[:4], False), 20) in ("same", "updated", "created")
        assert see(store, (*last[:4], False), 21) == "same"
