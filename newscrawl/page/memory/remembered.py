"""The article's text, found by what a site's other pages taught.

Each block is decided by what blocks of its path and look were on those pages, and only
where they disagree by the model; a text that stands on the other pages too is no part
of this article. What is found must lie where articles lay before, and be as long as an
article of the site may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newscrawl.page.memory.fingerprints import (
    fingerprint,
    prose_shape,
    set_places,
    shape,
)
from newscrawl.page.memory.site_memory import SiteMemory
from newscrawl.page.page import Choice, Page
from newscrawl.page.pictures.images import Picture
from newscrawl.page.text.body import Body, caption_blocks, each_once, ruled_body
from newscrawl.page.text.clues import Clues, gather_clues
from newscrawl.page.text.features import Features
from newscrawl.page.text.model import load_model
from newscrawl.page.text.tails import without_tail
from newscrawl.page.tree.blocks import Blocks, Box, TextBlock
from newscrawl.page.tree.layout import FOREIGN, Layout, prose_words
from newscrawl.page.tree.marks import Mark
from newscrawl.record import FieldEvidence

NO_HOME = "no known container"
OUT_OF_LINE = "out of line"
UNLIKE = "unlike other pages"
_MANY_WORDS = 25
_MAX_UNSURE = 0.5
_MOST_CERTAIN = 0.98


@dataclass(frozen=True, slots=True)
class Recollection:
    """What a memory says of a page's blocks, before anything else is read of it.

    `shares` are by block number, of those it is sure of; `repeated` stand on the site's
    other pages too; `home` holds the article.
    """

    home: Box
    shares: dict[int, float]
    repeated: tuple[TextBlock, ...]
    unsure: tuple[TextBlock, ...]


def recollect(blocks: Blocks, memory: SiteMemory) -> Recollection | str:
    """Return what is remembered of a page's blocks, or why that leads nowhere."""
    homes = [box for box in blocks.boxes if memory.is_home(box.path)]
    if not homes:
        return NO_HOME
    home = max(homes, key=lambda box: box.depth)
    shares: dict[int, float] = {}
    repeated: list[TextBlock] = []
    unsure: list[TextBlock] = []
    for block in blocks.texts:
        share = memory.share_kept(shape(block), prose_shape(block))
        if share is not None and block.box.within & Mark.QUOTE:
            share = None  # A quote or an embedded post: each page has its own.
        if share is not None and share < 0.5:
            shares[block.index] = share
        elif memory.is_repeated(fingerprint(block), block.words):
            repeated.append(block)
        elif share is not None:
            shares[block.index] = share
        else:
            unsure.append(block)
    sure = sum(blocks.texts[i].words for i, share in shares.items() if share >= 0.5)
    open_words = sum(prose_words(block) for block in unsure if _may_be(block, home))
    if open_words > _MAX_UNSURE * sure:
        return UNLIKE
    return Recollection(home, shares, tuple(repeated), tuple(unsure))


def _may_be(block: TextBlock, home: Box, first: int | None = None) -> bool:
    """Say whether a block may be the article's: in its home, or prose elsewhere."""
    if (home.first if first is None else first) <= block.index < home.end:
        return True
    return prose_words(block) > 0 and not block.box.within & FOREIGN


def find_remembered(
    page: Page,
    fields: Mapping[str, Choice[Any]],
    pictures: Sequence[Picture],
    found: Recollection,
) -> Body:
    """Return the article's text as it is remembered."""
    clues = gather_clues(page, fields, caption_blocks(pictures))
    if page.site is not None and page.site.article.body:
        ruled = ruled_body(page, page.site.article, clues)
        if ruled is not None:
            return ruled
    texts = page.blocks.texts
    barred = clues.captions | {i for i in clues.taken if texts[i].words < _MANY_WORDS}
    first = min(clues.title_index or found.home.first, found.home.first)
    unsure = [
        block
        for block in found.unsure
        if block.index not in barred and _may_be(block, found.home, first)
    ]
    chances = found.shares | _judge(page, clues, unsure)
    kept = [
        block
        for block in texts
        if chances.get(block.index, 0.0) >= 0.5
        and block.index not in barred
        and not clues.is_title(block.text)
    ]
    kept = list(without_tail(list(each_once(kept)), clues.authors))
    words = sum(block.words for block in kept)
    certain = sum(chances[block.index] * block.words for block in kept)
    confidence = min(_MOST_CERTAIN, round(certain / max(1, words), 2))
    return Body(
        tuple(kept),
        FieldEvidence(from_="text", rule="site memory", confidence=confidence),
        clues.title_index,
        repeated=found.repeated,
        remembered=frozenset(found.shares),
    )


def _judge(page: Page, clues: Clues, blocks: Sequence[TextBlock]) -> dict[int, float]:
    """Return the model's judgement of some blocks: above 0.5 are kept."""
    if not blocks:
        return {}
    model = load_model()
    features = Features(Layout(page.blocks, clues.taken, clues.title_index), clues)
    found = {b.index: model.probability(features.row(b.index)) for b in blocks}
    return {
        index: max(0.5, chance) if chance > model.threshold else min(0.49, chance)
        for index, chance in found.items()
    }


def without_repeated(page: Page, body: Body, memory: SiteMemory, why: str) -> Body:
    """Return a body without the texts of the site's other pages.

    `why` says what spoke against the memory's own reading, for the evidence.
    """
    set_places(page.blocks.boxes)
    repeated = [
        block
        for block in body.blocks
        if memory.is_repeated(fingerprint(block), block.words)
    ]
    evidence = body.evidence
    if why:
        evidence = replace(evidence, rule=f"{evidence.rule}; site memory: {why}")
    if len(repeated) == len(body.blocks):
        return replace(body, evidence=evidence)
    kept = tuple(block for block in body.blocks if block not in repeated)
    return replace(body, blocks=kept, evidence=evidence, repeated=tuple(repeated))
