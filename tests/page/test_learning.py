"""Tests of reading with what a site's pages taught: learning and remembered."""

from __future__ import annotations

from newscrawl.page import Refusal, SiteMemory, learn
from newscrawl.page.memory.fingerprints import set_places
from newscrawl.page.memory.remembered import NO_HOME, OUT_OF_LINE, UNLIKE
from tests.page.twins import (
    NOTICE,
    after,
    new_design,
    old_design,
    paragraphs,
    read,
    texts,
)


def rule(reading: object) -> str:
    return str(reading.body.evidence.rule)  # type: ignore[attr-defined]


def test_a_ripe_memory_finds_the_article_without_what_repeats() -> None:
    memory = after(range(1, 5))
    reading = read(old_design(9, paragraphs(9)), 9, memory)
    assert rule(reading) == "site memory"
    assert texts(reading) == paragraphs(9)
    assert NOTICE in {block.text for block in reading.body.repeated}


def test_boxes_that_never_gave_anything_are_passed_by() -> None:
    memory = after(range(1, 5))
    without = read(old_design(9, paragraphs(9)), 9)
    reading = read(old_design(9, paragraphs(9)), 9, memory)
    assert reading.page.blocks.passed
    assert len(reading.page.blocks.texts) < len(without.page.blocks.texts) / 2


def test_what_repeats_is_left_out_before_the_memory_is_ripe() -> None:
    memory = SiteMemory()
    for number in (1, 2):
        more = "<p>All times local</p>"
        page = old_design(number, paragraphs(number), more)
        memory = learn(memory, read(page, number, memory))
    shown = ["All times local"]
    reading = read(old_design(3, paragraphs(3) + shown), 3, memory)
    assert not memory.is_ripe
    assert "All times local" not in texts(reading)


def test_one_article_under_many_addresses_teaches_once() -> None:
    memory = after(range(1, 4))
    same = old_design(1, paragraphs(1))
    for path in ("town", "print", "amp"):
        reading = read(same, 1, memory, path=path)
        assert learn(memory, reading) is memory
    assert texts(read(same, 1, memory)) == paragraphs(1)


def test_a_shared_paragraph_of_two_articles_stays() -> None:
    shared = "The flood of last May took two bridges and the mill from the old town."
    memory = after(range(1, 5))
    for number in (5, 6):
        page = old_design(number, [*paragraphs(number), shared])
        memory = learn(memory, read(page, number, memory))
    reading = read(old_design(7, [*paragraphs(7), shared]), 7, memory)
    assert shared in texts(reading)


def test_a_refused_page_teaches_nothing() -> None:
    memory = after(range(1, 3))
    reading = read("", 3, memory)
    assert isinstance(reading.article, Refusal)
    assert learn(memory, reading) is memory


def test_a_redesign_is_read_as_any_site_and_soon_learnt() -> None:
    memory = after(range(1, 9))
    rules = []
    for number in range(9, 16):
        reading = read(new_design(number, paragraphs(number)), number, memory)
        assert texts(reading) == paragraphs(number)
        rules.append(rule(reading))
        memory = learn(memory, reading)
    assert NO_HOME in rules[0]
    assert rules[-1] == "site memory"


def test_an_article_out_of_line_is_read_as_any_site() -> None:
    memory = after(range(1, 5))
    long = paragraphs(9, count=40)
    reading = read(old_design(9, long), 9, memory)
    assert OUT_OF_LINE in rule(reading)
    assert texts(reading) == long


def test_a_page_unlike_the_others_is_read_as_any_site() -> None:
    memory = after(range(1, 5))
    inner = "".join(f"<div class=update><p>{p}</p></div>" for p in paragraphs(8))
    reading = read(old_design(9, paragraphs(9)[:1], inner), 9, memory)
    assert UNLIKE in rule(reading)


def test_a_list_inside_the_article_is_not_passed_by() -> None:
    memory = SiteMemory()
    tail = "<ul><li><a href=/x.html>Read the full plan of the council</a></li></ul>"
    for number in range(1, 6):
        page = old_design(number, paragraphs(number), tail)
        memory = learn(memory, read(page, number, memory))
    reading = read(old_design(9, paragraphs(9), tail), 9, memory)
    set_places(reading.page.blocks.boxes)
    assert "Read the full plan of the council" in {
        block.text for block in reading.page.blocks.texts
    }


def test_every_sixteenth_page_is_read_without_it() -> None:
    memory = after(range(1, 17))
    assert memory.pages == 16
    reading = read(old_design(20, paragraphs(20)), 20, memory)
    assert not reading.page.blocks.passed
    assert texts(reading) == paragraphs(20)
