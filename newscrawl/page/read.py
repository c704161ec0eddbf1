"""A document read into a raw article, or into the reason it is none.

The order: metadata, hints and blocks once; the fields that stand apart (title, byline,
dates, breadcrumbs, tags), whose elements leave the body; pictures with their captions;
the body; then what the page is and how much of the article it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newscrawl.markup import Document
from newscrawl.page.article import RawArticle, Refusal
from newscrawl.page.confidence import calibrated
from newscrawl.page.dates.choice import find_dates
from newscrawl.page.facts import addresses, rights
from newscrawl.page.facts.language import find_language, find_text_direction
from newscrawl.page.facts.paging import find_continued
from newscrawl.page.facts.tags import find_tags
from newscrawl.page.heads import standfirsts
from newscrawl.page.heads.breadcrumbs import find_breadcrumbs, find_section
from newscrawl.page.heads.titles import find_title
from newscrawl.page.memory.remembered import (
    OUT_OF_LINE,
    find_remembered,
    recollect,
    without_repeated,
)
from newscrawl.page.memory.site_memory import SiteMemory
from newscrawl.page.metadata import read_metadata
from newscrawl.page.names import agencies, bylines
from newscrawl.page.page import Choice, Page
from newscrawl.page.pictures.images import Picture, choose_images, find_pictures
from newscrawl.page.text.body import Body, find_body
from newscrawl.page.text.compose import compose
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.walk import read_tree
from newscrawl.page.verdict.status import (
    content_status,
    find_refusal,
    is_cut_by_paywall,
)
from newscrawl.sites.site import Site


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as it was read: the article or refusal, and what that was made from.

    `pictures` are the article's own; a refusal leaves them out.
    """

    article: RawArticle | Refusal
    page: Page
    fields: Mapping[str, Choice[Any]]
    body: Body
    pictures: Sequence[Picture] = ()


def read_page(
    document: Document,
    *,
    site: Site | None = None,
    fetched_at: datetime,
) -> Page:
    """Read what all finders read: metadata, hints and blocks.

    Metadata come first, a short way through a tree just made: after the long one
    through the blocks its nodes have left the processor's cache.
    """
    metadata = read_metadata(document)
    blocks, hints = read_tree(document.root)
    return Page(document, metadata, hints, blocks, site, fetched_at)


def find_fields(page: Page) -> dict[str, Choice[Any]]:
    """Find every field but body and images, keyed by the record's names."""
    breadcrumbs = find_breadcrumbs(page)
    language = find_language(page)
    title = find_title(page)
    heads = [part for part in title.elements if not isinstance(part, TextBlock)]
    published, modified = find_dates(page, heads, language.value)
    authors, byline = bylines.find_authors(page, heads)
    kicker = standfirsts.find_kicker(page, heads)
    return {
        "title": title,
        "kicker": kicker,
        "subtitle": standfirsts.find_subtitle(page, heads, kicker.value),
        "summary": standfirsts.find_summary(page, heads),
        "breadcrumbs": breadcrumbs,
        "section": find_section(page, breadcrumbs.value),
        "authors": authors,
        "byline": byline,
        "editor": bylines.find_editor(page),
        "published": published,
        "modified": modified,
        "language": language,
        "text_direction": find_text_direction(page, language.value),
        "tags": find_tags(page),
        "copyright_holder": rights.find_copyright_holder(page),
        "license": rights.find_license(page),
        "is_accessible_for_free": rights.find_is_accessible_for_free(page),
        "canonical_url": addresses.find_canonical_url(page),
        "alternate_urls": addresses.find_alternate_urls(page),
        "robots": addresses.find_robots(page),
    }


def read_article(
    document: Document,
    *,
    site: Site | None = None,
    fetched_at: datetime,
    memory: SiteMemory | None = None,
) -> RawArticle | Refusal:
    """Read one article page; `fetched_at` is what relative dates count from.

    `memory` is what the site's other pages taught. Any document gives an article or a
    typed refusal.
    """
    return read_closely(
        document, site=site, fetched_at=fetched_at, memory=memory
    ).article


def read_closely(
    document: Document,
    *,
    site: Site | None = None,
    fetched_at: datetime,
    memory: SiteMemory | None = None,
) -> Reading:
    """Read one article page as `read_article` does, for learning from it as well.

    A ripe memory leads straight to the article; where what it leads to is missing or
    out of line with the site's other articles, the page is read as that of any site.
    """
    why = ""
    if memory is not None and memory.is_ripe:
        found = _read_remembered(document, site, fetched_at, memory)
        if isinstance(found, Reading):
            return found
        why = found
    page = read_page(document, site=site, fetched_at=fetched_at)
    fields = find_fields(page)
    pictures = find_pictures(page)
    body = find_body(page, fields, pictures)
    if memory is not None:
        body = without_repeated(page, body, memory, why)
    return _finish(page, fields, pictures, body)


def _read_remembered(
    document: Document, site: Site | None, fetched_at: datetime, memory: SiteMemory
) -> Reading | str:
    """Read a page by what is remembered of its site; else return why not."""
    blocks, hints = read_tree(document.root, memory.idle_paths())
    found = recollect(blocks, memory)
    if isinstance(found, str):
        return found
    page = Page(document, read_metadata(document), hints, blocks, site, fetched_at)
    fields = find_fields(page)
    pictures = find_pictures(page)
    body = find_remembered(page, fields, pictures, found)
    if not memory.is_in_line(body.words):
        return OUT_OF_LINE
    return _finish(page, fields, pictures, body)


def _finish(
    page: Page, fields: dict[str, Choice[Any]], pictures: list[Picture], body: Body
) -> Reading:
    refusal = find_refusal(page, fields["title"].value, body)
    if refusal is not None:
        return Reading(refusal, page, fields, body)
    opening = body.blocks[0].text if body.blocks else None
    fields["agency"] = agencies.find_agency(page, fields["byline"].value, opening)
    fields["dateline"] = agencies.find_dateline(opening)
    images = _own_images(page, body, pictures)
    article = _assemble(page, fields, body, images)
    return Reading(article, page, fields, body, images.value)


def _own_images(
    page: Page, body: Body, pictures: list[Picture]
) -> Choice[list[Picture]]:
    blocks = body.blocks
    head = body.head
    first = min(blocks[0].index, head or blocks[0].index) if blocks else head
    last = blocks[-1].index if blocks else head
    return choose_images(page, pictures, first, last)


def _assemble(
    page: Page,
    fields: Mapping[str, Choice[Any]],
    body: Body,
    images: Choice[list[Picture]],
) -> RawArticle:
    rules = page.site.article if page.site else None
    evidence = {
        name: calibrated(name, choice.evidence) for name, choice in fields.items()
    }
    evidence["body"] = calibrated("body", body.evidence)
    evidence["images"] = images.evidence
    spots = [picture.spot for picture in images.value]
    return RawArticle(
        url=page.document.url,
        encoding=page.document.encoding,
        replaced_characters=page.document.replaced_characters,
        body=body.stated or compose(body.blocks, spots, page.blocks.frames),
        images=tuple(picture.image() for picture in images.value),
        content_status=content_status(
            body,
            fields["is_accessible_for_free"].value,
            is_cut=is_cut_by_paywall(page, body),
        ),
        continued=find_continued(page.document, page.metadata.linked, rules),
        evidence=evidence,
        **{name: choice.value for name, choice in fields.items()},
    )
