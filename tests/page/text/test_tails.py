"""Tests of newscrawl.page.text.tails."""

from __future__ import annotations

import time

import lxml.html
import pytest

from newscrawl.page.text.tails import is_tail, without_tail
from newscrawl.page.tree.walk import read_tree


@pytest.mark.parametrize(
    "line",
    [
        "You may also like…",
        "{/sd-embed}{/p}",
        "© 2024 Hillside Herald. All rights reserved.",
        "[ⓒ 언덕일보, 무단전재 및 재배포 금지]",
        "Alle Rechte vorbehalten.",
        "desk@hillside.example (END)",
        "[김기자 kim@hillside.example]",
        "(끝)",
        "To reach the reporter, contact Ann@hillside.example",
        "Ann Brook joined the Channel 4 staff in 2022.",
        "Ann Brook is a reporter who covers the valley.",
        "Comments are closed.",
        "Log in to comment",
        "Melden Sie sich an, um zu kommentieren",
        "Para leer sobre otros hechos, clic aquí.",
        "See more photos:",
        "comments",
        "[사진=언덕일보, 강마을]",
        "Créé: 12.12.2019, 07h36",
        "Von Ann Brook",
    ],
)
def test_lines_after_the_end(line: str) -> None:
    assert is_tail(line, ("ann brook",))


@pytest.mark.parametrize(
    "line",
    [
        "The bridge reopens on Monday.",
        "Ann Brook is the first to cross it.",
        "She joined the choir in 2022 and left for good.",
        "Anyone with information can call the police.",
        "(dpa)",
        "“Signs are good,” the mayor said.",
        "Commenting on the works, the mayor said they were late.",
    ],
)
def test_lines_of_the_text(line: str) -> None:
    assert not is_tail(line, ("ann brook",))


def test_the_tail_is_cut_and_the_first_block_stays() -> None:
    html = "<p>© A</p><p>Text.</p><p>Read more</p><p>Comments</p>"
    texts = read_tree(lxml.html.fromstring(html))[0].texts
    assert [block.text for block in without_tail(texts)] == ["© A", "Text."]
    assert [block.text for block in without_tail(texts[2:])] == ["Read more"]


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>Text.</p><h3>Our videos</h3>", ["Text."]),
        ("<p>Text.</p><h3>That was all.</h3>", ["Text.", "That was all."]),
        ("<p>Text.</p><h3>1 Rain</h3><h3>2 Wind</h3>", ["Text.", "1 Rain", "2 Wind"]),
    ],
)
def test_a_heading_of_nothing_is_cut(html: str, kept: list[str]) -> None:
    texts = read_tree(lxml.html.fromstring(html))[0].texts
    assert [block.text for block in without_tail(texts)] == kept


@pytest.mark.parametrize("line", ["a@" * 10**5, "{a" * 10**5, "a." * 10**5 + "@a"])
def test_no_line_takes_long(line: str) -> None:
    start = time.process_time()
    is_tail(line)
    is_tail(line[:600])
    assert time.process_time() - start < 0.5
