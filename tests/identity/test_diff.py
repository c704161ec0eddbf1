"""Tests of newscrawl.identity.diff."""

from __future__ import annotations

from newscrawl.identity import readable_diff
from newscrawl.record import Image, Person
from tests.samples import article


def test_changed_words_are_shown_in_their_paragraph() -> None:
    before = article(text="One.\n\n12 people came to see it.\n\nEnd.")
    after = article(text="One.\n\n14 people came to see it.\n\nEnd.")
    assert readable_diff(before, after) == (
        "content_text:\n  [-12-] {+14+} people came to see it."
    )


def test_whole_paragraphs_come_and_go() -> None:
    before, after = article(text="One.\n\nTwo."), article(text="Two.\n\nThree.")
    assert readable_diff(before, after) == "content_text:\n- One.\n+ Three."


def test_other_fields_are_told_in_short() -> None:
    photo = Image(url="http://www.example.org/a.jpg", caption="The bridge.")
    before = article(section="News")
    after = article(images=(photo,), authors=(Person("A. Writer"),))
    assert readable_diff(before, after).splitlines() == [
        "section: News -> none",
        "images: none -> The bridge.",
        "authors: none -> A. Writer",
    ]


def test_nothing_changed_is_nothing() -> None:
    assert readable_diff(article(), article(at="2024-03-26T08:00:00Z")) == ""
