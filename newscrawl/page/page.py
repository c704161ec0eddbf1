"""What every finder reads, and what every finder gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from lxml.html import HtmlElement

from newscrawl.markup import Document
from newscrawl.page.blocks import TextBlock
from newscrawl.page.metadata import Metadata
from newscrawl.record import FieldEvidence
from newscrawl.sites.site import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """A document with what is read from it once: metadata and text blocks.

    `fetched_at` is aware; relative dates are resolved against it.
    """

    document: Document
    metadata: Metadata
    blocks: tuple[TextBlock, ...]
    site: Site | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A field's value with its evidence, and the elements it was read from.

    The body leaves those elements out.
    """

    value: T
    evidence: FieldEvidence
    elements: tuple[HtmlElement, ...] = ()
