"""The verbs `identity` and `history`: what they show and what they change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newscrawl.cli.main import newscrawl
from newscrawl.errors import ConfigError, UnknownArticleError
from newscrawl.record import Article
from newscrawl.store import open_store
from tests.identity.test_resemblance import STORY
from tests.store.test_duplicates import LATER, save
from tests.store.test_mirrors import HOSTS, both


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'newscrawl.db'}"


@pytest.fixture
def two(database: str) -> tuple[Article, Article]:
    """Store one text of two papers, the first corrected afterwards."""
    with open_store(database) as store:
        save(store, "hill")
        copy = save(store, "valley", at=LATER)
        told = STORY.replace("30", "35")
        return save(store, "hill", text=told, at=LATER), copy


def run(database: str, *args: str) -> Result:
    return CliRunner().invoke(
        newscrawl, [*args, "--database", database], catch_exceptions=False
    )


def test_identity_shows_the_family(database: str, two: tuple[Article, Article]) -> None:
    first, copy = two
    told = run(database, "identity", first.url).output
    assert told.startswith(first.id)
    assert f"copy       {copy.id} at {copy.url}: same text" in told
    as_json = json.loads(run(database, "identity", copy.id, "--json").output)
    assert as_json["duplicate_of"] == first.id
    assert as_json["keys"] == ["//valley.example/a-b-c"]


def test_a_split_is_told_and_shown(database: str, two: tuple[Article, Article]) -> None:
    first, copy = two
    told = run(database, "identity", "split", first.url, copy.url).output
    assert told == f"{copy.id} stands alone; they are never linked again\n"
    assert f"parted     {copy.id}" in run(database, "identity", first.url).output


def test_a_merge_leads_both_ids_to_one(
    database: str, two: tuple[Article, Article]
) -> None:
    first, copy = two
    assert run(database, "identity", "merge", first.id, copy.id).exit_code == 0
    told = run(database, "identity", copy.id).output
    assert told.startswith(first.id)
    assert f"merged     {copy.id}" in told


def test_history_shows_the_changed_words(
    database: str, two: tuple[Article, Article]
) -> None:
    told = run(database, "history", two[0].url).output
    assert told.index("corrected") < told.index("created")
    assert "[-30-] {+35+}" in told
    lines = run(database, "history", two[0].url, "--json").output.splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["op"] for event in events] == ["created", "updated", "corrected"]


def test_a_page_cannot_speak_to_the_terminal(database: str) -> None:
    with open_store(database) as store:
        bad = save(store, "hill", title="Bridge \x1b[2J \u202e opens")
    for verb in ("identity", "history"):
        told = run(database, verb, bad.url).output
        assert "Bridge \\x1b[2J \\x202e opens" in told


def test_mirrors_are_shown_then_believed(database: str) -> None:
    with open_store(database) as store:
        for number in range(5):
            both(store, number)
    told = run(database, "identity", "mirrors").output
    assert "5 of 5 equal texts under one name" in told
    believed = run(database, "identity", "mirrors", "--believe", *HOSTS).output
    assert believed == "hill.example and valley.example: believed: 5 articles united\n"
    assert "believed" in run(database, "identity", "mirrors").output


@pytest.mark.parametrize("verb", [["identity"], ["history"], ["identity", "show"]])
def test_an_unknown_article_is_said(database: str, verb: list[str]) -> None:
    open_store(database).close()
    with pytest.raises(
        UnknownArticleError, match=r"newscrawl\.db: no article is known"
    ):
        run(database, *verb, "http://hill.example/none")


def test_an_article_is_not_split_from_itself(
    database: str, two: tuple[Article, Article]
) -> None:
    with pytest.raises(ConfigError, match="are the same article"):
        run(database, "identity", "split", two[0].url, two[0].id)
