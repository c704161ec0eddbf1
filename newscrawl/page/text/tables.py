"""Tables of data, kept or left as a whole.

Block by block a table falls to pieces: short cells and empty ones say little of
themselves. A table of at least two rows and two columns, no table inside it and no
prose in its cells, is the article's where the model keeps enough of its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newscrawl.page.tree.blocks import Box, TextBlock
from newscrawl.page.tree.marks import Mark

_MAX_CELL_WORDS = 40
_KEPT_SHARE = 0.5
_MAX_CELLS = 4000


def table_around(block: TextBlock) -> Box | None:
    """Return the innermost table around a block, None for a block in no cell."""
    if not block.box.within & Mark.TABLE:
        return None
    cell = _cell(block)
    box = cell.parent if cell is not None else None
    while box is not None and box.tag != "table":
        box = box.parent
    return box


def _cell(block: TextBlock) -> Box | None:
    box: Box | None = block.box
    while box is not None and box.tag not in ("td", "th"):
        box = box.parent
    return box


def _by_cell(blocks: Sequence[TextBlock]) -> dict[object, list[TextBlock]]:
    found: dict[object, list[TextBlock]] = {}
    for block in blocks:
        cell = _cell(block)
        if cell is not None:
            found.setdefault(cell.element, []).append(block)
    return found


def is_data(table: Box, blocks: Sequence[TextBlock]) -> bool:
    """Say whether a table holds data, not the page's layout; `blocks` are its own."""
    element = table.element
    if (element.get("role") or "").lower() in ("presentation", "none"):
        return False
    if next(element.iterdescendants("table"), None) is not None:
        return False
    for cell in _by_cell(blocks).values():
        if sum(block.words for block in cell) > _MAX_CELL_WORDS:
            return False
    rows = [len(row) for row in element.iter("tr")]
    return sum(1 for cells in rows if cells > 1) > 1 and sum(rows) <= _MAX_CELLS


def with_whole_tables(
    texts: Sequence[TextBlock], kept: Mapping[int, float], barred: frozenset[int]
) -> dict[int, float]:
    """Return the chances of kept blocks, tables of data made whole or left out."""
    chances = dict(kept)
    for table in {t: None for i in kept if (t := table_around(texts[i]))}:
        own = texts[table.first : table.end]
        if not is_data(table, own):
            continue
        found = [chances[block.index] for block in own if block.index in chances]
        words = sum(block.words for block in own)
        mine = sum(block.words for block in own if block.index in chances)
        if mine >= _KEPT_SHARE * words:
            share = sum(found) / len(found)
            for block in own:
                if block.index not in barred:
                    chances.setdefault(block.index, share)
        else:
            for block in own:
                chances.pop(block.index, None)
    return dict(sorted(chances.items()))


def read_rows(table: Box, blocks: Sequence[TextBlock]) -> tuple[tuple[str, ...], ...]:
    """Return a table's rows of cells, "" for an empty one; rows of nothing are left out."""
    return tuple(row for row in _rows(table, blocks) if any(row))


def _rows(table: Box, blocks: Sequence[TextBlock]) -> Iterator[tuple[str, ...]]:
    cells = _by_cell(blocks)
    for row in table.element.iter("tr"):
        yield tuple(
            " ".join(block.text for block in cells.get(cell, ()))
            for cell in row
            if cell.tag in ("td", "th")
        )
