"""Tests of newscrawl.page.text.tables."""

from __future__ import annotations

import lxml.html
import pytest

from newscrawl.page.text.tables import (
    is_data,
    read_rows,
    table_around,
    with_whole_tables,
)
from newscrawl.page.tree.blocks import Box, TextBlock
from newscrawl.page.tree.walk import read_tree

RESULTS = "<table><tr><th><th>Votes<th>%<tr><td>Brook<td>812<td>61<tr><td>Reed<td>519<td>39</table>"


def read(table: str) -> tuple[list[TextBlock], Box]:
    html = f"<div><p>Before the table.</p>{table}<p>After.</p></div>"
    texts = read_tree(lxml.html.fromstring(html))[0].texts
    box = table_around(texts[1])
    assert box is not None
    return texts, box


def test_rows_keep_their_columns() -> None:
    texts, table = read(RESULTS)
    assert read_rows(table, texts) == (
        ("", "Votes", "%"),
        ("Brook", "812", "61"),
        ("Reed", "519", "39"),
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (RESULTS, True),
        ("<table><tr><td>one<tr><td>column</table>", False),
        ("<table><tr><td>one<td>row</table>", False),
        (f"<table role=presentation>{RESULTS[7:]}", False),
        (f"<table><tr><td>{'word ' * 41}<td>a<tr><td>b<td>c</table>", False),
    ],
    ids=["data", "one column", "one row", "presentation", "prose"],
)
def test_tables_of_data(table: str, expected: bool) -> None:
    texts, box = read(table)
    assert is_data(box, texts[box.first : box.end]) is expected


def test_a_table_mostly_kept_is_kept_whole() -> None:
    texts, _ = read(RESULTS)
    kept = with_whole_tables(
        texts, {0: 0.9, 3: 0.8, 4: 0.8, 5: 0.8, 6: 0.8}, frozenset()
    )
    assert list(kept) == list(range(9))


def test_a_table_hardly_kept_is_left() -> None:
    texts, _ = read(RESULTS)
    assert with_whole_tables(texts, {0: 0.9, 3: 0.8}, frozenset()) == {0: 0.9}
