"""The article's text: the container by density and structure, then trimmed.

First every block is weighed as prose: its words outside links, nothing for lines of
links and for blocks in boxes that say navigation, comments and the like. The container
is found from the root down, following the child that holds nearly all of the weight;
where no child does, its children's text is the body. Blocks of the container are then
dropped when their boxes (below the container), their links or their words say that
they are no article text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newscrawl.page.blocks import Blocks, Box, TextBlock, clean, count_words
from newscrawl.page.cues import is_promo
from newscrawl.page.features import Clues
from newscrawl.page.images import Picture
from newscrawl.page.marks import Mark
from newscrawl.page.page import Choice, Page
from newscrawl.page.rules import select
from newscrawl.page.taken import taken_blocks
from newscrawl.record import Block, FieldEvidence
from newscrawl.sites.site import ArticleRules

FOREIGN: int = (
    Mark.NAV
    | Mark.ASIDE
    | Mark.FOOTER
    | Mark.RELATED
    | Mark.SHARE
    | Mark.COMMENT
    | Mark.SUBSCRIBE
    | Mark.ADVERT
    | Mark.CAPTION
    | Mark.CREDIT
    | Mark.HIDDEN
    | Mark.BYLINE
    | Mark.TAGS
    | Mark.LEGAL
)
_DESCEND = 0.8
_MIN_PROSE = 8
_MIN_REPEATED = 12


def prose_weight(block: TextBlock) -> float:
    """Return a block's words outside links, 0 for a line too short or too linked."""
    words = block.words - block.link_words
    if words < _MIN_PROSE or block.link_words > words:
        return 0
    return words


def _weigh(blocks: Blocks, taken: frozenset[int]) -> dict[int, float]:
    """Return the weight of prose in each box, by the box's identity."""
    raw: dict[int, float] = {}
    for block in blocks.texts:
        weight = prose_weight(block)
        if weight and block.index not in taken:
            box: Box | None = block.box
            while box is not None:
                raw[id(box)] = raw.get(id(box), 0.0) + weight
                box = box.parent
    total = raw.get(id(blocks.boxes[0]), 0.0)
    weights: dict[int, float] = {}
    for block in blocks.texts:
        weight = prose_weight(block)
        if not weight or block.index in taken:
            continue
        chain: list[Box] = []
        box = block.box
        while box is not None:
            chain.append(box)
            if box.marks & FOREIGN and raw[id(box)] < 0.5 * total:
                weight *= 0.15
            box = box.parent
        for box in chain:
            weights[id(box)] = weights.get(id(box), 0.0) + weight
    return weights


def find_container(blocks: Blocks, taken: frozenset[int]) -> Box:
    """Return the smallest box that holds nearly all of the article's prose."""
    weights = _weigh(blocks, taken)
    children: dict[int, list[Box]] = {}
    for box in blocks.boxes[1:]:
        if box.parent is not None and id(box) in weights:
            children.setdefault(id(box.parent), []).append(box)
    box = blocks.boxes[0]
    while True:
        inner = children.get(id(box))
        if not inner:
            return box
        best = max(inner, key=lambda child: weights[id(child)])
        if weights[id(best)] < _DESCEND * weights[id(box)] or best.tag == "p":
            return box
        box = best


def marks_inside(box: Box, container: Box) -> int:
    """Return the roles claimed between a container and a box in it."""
    marks = 0
    inner: Box | None = box
    while inner is not None and inner is not container:
        marks |= inner.marks
        inner = inner.parent
    return marks


def _is_text(block: TextBlock, container: Box) -> bool:
    if marks_inside(block.box, container) & FOREIGN:
        return False
    if block.link_words * 2 > block.words:
        return False
    return not is_promo(block.text)


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text blocks; `stated` is the text where no block shows it."""

    blocks: tuple[TextBlock, ...]
    evidence: FieldEvidence
    stated: tuple[Block, ...] = ()

    @property
    def words(self) -> int:
        """The words of the text."""
        if self.blocks:
            return sum(block.words for block in self.blocks)
        return sum(count_words(getattr(block, "text", "")) for block in self.stated)

    @property
    def last(self) -> str:
        """The text of the last block."""
        if self.blocks:
            return self.blocks[-1].text
        return getattr(self.stated[-1], "text", "") if self.stated else ""


def find_body(page: Page, taken: set[int], pictures: Sequence[Picture]) -> Body:
    """Return the article's text: a site's rule first, else by density and structure."""
    for picture in pictures:
        taken.update(block.index for block in picture.caption.blocks)
    if page.site is not None and page.site.article.body:
        body = _ruled_body(page, page.site.article, taken)
        if body is not None:
            return body
    container = find_container(page.blocks, frozenset(taken))
    inside = page.blocks.texts[container.first : container.end]
    kept = [
        block
        for block in inside
        if block.index not in taken and _is_text(block, container)
    ]
    evidence = FieldEvidence(from_="text", rule="density", confidence=0.9)
    return Body(tuple(_each_once(kept)), evidence)


def _each_once(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Yield blocks without the long ones that repeat an earlier one."""
    seen: set[str] = set()
    for block in blocks:
        if block.words > _MIN_REPEATED:
            if block.text in seen:
                continue
            seen.add(block.text)
        yield block


def _elements(page: Page, selectors: tuple[str, ...]) -> Iterator[tuple[Box, str]]:
    boxes = {box.element: box for box in page.blocks.boxes}
    for _, element, rule in select(page.document.root, selectors):
        if element is not None and element in boxes:
            yield boxes[element], rule


def _ruled_body(page: Page, rules: ArticleRules, taken: set[int]) -> Body | None:
    """Return the text of the elements that a site's rule names, None where none is."""
    named = list(_elements(page, rules.body))
    for box, _ in _elements(page, rules.not_body):
        taken.update(range(box.first, box.end))
    indices = sorted({i for box, _ in named for i in range(box.first, box.end)})
    blocks = [page.blocks.texts[i] for i in indices if i not in taken]
    if not blocks:
        return None
    evidence = FieldEvidence(from_="rule", rule=named[0][1], confidence=0.98)
    return Body(tuple(_each_once(blocks)), evidence)


def make_clues(
    page: Page, fields: Mapping[str, Choice[Any]], pictures: Sequence[Picture]
) -> Clues:
    """Gather what other fields tell of the text."""
    elements = [e for name in _FOUND_APART for e in fields[name].elements]
    taken = taken_blocks(page.blocks, elements)
    for picture in pictures:
        taken.update(block.index for block in picture.caption.blocks)
    heads = taken_blocks(page.blocks, fields["title"].elements)
    stated = page.metadata.article.get("articleBody")
    return Clues(
        title=(fields["title"].value or "").casefold(),
        summary=(fields["summary"].value or "").casefold(),
        stated=clean(stated).casefold() if isinstance(stated, str) else "",
        title_index=_title_index(page, fields["title"].value or "", heads),
        taken=frozenset(taken),
    )


_FOUND_APART = ("title", "breadcrumbs", "authors", "byline", "published", "modified")


def _title_index(page: Page, title: str, heads: set[int]) -> int:
    """Return the number of the block that shows the headline, 0 where none does."""
    key = title.casefold()
    shown = [b for b in page.blocks.texts if b.text.casefold() == key] if key else []
    candidates = [page.blocks.texts[i] for i in sorted(heads)] + shown
    for mark in (
        lambda b: b.box.tag == "h1",
        lambda b: b.box.marks & Mark.HEADING,
        bool,
    ):
        for block in candidates:
            if mark(block):
                return block.index
    return 0
