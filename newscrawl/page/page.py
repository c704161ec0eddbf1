"""What every finder reads, and what every finder gives.

The finders, each `find_X(page) -> Choice`, by module: heads.titles (`find_title`),
heads.standfirsts (`find_kicker`, `find_subtitle`, `find_summary`), heads.breadcrumbs
(`find_breadcrumbs`, `find_section`), names.bylines (`find_authors`, two choices:
authors and byline; `find_editor`), names.agencies (`find_agency`, `find_dateline`),
dates.choice (`find_dates`, two choices: published and modified), facts.language
(`find_language`, `find_text_direction`), facts.tags (`find_tags`), facts.rights
(`find_copyright_holder`, `find_license`, `find_is_accessible_for_free`),
facts.addresses (`find_canonical_url`, `find_alternate_urls`, `find_robots`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from newscrawl.markup import Document, Element
from newscrawl.page.metadata import Metadata
from newscrawl.page.tree.blocks import Blocks, TextBlock
from newscrawl.page.tree.hints import Hints
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
    elements: tuple[Element | TextBlock, ...] = ()


def choose(
    value: V,
    origin: Origin | None,
    rule: str | None,
    confidence: float,
    *elements: Element | TextBlock,
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
