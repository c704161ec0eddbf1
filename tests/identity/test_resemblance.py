"""Tests of newscrawl.identity.resemblance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from newscrawl.identity.resemblance import (
    compare,
    containment,
    is_long,
    resemblance,
    tell_alike,
)
from newscrawl.record import Article, Image
from tests.samples import article

STORY = (
    "The bridge over the river opened to traffic on Monday after four years of work. "
    "Officials of the county said at the ceremony that it will shorten the way to the "
    "coast by 30 minutes and carry 12,000 vehicles a day. Residents of the villages on "
    "the southern bank had waited for it since the ferry was given up. A second road "
    "will follow next spring, when the money for it has been found."
)
WEATHER = (
    "Monday will be mostly sunny in Ashford and the villages around it, the service "
    "said in its bulletin. Temperatures will reach 21 degrees in the afternoon and fall "
    "to 9 degrees during the night, with a light wind from the west. Drivers on higher "
    "roads should allow for more time in the early hours of the day."
)


def told(text: str, **changes: Any) -> Article:
    return article(**({"text": text, "date": "2024-03-25T08:00:00Z"} | changes))


def test_the_same_text_is_a_copy() -> None:
    elsewhere = replace(article().source, id="valley")
    found = compare(told(STORY), told(STORY, title="Grand ceremony", source=elsewhere))
    assert found is not None
    assert found.reason == "same text, 100 % of 75 words, within the hour"


COPIES = {
    "cut": STORY[: len(STORY) * 3 // 4],
    "new lead": "Good news for everybody here. " + STORY,
    "a word or two": STORY.replace("shorten", "cut").replace("waited", "hoped"),
    "another name at the start": STORY.replace("The bridge", "Ashford's bridge"),
}
OTHERS = {
    "forms": (WEATHER, WEATHER.replace("Ashford", "Kendal").replace("21", "22")),
    "numbers": (STORY, STORY.replace("30", "3").replace("12,000", "40")),
    "unrelated": (STORY, WEATHER),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_an_edited_copy_is_a_copy(text: str) -> None:
    assert compare(told(text), told(STORY)) is not None


@pytest.mark.parametrize(("one", "other"), OTHERS.values(), ids=OTHERS)
def test_what_only_looks_alike_is_none(one: str, other: str) -> None:
    assert compare(told(one), told(other)) is None


def test_one_text_under_many_titles_of_a_site_is_no_article() -> None:
    assert compare(told(STORY), told(STORY, title="Grand ceremony")) is None
    assert compare(told(STORY), told(STORY, title="The bridge opens")) is not None


def test_copies_lie_within_three_days() -> None:
    later = told(STORY, date="2024-03-27T10:00:00Z", at="2024-03-27T11:00:00Z")
    found = compare(later, told(STORY))
    assert found is not None
    assert found.reason.endswith("50 h apart")
    assert compare(told(STORY, date="2024-03-20"), told(STORY)) is None


def test_short_texts_must_be_equal_to_the_word() -> None:
    short = "Police ask for help in the search for a missing cat."
    assert compare(told(short), told(short.upper())) is not None
    assert compare(told(short), told(short, title="Cat found")) is None
    assert compare(told(short), told(short.replace("cat", "dog"))) is None
    assert compare(told("Watch."), told("Watch.")) is None


def test_photo_pages_are_told_by_their_captions() -> None:
    def photos(*captions: str) -> Article:
        images = [
            Image(url="http://www.example.org/a.jpg", caption=c) for c in captions
        ]
        return told("", images=tuple(images))

    one = photos(
        "Children fly kites on the square in front of the town hall on Sunday."
    )
    assert compare(one, one) is not None
    assert compare(one, photos("The old town hall.", "A kite in the sky.")) is None


def test_forms_are_told_in_scripts_without_spaces() -> None:
    text = (
        "据{}气象台今天发布的天气预报,明天白天到夜间以多云为主,偏西风微弱。"
        "气象部门提醒广大市民,近期昼夜温差较大,外出时请注意适时增减衣物,驾车出行请注意安全。"
        "空气质量良好,适宜开展户外活动,请继续关注最新预报。"
    )
    one = told(
        text.replace("{}", "\u5305\u5934"), title="\u5305\u5934\u660e\u65e5\u5929\u6c14"
    )
    two = told(
        text.replace("{}", "\u901a\u8fbd"), title="\u901a\u8fbd\u660e\u65e5\u5929\u6c14"
    )
    assert is_long(one.content_text)
    assert compare(one, one) is not None
    assert compare(one, two) is None


def test_alike_in_title_or_text() -> None:
    assert not tell_alike(told(STORY), told(WEATHER))
    assert tell_alike(told(STORY[:60]), told(WEATHER))
    assert tell_alike(told(STORY), told(STORY[:300], title="Bridge"))
    assert not tell_alike(told(STORY), told(WEATHER, title="Weather"))


def test_measures_of_sets() -> None:
    a, b = frozenset("abc"), frozenset("bcd")
    assert resemblance(a, b) == 0.5
    assert resemblance(frozenset(), frozenset()) == 1.0
    assert containment(a, frozenset("bc")) == 1.0
    assert containment(a, frozenset()) == 0.0
