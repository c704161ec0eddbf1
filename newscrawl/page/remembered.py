"""The article's text, found by what a site's other pages taught.

Each block is decided by what blocks of its path and look were on those pages, and only
where they disagree by the model; a text that stands on the other pages too is no part
of this article. What is found must lie where articles lay before, and be as long as an
article of the site may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from newscrawl.page.blocks import Box, TextBlock
from newscrawl.page.body import Body, caption_blocks, each_once, ruled_body
from newscrawl.page.clues import Clues, gather_clues
from newscrawl.page.features import Features
from newscrawl.page.fingerprints import fingerprint, prose_shape, set_places, shape
from newscrawl.page.images import Picture
from newscrawl.page.layout import FOREIGN, Layout, prose_words
from newscrawl.page.model import load_model
from newscrawl.page.page import Choice, Page
from newscrawl.page.site_memory import SiteMemory
from newscrawl.record import FieldEvidence

NO_HOME = "no known container"
OUT_OF_LINE = "out of line"
UNLIKE = "unlike other pages"
_MANY_WORDS = 25
_MAX_UNSURE = 0.5
_MOST_CERTAIN = 0.98


def find_remembered(
    page: Page,
    fields: Mapping[str, Choice[Any]],
    pictures: Sequence[Picture],
    memory: SiteMemory,
) -> Body | str:
    """Return the article's text, or why the memory does not lead to it."""
    clues = gather_clues(page, fields, caption_blocks(pictures))
    if page.site is not None and page.site.article.body:
        ruled = ruled_body(page, page.site.article, clues)
        if ruled is not None:
            return ruled
    home = max(
        (box for box in page.blocks.boxes if memory.is_home(box.path)),
        key=lambda box: box.depth,
        default=None,
    )
    if home is None:
        return NO_HOME
    body = _decide(page, clues, memory, home)
    if not isinstance(body, Body) or memory.is_in_line(body.words):
        return body
    return OUT_OF_LINE


def _decide(page: Page, clues: Clues, memory: SiteMemory, home: Box) -> Body | str:
    texts = page.blocks.texts
    first = min(clues.title_index or home.first, home.first)
    barred = clues.captions | {i for i in clues.taken if texts[i].words < _MANY_WORDS}
    chances: dict[int, float] = {}
    unsure: list[TextBlock] = []
    repeated: list[TextBlock] = []
    for block in texts:
        if block.index in barred or block.text.casefold() == clues.title:
            continue
        share = memory.share_kept(shape(block), prose_shape(block))
        if share is not None and share < 0.5:
            chances[block.index] = share
        elif memory.is_repeated(fingerprint(block), block.words):
            repeated.append(block)
        elif share is None:
            inside = first <= block.index < home.end
            if inside or (prose_words(block) and not block.box.within & FOREIGN):
                unsure.append(block)
        else:
            chances[block.index] = share
    remembered = frozenset(chances)
    sure = sum(texts[i].words for i, chance in chances.items() if chance >= 0.5)
    if sum(map(prose_words, unsure)) > _MAX_UNSURE * sure:
        return UNLIKE
    chances.update(_judge(page, clues, unsure))
    kept = [b for b in texts if chances.get(b.index, 0.0) >= 0.5]
    kept = list(each_once(kept))
    words = sum(block.words for block in kept)
    certain = sum(chances[block.index] * block.words for block in kept)
    confidence = min(_MOST_CERTAIN, round(certain / max(1, words), 2))
    evidence = FieldEvidence(from_="text", rule="site memory", confidence=confidence)
    return Body(
        tuple(kept),
        evidence,
        clues.title_index,
        repeated=tuple(repeated),
        remembered=remembered,
    )


def _judge(page: Page, clues: Clues, blocks: Sequence[TextBlock]) -> dict[int, float]:
    """Return the model's judgement of some blocks: above 0.5 are kept."""
    if not blocks:
        return {}
    model = load_model()
    features = Features(Layout(page.blocks, clues.taken), clues)
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
