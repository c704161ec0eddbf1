"""The article's text: a site's rule, else the blocks that a learned model keeps.

Every block that may be text (those from the headline to the end of the container, and
prose after that) is described by numbers and judged by the model. Headline, captions,
repeated blocks and hidden copies of the whole are never text. Where the model keeps next
to nothing the container's prose is taken, and where the page shows next to nothing, the
text that it states in JSON-LD or in a script's state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newscrawl.page.page import Choice, Page
from newscrawl.page.pictures.images import Picture, find_pictures
from newscrawl.page.rules import select
from newscrawl.page.text.clues import Clues, gather_clues
from newscrawl.page.text.cues import is_reading_time
from newscrawl.page.text.features import Features
from newscrawl.page.text.model import load_model
from newscrawl.page.text.stated import stated_text
from newscrawl.page.text.tables import with_whole_tables
from newscrawl.page.text.tails import without_tail
from newscrawl.page.tree.blocks import Box, TextBlock, count_words
from newscrawl.page.tree.layout import FOREIGN, Layout, prose_words
from newscrawl.page.tree.marks import Mark
from newscrawl.record import Block, FieldEvidence, Paragraph
from newscrawl.sites.site import ArticleRules

_MIN_REPEATED = 60
_LITTLE = 40
_SHORT_LINE = 14
_POOR = 120
_ENOUGH = 60
_LONG_TITLE = 20
_MAX_KICKER = 60


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text blocks; `stated` is the text where no block shows it.

    `head` is the number of the headline's block. `repeated` are blocks left out because
    the site's other pages have them too, `remembered` the numbers of those decided by
    what the same place held there.
    """

    blocks: tuple[TextBlock, ...]
    evidence: FieldEvidence
    head: int
    stated: tuple[Block, ...] = ()
    repeated: tuple[TextBlock, ...] = ()
    remembered: frozenset[int] = frozenset()

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


def describe(page: Page, fields: Mapping[str, Choice[Any]]) -> Features:
    """Return the features of a page's blocks, as the model was trained on them."""
    pictures = find_pictures(page)
    clues = gather_clues(page, fields, caption_blocks(pictures))
    return Features(Layout(page.blocks, clues.taken, clues.title_index), clues)


def caption_blocks(pictures: Sequence[Picture]) -> list[TextBlock]:
    """Return the blocks that pictures have as their captions."""
    return [block for picture in pictures for block in picture.caption.blocks]


def find_body(
    page: Page, fields: Mapping[str, Choice[Any]], pictures: Sequence[Picture]
) -> Body:
    """Return the article's text."""
    clues = gather_clues(page, fields, caption_blocks(pictures))
    layout = Layout(page.blocks, clues.taken, clues.title_index)
    if page.site is not None and page.site.article.body:
        ruled = ruled_body(page, page.site.article, clues)
        if ruled is not None:
            return ruled
    features = Features(layout, clues)
    body = _judged_body(features)
    if body.words < _POOR:
        stated = stated_text(page)
        if sum(map(count_words, stated)) > 2 * body.words + 20:
            evidence = FieldEvidence(from_="json-ld", rule="stated", confidence=0.8)
            paragraphs = tuple(map(Paragraph, stated))
            return Body((), evidence, clues.title_index, paragraphs)
    return body


def _candidates(features: Features) -> Iterator[TextBlock]:
    """Yield the blocks that may be the article's text, in page order."""
    layout, clues = features.layout, features.clues
    first = min(clues.title_index or layout.container.first, layout.container.first)
    last = layout.container.end
    barred = layout.copies | clues.captions | _lines_taken(features)
    has_begun = False
    for block in features.texts[_opening(features) :]:
        if block.index in barred:
            continue
        is_prose = layout.block_prose[block.index] > 0
        inside = first <= block.index < last
        if not inside and (not is_prose or layout.inside(block.box) & FOREIGN):
            continue
        if clues.is_title(block.text) or is_reading_time(block.text):
            continue
        if not has_begun and _is_headline(block, clues.title):
            continue
        has_begun = has_begun or is_prose
        yield block


def _is_headline(block: TextBlock, title: str) -> bool:
    """Say whether a block is a heading that holds all of the headline, kicker and all."""
    if not block.box.marks & Mark.HEADING or len(title) < _LONG_TITLE:
        return False
    return title in block.text.casefold()[: len(title) + _MAX_KICKER]


def _opening(features: Features) -> int:
    """Return the number of the first block that may be text: the headline's.

    The first of all where hardly any prose follows what was taken for the headline.
    """
    layout, title = features.layout, features.clues.title_index
    following = layout.prose[-1] - layout.prose[title]
    return title if following >= _ENOUGH else 0


def _lines_taken(features: Features) -> frozenset[int]:
    """Return the short lines that byline, dates and the like were read from."""
    texts = features.texts
    return frozenset(
        index
        for index in features.clues.taken
        if texts[index].words <= _SHORT_LINE
        and not texts[index].box.marks & Mark.HEADING
    )


def _judged_body(features: Features) -> Body:
    """Return the blocks that the model keeps, else the container's prose."""
    model, layout = load_model(), features.layout
    chances: dict[int, float] = {}
    for block in _candidates(features):
        chance = model.probability(features.row(block.index))
        if chance > model.threshold:
            chances[block.index] = chance
    chances = with_whole_tables(
        features.texts, chances, layout.copies | features.clues.captions
    )
    kept = list(each_once(features.texts[index] for index in chances))
    kept = list(without_tail(kept, features.clues.authors))
    words = sum(block.words for block in kept)
    if words >= _LITTLE:
        certain = sum(chances[block.index] * block.words for block in kept)
        evidence = FieldEvidence(
            from_="text", rule="model", confidence=round(certain / words, 2)
        )
        return Body(tuple(kept), evidence, features.clues.title_index)
    inside = features.texts[layout.container.first : layout.container.end]
    prose = [
        b for b in inside if prose_words(b) and b.index not in features.clues.taken
    ]
    if sum(block.words for block in prose) > 2 * words:
        kept = list(each_once(prose))
    evidence = FieldEvidence(from_="text", rule="density", confidence=0.5)
    return Body(tuple(kept), evidence, features.clues.title_index)


def each_once(blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Yield blocks without the long ones that repeat an earlier one."""
    seen: set[str] = set()
    for block in blocks:
        if len(block.text) > _MIN_REPEATED:
            if block.text in seen:
                continue
            seen.add(block.text)
        yield block


def _named_boxes(page: Page, selectors: tuple[str, ...]) -> Iterator[tuple[Box, str]]:
    for _, element, rule in select(page.document.root, selectors):
        box = None if element is None else page.blocks.box_of(element)
        if box is not None:
            yield box, rule


def ruled_body(page: Page, rules: ArticleRules, clues: Clues) -> Body | None:
    """Return the text of the elements that a site's rule names, None where none is."""
    named = list(_named_boxes(page, rules.body))
    without = set(clues.taken)
    for box, _ in _named_boxes(page, rules.not_body):
        without.update(range(box.first, box.end))
    numbers = sorted({i for box, _ in named for i in range(box.first, box.end)})
    blocks = [page.blocks.texts[i] for i in numbers if i not in without]
    if not blocks:
        return None
    evidence = FieldEvidence(from_="rule", rule=named[0][1], confidence=0.98)
    return Body(tuple(each_once(blocks)), evidence, clues.title_index)
