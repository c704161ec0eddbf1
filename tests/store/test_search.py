"""Tests of newscrawl.store.search and newscrawl.store.browse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from newscrawl.errors import QueryError
from newscrawl.identity import addresses, identify
from newscrawl.record import Source, from_json
from newscrawl.store import Store, Wanted
from newscrawl.store.search import Term, spelled, terms
from tests.samples import SEEN, article, site

LATER = "2024-03-26T08:00:00Z"
TEXTS = {
    1: "The bridge at Köln opened on Monday, café and all.",
    2: "12家创新联合体在包头揭牌，记者王新报道。",
    3: "Monday opened with rain; no bridge was harmed.",
    4: "Мост через Волгу открыт.",
    5: "पुल का उद्घाटन सोमवार को हुआ।",
}


def save(store: Store, number: int, **changes: Any) -> None:
    url = f"http://www.example.org/town/2024-03/25/c_{number}.htm"
    values = {"url": url, "title": f"Number {number}", "text": TEXTS.get(number, "x")}
    seen = identify(article(**(values | changes)), site())
    store.save(seen, addresses(seen, site()), None, store.begin_run(["h"], SEEN))


def found(store: Store, query: str | None, **wanted: Any) -> list[str]:
    slice_ = store.browse(Wanted(query=query, **wanted))
    return [
        from_json(record).title.removeprefix("Number ") for record in slice_.records
    ]


@pytest.fixture
def filled(store: Store) -> Store:
    for number in TEXTS:
        save(store, number)
    assert sum(store.index()) == len(TEXTS)
    return store


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("bridge", ["3", "1"]),
        ("BRIDGE monday", ["3", "1"]),
        ('"opened on monday"', ["1"]),
        ('"bridge monday"', []),
        ("koln", ["1"]),
        ("café", ["1"]),
        ("cafe", ["1"]),
        ("包头", ["2"]),
        ("头", ["2"]),
        ("创新联合体", ["2"]),
        ("头包", []),
        ("волгу", ["4"]),
        ("сомневаюсь", []),
        ("सोमवार", ["5"]),
        ("number", ["5", "4", "3", "2", "1"]),
        ("bridge AND NOT monday OR", []),
        ('bridge" OR "x', []),
        ("bridge'); DROP TABLE search; --", []),
        ("words:bridge NEAR(x)", []),
        ("bridge*", ["3", "1"]),
    ],
)
def test_words_find_articles(filled: Store, query: str, numbers: list[str]) -> None:
    assert found(filled, query) == numbers


def test_terms_are_phrases_and_words() -> None:
    assert terms('a "b c" 包头市 头') == [
        Term(("a",)),
        Term(("b", "c")),
        Term(("包头", "头市")),
        Term(("头",), is_prefix=True),
    ]


def test_what_is_indexed_is_bounded() -> None:
    assert len(spelled(article(text="word " * 100_000))) <= 50_000


def test_the_index_follows_each_save(filled: Store) -> None:
    save(filled, 6, text="A tunnel now.")
    save(filled, 1, text="A tunnel, and nothing else to say here.", at=LATER)
    assert found(filled, "tunnel") == ["6", "1"]
    assert found(filled, "bridge") == ["3"]
    save(filled, 1, text=TEXTS[1], at="2024-03-27T08:00:00Z")
    assert found(filled, "tunnel") == ["6"]
    assert found(filled, "bridge") == ["3", "1"]


def test_what_is_saved_while_the_index_is_made_is_in_it_once(store: Store) -> None:
    for number in (1, 3):
        save(store, number)
    making = store.index()
    save(store, 3, text="A tunnel, and nothing else to say here.", at=LATER)
    assert next(making) == 2
    save(store, 6, text="One more bridge.")
    assert sum(making) == 1
    assert found(store, "bridge") == ["6", "1"]
    assert found(store, "tunnel") == ["3"]


def test_a_search_without_an_index_says_what_next(store: Store) -> None:
    save(store, 1)
    with pytest.raises(QueryError, match="newscrawl index"):
        found(store, "bridge")
    list(store.index())
    store.drop_index()
    with pytest.raises(QueryError, match="newscrawl index"):
        found(store, "bridge")
    save(store, 3)


@pytest.mark.parametrize("query", ["", "  ", '""', "%$ -", "\x00"])
def test_a_search_without_a_word_is_refused(filled: Store, query: str) -> None:
    with pytest.raises(QueryError, match="expected a word"):
        found(filled, query)


def test_the_index_is_sound(filled: Store, url: str) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("SQLite's own check")
    save(filled, 1, text="A tunnel, and nothing else to say here.", at=LATER)
    engine = create_engine(url)
    with engine.begin() as connection:
        check = "INSERT INTO search (search, rank) VALUES ('integrity-check', 0)"
        connection.execute(text(check))
    engine.dispose()


@pytest.mark.parametrize("query", [None, "number"])
def test_pages_follow_each_other(filled: Store, query: str | None) -> None:
    seen: list[str] = []
    after: str | None = None
    for _ in range(10):
        slice_ = filled.browse(Wanted(query=query, after=after, limit=2))
        seen += [from_json(record).title for record in slice_.records]
        after = slice_.after
        if after is None:
            break
        save(filled, 10 + len(seen))
    assert len(seen) == len(set(seen))
    assert {f"Number {number}" for number in TEXTS} <= set(seen)


@pytest.mark.parametrize("query", [None, "number"])
@pytest.mark.parametrize("after", ["", "x", "~", "~1x", "2024~a", "~-1", "' OR 1"])
def test_a_made_up_mark_is_refused(
    filled: Store, query: str | None, after: str
) -> None:
    with pytest.raises(QueryError, match="after"):
        found(filled, query, after=after)


def test_articles_are_chosen_by_site_region_and_date(store: Store) -> None:
    far = Source(id="far", name="Far", url="http://far.example/", region="DE-ST")
    save(store, 1, date="2024-03-01")
    save(store, 2, date="2024-03-05")
    save(store, 3, source=far)
    assert found(store, None, source="far") == ["3"]
    assert found(store, None, region="CN-NM") == ["2", "1"]
    assert found(store, None, since="2024-03-05T00:00:00Z") == ["3", "2"]
    assert found(store, None, source="nowhere") == []


def test_withdrawn_articles_are_left_out(store: Store, tmp_path: Path) -> None:
    save(store, 1)
    save(store, 2, status="withheld")
    assert found(store, None) == ["1"]
