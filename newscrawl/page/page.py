"""What every finder reads, and what every finder gives.

The finders, each `find_X(page) -> Choice`, by module: titles (`find_title`),
standfirsts (`find_kicker`, `find_subtitle`, `find_summary`), breadcrumbs
(`find_breadcrumbs`, `find_section`), bylines (`find_authors`, two choices: authors and
byline; `find_editor`), agencies (`find_agency`, `find_dateline`), dates (`find_dates`,
two choices: published and modified), language (`find_language`,
`find_text_direction`), tags (`find_tags`), rights (`find_copyright_holder`,
`find_license`, `find_is_accessible_for_free`), addresses (`find_canonical_url`,
`find_alternate_urls`, `find_robots`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from lxml.html import HtmlElement

from newscrawl.markup import Document
from newscrawl.page.blocks import Blocks, TextBlock
from newscrawl.page.hints import Hints
from newscrawl.page.metadata import Metadata
from newscrawl.record import FieldEvidence, Origin, Rival
from newscrawl.sites.site import Site

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Page:
    """A document with what is read from it once: metadata, hints and text blocks.

    `fetched_at` is aware; relative dates are resolved against it.
    """

    document: Document
    metadata: Metadata
    hints: Hints
    blocks: Blocks
    site: Site | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A field's value with its evidence, and what it was read from.

    `elements` are elements or, where one holds more than the value, text blocks. The
    body leaves them out.
    """

    value: T
    evidence: FieldEvidence
    elements: tuple[HtmlElement | TextBlock, ...] = ()


def choose(
    value: V,
    origin: Origin | None,
    rule: str | None,
    confidence: float,
    *elements: HtmlElement | TextBlock,
    rivals: tuple[Rival, ...] = (),
) -> Choice[V]:
    """Return a choice with its evidence."""
    evidence = FieldEvidence(
        from_=origin, rule=rule, confidence=confidence, rivals=rivals
    )
    return Choice(value, evidence, elements)


def find_nothing(value: V, rivals: tuple[Rival, ...] = ()) -> Choice[V]:
    """Return the choice of a field that was sought and not found."""
    return choose(value, None, None, 0.0, rivals=rivals)
