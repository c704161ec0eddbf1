"""The article record, `article-1`: what is stored and published.

One frozen dataclass an object, in JSON's field order; docs/article-record.md tells the
meaning of each for a reader of the data. Names follow JSON Feed 1.1 and schema.org or
ninjs 3.1 where those have one. Every field is always present: null or empty when
unknown. `to_json` and `from_json` are the one way in and out, `json_schema` the JSON
Schema 2020-12 of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

SCHEMA = "https://newscrawl.example/schema/article-1.json"

ContentStatus = Literal["full", "partial", "teaser", "paywalled", "none"]
Direction = Literal["ltr", "rtl"]
Origin = Literal["rule", "json-ld", "meta", "text", "url", "listing", "feed", "site"]
Precision = Literal["year", "month", "day", "hour", "minute", "second"]
Status = Literal["usable", "gone", "withheld"]
ZoneOrigin = Literal["page", "site", "assumed"]

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The site an article was found on; `region` is ISO 3166-2 where there is one."""

    id: str
    name: str
    url: str
    region: str | None = None
    country: str | None = None


@_closed
@dataclass(frozen=True, slots=True)
class Link:
    """A name with an address, absolute, where it has one: a breadcrumb."""

    name: str
    url: str | None = None


@_closed
@dataclass(frozen=True, slots=True)
class Person:
    """An author, `url` their page."""

    name: str
    url: str | None = None


@_closed
@dataclass(frozen=True, slots=True)
class Place:
    """A place the page states; `iso3166_2` where it is a country's subdivision."""

    name: str
    iso3166_2: str | None = None


@_closed
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str
    type: Literal["paragraph"] = "paragraph"


@_closed
@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-heading; `level` 2 to 6."""

    text: str
    level: Annotated[int, Field(ge=2, le=6)] = 2
    type: Literal["heading"] = "heading"


@_closed
@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, one text an item."""

    items: tuple[str, ...]
    ordered: bool = False
    type: Literal["list"] = "list"


@_closed
@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    text: str
    type: Literal["quote"] = "quote"


@_closed
@dataclass(frozen=True, slots=True)
class ImageBlock:
    """The place of `images[image]` in the text."""

    image: Annotated[int, Field(ge=0)]
    type: Literal["image"] = "image"


@_closed
@dataclass(frozen=True, slots=True)
class Table:
    """A table of data, rows of cells."""

    rows: tuple[tuple[str, ...], ...]
    type: Literal["table"] = "table"


@_closed
@dataclass(frozen=True, slots=True)
class Embed:
    """Foreign content shown inside the text: a video, a social message."""

    url: str
    text: str | None = None
    type: Literal["embed"] = "embed"


Block = Annotated[
    Paragraph | Heading | ListBlock | Quote | ImageBlock | Table | Embed,
    Field(discriminator="type"),
]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A photo of the article.

    `width` and `height` are pixels as the page states them. `caption` is without the
    credit; `credit` without brackets or "Photo/" ("Baotou news network").
    """

    url: str
    width: int | None = None
    height: int | None = None
    mime_type: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class DateStatement:
    """A date as far as the page says it.

    `stated` is a W3C date cut at `precision` (`2024-03-25`), local to the page; `at`
    RFC 3339 with offset, only when known to the minute; `raw` the page's own words;
    `kind` the page's label (updated, posted…).
    """

    at: str | None
    stated: str
    precision: Precision
    raw: str
    zone_from: ZoneOrigin | None = None
    kind: str | None = None


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A candidate value that was seen and not chosen, and why."""

    value: str
    from_: Annotated[Origin, Field(alias="from")]
    rule: str
    why: str | None = None


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """Where a field's value came from; `from` is null where no value was chosen.

    `confidence` is the share of such values found right, 0.0 to 1.0.
    """

    from_: Annotated[Origin | None, Field(alias="from")]
    rule: str | None
    confidence: float
    rivals: tuple[Rival, ...] = ()


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The evidence: extractor and version, one entry a field that has a value or a rival."""

    extractor: str
    encoding: str
    replaced_characters: int
    fields: dict[str, FieldEvidence]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The response this version was read from; `at` RFC 3339 UTC.

    `archive` is the WARC record id where the response is kept.
    """

    at: str
    status: int
    final_url: str
    etag: str | None = None
    last_modified: str | None = None
    archive: str | None = None


def _is_empty(value: tuple[str, ...]) -> bool:
    return not value


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, as docs/article-record.md tells it field by field."""

    schema: str = SCHEMA
    id: str
    version: Annotated[int, Field(ge=1)] = 1
    url: str
    canonical_url: str | None = None
    alternate_urls: tuple[str, ...] = ()
    source: Source
    title: Annotated[str, Field(min_length=1)]
    kicker: str | None = None
    subtitle: str | None = None
    breadcrumbs: tuple[Link, ...] = ()
    section: str | None = None
    summary: str | None = None
    body: tuple[Block, ...] = ()
    content_text: str = ""
    content_html: str = ""
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
    date_published: str | None = None
    date_modified: str | None = None
    date: str
    first_seen: str
    last_seen: str
    last_changed: str
    language: str | None = None
    text_direction: Direction = "ltr"
    tags: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    status: Status = "usable"
    cluster_id: str | None = None
    duplicate_of: str | None = None
    duplicate_reason: str | None = None
    content_hash: str
    word_count: int | None = None
    char_count: int | None = None
    copyright_holder: str | None = None
    license: str | None = None
    extraction: Extraction
    fetch: Fetch
    x_refusals: Annotated[tuple[str, ...], Field(exclude_if=_is_empty)] = ()


@cache
def _adapter() -> TypeAdapter[Article]:
    return TypeAdapter(Article)


def to_json(article: Article) -> bytes:
    """Return the record as one line of UTF-8 JSON, without the line's end.

    The same article gives the same bytes on any machine.
    """
    return _adapter().dump_json(article, by_alias=True)


def from_json(line: bytes | str) -> Article:
    """Return the article that `to_json` wrote.

    Raises pydantic's ValidationError when the line is no record of this schema.
    """
    return _adapter().validate_json(line)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema 2020-12 of a record.

    Objects are closed but for keys that begin with `x_`.
    """
    schema = _adapter().json_schema(mode="serialization", by_alias=True)
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("additionalProperties") is False:
            part["properties"].pop("x_refusals", None)  # as the pattern says
            part["patternProperties"] = {"^x_": {}}
            part["required"] = list(part["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **schema,
    }
