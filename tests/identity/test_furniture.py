"""Tests of newscrawl.identity.furniture."""

from __future__ import annotations

import pytest

from newscrawl.identity.furniture import essential

FURNITURE = [
    "Read also: Bridge closes again",
    ">> Hier finden Sie außerdem mehr Tore",
    "» Bridge closes again",
    "Mehr zum Thema",
    "Lire aussi : Le pont ferme",
    "[Lea también] El puente cierra",
    "相关阅读 包头新桥",
    "12 comments",
    "1.204 Aufrufe",
    "Comments (3)",
    "2 hours ago",
    "vor 3 Stunden",
    "hace 5 minutos",
    "3小时前",
    "Share:",
]
TEXT = [
    "Readers also came to see it.",
    "12 comments were read out in court on Monday.",
    "2 hours ago the bridge was closed.",
    "He will share the prize with his brother.",
    "Related people were invited too.",
    "Read also: " + "a long paragraph of the article itself, " * 10,
]


@pytest.mark.parametrize("paragraph", FURNITURE)
def test_what_points_elsewhere_or_counts_is_passed_over(paragraph: str) -> None:
    assert essential(f"One.\n\n{paragraph}\n\nTwo.") == "One.\n\nTwo."


@pytest.mark.parametrize("paragraph", TEXT)
def test_text_stays(paragraph: str) -> None:
    assert essential(paragraph) == paragraph
