"""Tests of newscrawl.publish.membership and newscrawl.publish.own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.errors import ConfigError
from newscrawl.publish.membership import Membership, region_name, site_name, slug
from newscrawl.publish.own import OwnFeed, OwnFeeds, read_own_feeds
from newscrawl.record import Article
from tests.samples import article


def stands_in(found: Article, **own: Any) -> set[str]:
    return set(Membership(OwnFeeds.model_validate(own)).stands_in(found))


def test_an_article_stands_in_a_feed_of_each_kind() -> None:
    found = article(section="News", tags=("Wind power",), language="de-AT")
    assert stands_in(found) == {
        "all",
        "hillside",
        "section-hillside-news",
        "region-cn-nm",
        "language-de",
        "tag-wind-power",
    }


def test_a_copy_stands_where_it_was_printed() -> None:
    found = replace(article(section="News", tags=("Wind",)), duplicate_of="tag:x")
    assert stands_in(found) == {"hillside", "section-hillside-news", "region-cn-nm"}


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Wind power", "wind-power"),
        ("WIND-POWER!", "wind-power"),
        ("", ""),
        ("...", ""),
        ("../../etc", "etc"),
        ("a" * 50, "a" * 40),
    ],
)
def test_a_label_is_a_file_name(label: str, expected: str) -> None:
    assert slug(label)[: len(expected)] == expected
    assert bool(slug(label)) == bool(expected)


def test_labels_of_any_script_have_names_of_their_own() -> None:
    names = {slug(label) for label in ("新闻", "体育", "Löwen", "Lowen", "a" * 41)}
    assert len(names) == 5
    assert all(name.isascii() for name in names)


def test_safe_names_stay_themselves() -> None:
    assert site_name("hillside_2") == "hillside_2"
    assert region_name("CN-NM") == "region-cn-nm"
    assert site_name("all") != "all"
    assert region_name("cn-nm") != region_name("CN-NM")


@pytest.mark.parametrize(
    ("own", "is_held"),
    [
        ({}, True),
        ({"include": ["bridge"]}, True),
        ({"include": ["rid"]}, False),
        ({"include": ["brid*"]}, True),
        ({"include": ["the  bridge"]}, True),
        ({"include": ["MONDAY", "nothing"]}, True),
        ({"exclude": ["bridge"]}, False),
        ({"include": ["bridge"], "exclude": ["tunnel"]}, True),
        ({"include": ["大桥"]}, True),
        ({"include": ["wind"]}, True),
        ({"site": ["hillside"]}, True),
        ({"site": ["valley"]}, False),
        ({"region": ["CN-NM", "CN-SX"]}, True),
        ({"language": ["en"]}, True),
        ({"language": ["e"]}, False),
        ({"section": ["news"]}, True),
        ({"section": ["Sport"]}, False),
    ],
)
def test_an_own_feed_holds_what_meets_all_of_it(
    own: dict[str, Any], is_held: bool
) -> None:
    found = article(
        section="News", tags=("Wind",), text="The bridge opened on Monday. 黄河大桥"
    )
    assert OwnFeed.model_validate(own).holds(found) is is_held


def test_a_copy_is_held_where_that_is_asked_for() -> None:
    copy = replace(article(), duplicate_of="tag:x")
    assert not OwnFeed().holds(copy)
    assert OwnFeed(canonical_only=False).holds(copy)


def test_own_feeds_are_a_few_lines_of_toml(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text('[feed.energy]\ninclude = ["solar*"]\ncontent = "summary"\n')
    feeds = read_own_feeds(file)
    assert feeds.feed["energy"].content == "summary"
    assert "feed-energy" in Membership(feeds).stands_in(article(text="Solarpark"))


def test_without_a_file_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_own_feeds(Path("feeds.toml")) == OwnFeeds()


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file"):
        read_own_feeds(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[feed.energy]\nincludes = []", "feed.energy.includes: expected a key of"),
        ('[feed."../x"]', "feed.../x: expected a name of a-z, 0-9 and _"),
        ("[feed.energy]\ncontent = 'half'", "feed.energy.content: expected 'full' or"),
        ("[feed.energy]\ninclude = 'a'", 'include: expected a list such as ["one"'),
        ("[feed.energy]\ninclude = ['a']", "a word of two letters or more, got"),
        ("feed = 1", "feed: expected a table, got 1"),
        ("[feed]\nenergy = 1", "feed.energy: expected a table, got 1"),
        ("feeds = 1", "feeds: expected a key of tags_from, feed"),
        ("tags_from = -1", "tags_from: expected greater than or equal to 0, got -1"),
        ("tags_from = 2024-03-25", "tags_from: expected"),
        ("[feed", "feeds.toml: Expected ']'"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as refused:
        read_own_feeds(file)
    assert said in str(refused.value)
