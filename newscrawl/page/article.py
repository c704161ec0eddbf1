"""What a page gives: a raw article with its evidence, or the reason it is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from newscrawl.record import (
    Block,
    ContentStatus,
    DateStatement,
    FieldEvidence,
    Image,
    Link,
    Person,
    Place,
)

Reason = Literal[
    "bot-check",
    "consent-wall",
    "empty",
    "error-page",
    "listing",
    "login",
    "no-text",
    "no-title",
    "not-html",
    "too-deep",
    "video-only",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that is no article: the reason, and in words what was seen."""

    url: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """The fields as the page spells them, cleaned of markup, with evidence a field.

    Addresses are absolute. `continued` are the further pages of the same article, in
    order; `robots` the page's directives to robots as stated; `evidence` is keyed by
    the record's field names. `encoding` is the WHATWG name the bytes were read with.
    """

    url: str
    title: str
    encoding: str
    replaced_characters: int
    canonical_url: str | None = None
    alternate_urls: tuple[str, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    breadcrumbs: tuple[Link, ...] = ()
    section: str | None = None
    summary: str | None = None
    body: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    content_status: ContentStatus = "full"
    is_accessible_for_free: bool | None = None
    authors: tuple[Person, ...] = ()
    byline: str | None = None
    editor: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: DateStatement | None = None
    modified: DateStatement | None = None
    language: str | None = None
    text_direction: Literal["ltr", "rtl"] = "ltr"
    tags: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    copyright_holder: str | None = None
    license: str | None = None
    continued: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    evidence: Mapping[str, FieldEvidence] = field(default_factory=dict)
