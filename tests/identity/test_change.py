"""Tests of newscrawl.identity.change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newscrawl.identity import Change, identify, merge, reconcile, withdraw
from newscrawl.record import Article, DateStatement, Image
from tests.samples import article, site

LATER = "2024-03-26T08:00:00Z"
PHOTO = Image(url="http://www.example.org/a.jpg", caption="The bridge.")


def known(**changes: Any) -> Article:
    return reconcile(
        None, identify(article(images=(PHOTO,), **changes), site())
    ).article


def sight(**changes: Any) -> Article:
    return identify(article(**({"at": LATER, "images": (PHOTO,)} | changes)), site())


def test_the_first_sight_creates() -> None:
    seen = identify(article(), site())
    assert reconcile(None, seen) == Change("created", True, (), seen, "created")


def test_the_same_again_changes_nothing() -> None:
    before = known()
    assert reconcile(before, sight()) == Change("same", False, (), before)


SIGNIFICANT = {
    "word": ({"text": "The bridge opened on Tuesday."}, "content_text"),
    "title": ({"title": "Bridge closes"}, "title"),
    "caption": ({"images": (replace(PHOTO, caption="The old bridge."),)}, "images"),
    "photo": ({"images": (PHOTO, replace(PHOTO, caption="A boat."))}, "images"),
}
INSIGNIFICANT = {
    "punctuation": ({"text": "The bridge opened, on Monday"}, "content_text"),
    "case": ({"title": "BRIDGE OPENS"}, "title"),
    "photo's address": (
        {"images": (replace(PHOTO, url="http://www.example.org/b.jpg"),)},
        "images",
    ),
    "tags": ({"tags": ("bridges",)}, "tags"),
    "every caption": ({"images": (replace(PHOTO, caption=None),)}, "images"),
    "related link": (
        {"text": "The bridge opened on Monday.\n\nRead also: Ferry ends"},
        "content_text",
    ),
    "typing error": ({"title": "Brigde opens"}, "title"),
}


@pytest.mark.parametrize(("now", "field"), SIGNIFICANT.values(), ids=SIGNIFICANT)
def test_changed_words_are_significant(now: dict[str, Any], field: str) -> None:
    change = reconcile(known(), sight(**now))
    assert (change.op, change.significant) == ("updated", True)
    assert field in change.changed
    assert (change.article.version, change.article.last_changed) == (2, LATER)


@pytest.mark.parametrize(("now", "field"), INSIGNIFICANT.values(), ids=INSIGNIFICANT)
def test_the_rest_is_stored_without_a_version(now: dict[str, Any], field: str) -> None:
    before = known()
    change = reconcile(before, sight(**now))
    assert (change.op, change.significant) == ("updated", False)
    assert field in change.changed
    assert change.article.version == 1
    assert change.article.last_changed == before.last_changed
    assert change.article.last_seen == LATER


def test_identity_is_carried_over() -> None:
    before = known()
    after = reconcile(before, sight(text="All new.")).article
    assert (after.id, after.url) == (before.id, before.url)
    assert after.first_seen == before.first_seen
    assert after.date == before.date


def test_a_stated_date_moves_the_date() -> None:
    stated = DateStatement(
        at=None, stated="2024-03-24", precision="day", raw="24 March"
    )
    seen = sight(published=stated, date="2024-03-24")
    change = reconcile(known(), seen)
    assert change.article.date == "2024-03-24"
    assert change.changed == ("published", "date")


def test_a_mirror_only_adds_its_address() -> None:
    before, mirror = known(), "http://hillside.example.net/a/c_973885.htm"
    change = reconcile(before, sight(url=mirror, text="Printed a little differently."))
    assert change.changed == ("alternate_urls",)
    assert change.article.alternate_urls == (mirror,)
    assert change.article.content_text == before.content_text
    again = reconcile(change.article, sight(url=mirror, text="Differently."))
    assert again.op == "same"


def test_a_new_slug_is_an_address_more() -> None:
    moved = "http://www.example.org/town/2024-03/25/new/c_973885.htm"
    change = reconcile(known(), sight(url=moved))
    assert change.article.url == known().url
    assert change.article.alternate_urls == (moved,)
    assert reconcile(change.article, sight()).op == "same"


def test_an_article_that_was_gone_is_restored() -> None:
    before = replace(known(), status="gone")
    change = reconcile(before, sight())
    assert (change.op, change.event, change.significant) == (
        "updated",
        "restored",
        False,
    )
    assert change.article.status == "usable"


CORRECTIONS = {
    "number": ("12 people came to Ashford.", "14 people came to Ashford."),
    "name": ("12 people came to Ashford.", "12 people came to Kendal."),
    "negation in": ("The bridge is safe to use.", "The bridge is not safe to use."),
    "negation out": ("Sie war nicht dabei, heißt es.", "Sie war dabei, heißt es."),
}
UPDATES = {
    "another word": ("The bridge is safe to use.", "The bridge is fine to use."),
    "more text": ("12 people came.", "12 people came. Then 3 went to Kendal again."),
}


@pytest.mark.parametrize(("before", "after"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_another_fact_is_a_correction(before: str, after: str) -> None:
    change = reconcile(known(text=before), sight(text=after))
    assert (change.event, change.significant) == ("corrected", True)


@pytest.mark.parametrize(("before", "after"), UPDATES.values(), ids=UPDATES)
def test_other_words_are_an_update(before: str, after: str) -> None:
    change = reconcile(known(text=before), sight(text=after))
    assert (change.event, change.significant) == ("updated", True)


def test_www_is_the_same_host() -> None:
    url = known().url.replace("www.", "")
    assert reconcile(known(), sight(url=url, text="All new.")).significant


def test_what_is_withdrawn_keeps_its_words() -> None:
    change = withdraw(known(), LATER)
    assert (change.event, change.significant) == ("gone", False)
    assert (change.article.status, change.article.version) == ("gone", 1)


def test_what_proved_another_points_to_it() -> None:
    survivor = replace(known(), id="tag:example.org,2024-03-25:hillside/1")
    change = merge(known(), survivor, LATER)
    assert change.event == "merged"
    assert (change.article.status, change.article.duplicate_of) == (
        "withheld",
        survivor.id,
    )


EARLIER = "2024-03-24T08:00:00Z"


@pytest.mark.parametrize(
    "changes",
    [{"text": "The bridge is shut."}, {"tags": ("bridges",)}],
    ids=["significant", "insignificant"],
)
def test_a_clock_that_is_put_back_turns_no_time_back(changes: dict[str, Any]) -> None:
    before = known()
    after = reconcile(before, sight(at=EARLIER, **changes)).article
    assert before.first_seen <= after.last_changed <= after.last_seen
    assert withdraw(before, EARLIER).article.last_seen == before.last_seen
