"""What the other fields tell of the article's text, gathered for the body's finder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newscrawl.page.page import Choice, Page
from newscrawl.page.text.taken import taken_blocks
from newscrawl.page.tree.blocks import TextBlock, clean
from newscrawl.page.tree.marks import Mark

_APART = (
    "title",
    "breadcrumbs",
    "authors",
    "byline",
    "editor",
    "published",
    "modified",
)


@dataclass(frozen=True, slots=True)
class Clues:
    """Texts in lower case, folded, and numbers of blocks.

    `taken` are the blocks other fields were read from, `captions` among them those of
    pictures; `title_index` is the block that shows the headline, 0 where none does.
    """

    title: str = ""
    summary: str = ""
    stated: str = ""
    title_index: int = 0
    authors: tuple[str, ...] = ()
    taken: frozenset[int] = field(default_factory=frozenset)
    captions: frozenset[int] = field(default_factory=frozenset)

    def is_title(self, text: str) -> bool:
        """Say whether a text is the headline; folding never shortens one."""
        return len(text) <= len(self.title) and text.casefold() == self.title


def gather_clues(
    page: Page, fields: Mapping[str, Choice[Any]], captions: Sequence[TextBlock]
) -> Clues:
    """Gather the clues of a page; `captions` are the blocks of its pictures' text."""
    elements = [e for name in _APART for e in fields[name].elements]
    photos = frozenset(block.index for block in captions)
    title: str = fields["title"].value or ""
    stated = page.metadata.article.get("articleBody")
    return Clues(
        title=title.casefold(),
        summary=(fields["summary"].value or "").casefold(),
        stated=clean(stated).casefold() if isinstance(stated, str) else "",
        title_index=_title_index(page, title, fields["title"]),
        authors=tuple(author.name.casefold() for author in fields["authors"].value),
        taken=photos | taken_blocks(page.blocks, elements),
        captions=photos,
    )


def _title_index(page: Page, title: str, choice: Choice[Any]) -> int:
    """Return the number of the block that shows the headline, headings before others."""
    texts = page.blocks.texts
    heads = sorted(taken_blocks(page.blocks, choice.elements))
    shown = [texts[index] for index in heads]
    key = title.casefold()
    if key:
        # Folding never shortens a text.
        short = [block for block in texts if len(block.text) <= len(key)]
        shown += [block for block in short if block.text.casefold() == key]
    if not shown:
        return 0
    return min(shown, key=_headline_rank).index


def _headline_rank(block: TextBlock) -> int:
    if block.box.tag == "h1":
        return 0
    return 1 if block.box.marks & Mark.HEADING else 2
