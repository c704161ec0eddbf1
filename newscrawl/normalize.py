"""A raw article made into the record: composed characters, one day, text and HTML.

All text is put into NFC and freed of what no text may hold: controls but tab and line
feed, lone surrogates, noncharacters. The article's day is its publication date, else the one date
that its page states, else when it was first seen; a feed's publication date stands in
where the page states none, while a listing's date stays evidence, since listings show
updates as often. The HTML is built from the body's blocks with every text escaped, so
it needs no sanitiser.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html import escape
from operator import is_
from typing import Any, Protocol, TypeVar

from newscrawl import __version__
from newscrawl.page.article import RawArticle
from newscrawl.page.tree.blocks import dense_characters
from newscrawl.record import (
    Article,
    Block,
    DateStatement,
    Embed,
    Extraction,
    Fetch,
    FieldEvidence,
    Heading,
    Image,
    ImageBlock,
    ListBlock,
    Place,
    Quote,
    Rival,
    Source,
    Table,
)
from newscrawl.sites.site import Site

V = TypeVar("V")

# PostgreSQL takes no NUL, UTF-8 no surrogate, terminals and feed readers act on the rest.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_GRANT = re.compile(r"index|follow|all|archive|max-[\w-]+\s*:.*|tdm-reservation: 0")


class Found(Protocol):
    """What discovery says of the link that led to an article."""

    @property
    def origin(self) -> str:
        """The kind of source: listing, feed or sitemap."""

    @property
    def date(self) -> str | None:
        """The date shown beside the link, as shown."""

    @property
    def section(self) -> str | None:
        """The section of the source."""


def normalize(
    raw: RawArticle, *, site: Site, fetch: Fetch, found: Found | None = None
) -> Article:
    """Return the record of a raw article; `id` and `content_hash` are left empty."""
    raw, fetch = clean_text(raw), clean_text(fetch)
    evidence = dict(raw.evidence)
    if found is not None and found.date:
        _add_rival(evidence, clean_text(found.date), found.origin)
    section = raw.section or clean_text(found.section if found else None)
    text = content_text(raw.body)
    words, characters = _counts(text)
    others = (*raw.alternate_urls, fetch.final_url)
    return Article(
        id="",
        content_hash="",
        url=raw.url,
        canonical_url=raw.canonical_url,
        alternate_urls=_each_once(url for url in others if url != raw.url),
        source=source_of(site),
        title=raw.title,
        kicker=raw.kicker,
        subtitle=raw.subtitle,
        breadcrumbs=raw.breadcrumbs,
        section=section,
        summary=raw.summary,
        body=raw.body,
        content_text=text,
        content_html=content_html(raw.body, raw.images),
        images=raw.images,
        content_status=raw.content_status,
        is_accessible_for_free=raw.is_accessible_for_free,
        authors=raw.authors,
        byline=raw.byline,
        editor=raw.editor,
        agency=raw.agency,
        dateline=raw.dateline,
        published=raw.published,
        modified=raw.modified,
        date_published=raw.published.at if raw.published else None,
        date_modified=raw.modified.at if raw.modified else None,
        date=choose_date(raw.published, raw.modified, fetch.at),
        first_seen=fetch.at,
        last_seen=fetch.at,
        last_changed=fetch.at,
        language=raw.language or site.language,
        text_direction=raw.text_direction,
        tags=_each_once(raw.tags),
        places=_places(raw, site),
        word_count=words,
        char_count=characters,
        copyright_holder=raw.copyright_holder,
        license=raw.license,
        extraction=Extraction(
            extractor=f"newscrawl {__version__}",
            encoding=raw.encoding,
            replaced_characters=raw.replaced_characters,
            fields={k: v for k, v in evidence.items() if v.from_ or v.rivals},
        ),
        fetch=fetch,
        x_refusals=_refusals(raw.robots),
    )


def _refusals(directives: Iterable[str]) -> tuple[str, ...]:
    """Return the directives to robots that refuse something, as stated."""
    return _each_once(one for one in directives if not _GRANT.fullmatch(one))


def source_of(site: Site) -> Source:
    """Return the record's source of a site."""
    return Source(
        id=site.name,
        name=site.title,
        url=site.url,
        region=site.region,
        country=site.country,
    )


def choose_date(
    published: DateStatement | None, modified: DateStatement | None, first_seen: str
) -> str:
    """Return the article's day for order and display, a W3C date."""
    for statement in (published, modified):
        if statement is not None:
            return statement.at or statement.stated
    return first_seen


def content_text(body: Iterable[Block]) -> str:
    """Return the body as plain text, blocks parted by a blank line, no captions."""
    return "\n\n".join(filter(None, map(_block_text, body)))


def _block_text(block: Block) -> str:
    match block:
        case ListBlock(items=items):
            return "\n".join(items)
        case Table(rows=rows):
            return "\n".join("\t".join(row) for row in rows)
        case ImageBlock():
            return ""
        case Embed(text=text):
            return text or ""
        case _:
            return block.text


def content_html(body: Iterable[Block], images: tuple[Image, ...]) -> str:
    """Return the body as HTML; only http(s) addresses become links or images."""
    return "\n".join(filter(None, (_block_html(block, images) for block in body)))


def _block_html(block: Block, images: tuple[Image, ...]) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case ListBlock(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            lines = "".join(f"<li>{escape(item)}</li>" for item in items)
            return f"<{tag}>{lines}</{tag}>"
        case Quote(text=text):
            return f"<blockquote><p>{escape(text)}</p></blockquote>"
        case Table(rows=rows):
            return f"<table>{''.join(map(_row_html, rows))}</table>"
        case ImageBlock(image=number):
            return image_html(images[number]) if number < len(images) else ""
        case Embed(url=url, text=text):
            return f"<p>{_link_html(url, text or url)}</p>"
        case _:
            return f"<p>{escape(block.text)}</p>"


def _row_html(row: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"


def _link_html(url: str, text: str) -> str:
    if not url.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def image_html(image: Image) -> str:
    """Return a photo with its caption and credit as HTML, "" without an address."""
    if not image.url.startswith(("https://", "http://")):
        return ""
    size = "".join(
        f' {name}="{value}"'
        for name, value in (("width", image.width), ("height", image.height))
        if value
    )
    alt = escape(image.alt or "")
    credit = f"({image.credit})" if image.credit else None
    caption = " ".join(filter(None, (image.caption, credit)))
    shown = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(image.url)}" alt="{alt}"{size}>{shown}</figure>'


def _counts(text: str) -> tuple[int | None, int | None]:
    """Return words, or for text mostly in a script without spaces, characters."""
    if not text:
        return 0, None
    dense = 0 if text.isascii() else dense_characters(text)
    if dense:
        characters = len(text) - sum(map(text.count, (" ", "\n", "\t")))
        if dense * 2 > characters:
            return None, characters
    return len(text.split()) + dense // 2, None


def _places(raw: RawArticle, site: Site) -> tuple[Place, ...]:
    if site.place and all(place.name != site.place for place in raw.places):
        return (*raw.places, Place(site.place, site.region))
    return raw.places


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _add_rival(evidence: dict[str, FieldEvidence], date: str, source: str) -> None:
    """Keep the date shown beside the link as evidence of the publication date."""
    origin: Any = source if source in ("listing", "feed") else "listing"
    rival = Rival(value=date, from_=origin, rule="date beside the link")
    known = evidence.get("published") or FieldEvidence(
        from_=None, rule=None, confidence=0.0
    )
    evidence["published"] = replace(known, rivals=(*known.rivals, rival))


def clean_text(value: V) -> V:
    """Return a value with every text in it in NFC and without forbidden characters."""
    result: Any = value
    if isinstance(value, str):
        result = _clean(value)
    elif isinstance(value, tuple):
        parts = tuple(map(clean_text, value))
        result = value if all(map(is_, parts, value)) else parts
    elif isinstance(value, dict):
        result = {key: clean_text(part) for key, part in value.items()}
    elif names := _names(result.__class__):
        changed = {}
        for name in names:
            part = getattr(result, name)
            if not part or (part.__class__ is str and _is_plain(part)):
                continue
            cleaned = clean_text(part)
            if cleaned is not part:
                changed[name] = cleaned
        result = replace(result, **changed) if changed else value
    return result  # type: ignore[no-any-return]


def _is_plain(text: str) -> bool:
    """Say whether a text is one that stays as it is, as most are."""
    return text.isascii() and text.isprintable()


def _clean(text: str) -> str:
    if not text.isprintable() and _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub(_meant, text.replace("\r\n", "\n")).strip()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text


def _meant(found: re.Match[str]) -> str:
    """Return what a forbidden character stands for, mostly nothing.

    C1 controls are the windows-1252 characters that HTML takes their numbers for.
    Source: HTML Standard, section 13.2.5.80, numeric character reference end state.
    """
    character = found.group()
    if character in "\x0b\x0c\x1c\x1d\x1e\x1f":
        return " "
    if character == "\r":
        return "\n"
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", "ignore")
    return ""


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of a dataclass' fields, none for another class."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
