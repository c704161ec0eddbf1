"""Tests of newscrawl.publish.export and newscrawl.publish.ninjs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import feedparser
import jsonschema
import pytest

import newscrawl
from newscrawl.errors import ConfigError
from newscrawl.publish.export import COLUMNS, FORMS, export
from newscrawl.publish.ninjs import ninjs
from newscrawl.record import Image, Person, Place, from_json
from newscrawl.store import Store
from tests.publish.test_atom import NASTY
from tests.publish.test_publish import LATER, save, seen


def exported(store: Store, form: str, since: int = 0) -> bytes:
    out = io.BytesIO()
    export(store, since, form, out)
    return out.getvalue()


def test_each_changed_article_once_as_it_is_now(store: Store) -> None:
    save(store, seen(1), seen(2), seen(1, at=LATER, title="Bridge shut"))
    found = [from_json(row) for row in exported(store, "jsonl").splitlines()]
    assert [one.title for one in found] == ["Bridge opens", "Bridge shut"]
    (last,) = exported(store, "jsonl", since=2).splitlines()
    assert from_json(last) == store.find(found[1].id)
    assert exported(store, "jsonl", since=3) == b""


def test_a_day_is_a_place_in_the_log(store: Store) -> None:
    save(store, seen(1), seen(2, at=LATER))
    assert store.seq_before("2024-03-26") == 1
    assert store.seq_before("2024-03-25") == 0
    assert store.seq_before("2024-03-27") == 2


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_is_a_formula(store: Store, title: str) -> None:
    save(store, seen(1, title=title))
    rows = list(csv.DictReader(io.StringIO(exported(store, "csv").decode())))
    assert rows[0]["title"] == f"'{title}"
    assert tuple(rows[0]) == COLUMNS


@pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("form", ["csv", "ninjs", "rss"])
def test_any_text_can_be_exported(store: Store, nasty: str, form: str) -> None:
    save(store, seen(1, title=nasty, text=nasty, summary=nasty, tags=(nasty,)))
    made = exported(store, form).decode()
    if form == "csv":
        assert len(list(csv.DictReader(io.StringIO(made)))) == 1
    elif form == "ninjs":
        assert json.loads(made)["uri"]
    else:
        read = feedparser.parse(made)
        assert not read.bozo
        assert len(read.entries) == 1


def test_ninjs_is_valid(schemas: Path) -> None:
    schema = json.loads((schemas / "ninjs-3.1.json").read_text())
    full = seen(
        1,
        authors=(Person("A. Writer", "http://www.example.org/a"), Person("B")),
        images=(Image(url="http://www.example.org/a.jpg", width=9, caption="A"),),
        places=(Place("Baotou", "CN-NM"),),
        tags=("Wind",),
        summary="In short.",
        agency="Xinhua",
        word_count=5,
        copyright_holder="A",
    )
    for one in (full, seen(2)):
        jsonschema.validate(json.loads(json.dumps(ninjs(one))), schema)


def test_parquet_has_the_same_columns(store: Store) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    save(store, seen(1), seen(2))
    table = parquet.read_table(io.BytesIO(exported(store, "parquet")))
    assert tuple(table.column_names) == COLUMNS
    assert table["version"].to_pylist() == [1, 1]


def test_without_pyarrow_it_says_what_to_install(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ConfigError, match="newscrawl\\[parquet\\]"):
        exported(store, "parquet")


def test_nothing_changed_is_an_empty_export(store: Store) -> None:
    for form in sorted(FORMS.keys() - {"parquet"}):
        exported(store, form)


def test_the_store_is_read_in_five_lines(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newscrawl.db'}"
    with newscrawl.open_store(url) as store:
        save(store, seen(1))
    with newscrawl.open_store(url, read_only=True) as store:
        assert [article.title for article in store.articles()] == ["Bridge opens"]
