"""Every date that a page states, the most trusted first.

The order: the site's rules; JSON-LD of the article; meta elements; lines near the
headline, by the label before the date; time elements; JSON-LD of the page; elements
that their labels call a date; labelled lines elsewhere; a key such as `published_at`
in a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from newscrawl.dates import Kind, read_label
from newscrawl.page.dates.readings import Reading
from newscrawl.page.dates.shown import ShownDates
from newscrawl.page.metadata import plain, types
from newscrawl.page.rules import select

_PUBLISHED_META = re.findall(
    r"\S+",
    "article:published_time article:published og:published_time datepublished"
    " og:article:published_time rnews:datepublished publishdate publish-date"
    " publish_date publication_date publicationdate pubdate date.published published"
    " published_at published-date originalpublicationdate parsely-pub-date"
    " sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime bt:pubdate"
    " dc.date.issued dcterms.issued dc.issued citation_publication_date citation_date"
    " shareaholic:article_published_time weibo:article:create_at article.published",
)
_DATE_META = re.findall(
    r"\S+",
    "dc.date dcterms.date dc.date.created dcterms.created dc.created date displaydate"
    " article_date_original datecreated creation_date created",
)
_MODIFIED_META = re.findall(
    r"\S+",
    "article:modified_time article:modified og:updated_time og:modified_time"
    " datemodified og:article:modified_time dcterms.modified dc.date.modified"
    " dc.modified lastmod last-modified last_modified modified updated revised"
    " weibo:article:update_at date.updated article.updated",
)
_JSON_LD: tuple[tuple[str, Kind], ...] = (
    ("datePublished", "published"),
    ("dateModified", "modified"),
    ("dateCreated", "published"),
)
_MAX_LINE_CHARS = 240
_MAX_SCRIPT_CHARS = 500_000
_PAGE_TYPES = frozenset(
    ("WebPage", "ItemPage", "VideoObject", "FAQPage", "CollectionPage")
)
_SCRIPT = re.compile(
    r"""["'](?:date_?published|published(?:_?(?:at|date|time|on))?|publi(?:sh|cation)"""
    r"""_?(?:date|time|at)|pub_?date|first_?published(?:_?(?:at|date))?|created_?at)["']"""
    r"""\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,25})["']""",
    re.IGNORECASE,
)


class StatedDates(ShownDates):
    """The readings of all that one page states."""

    def stated(self) -> Iterator[Reading]:
        """Yield what rules, metadata and the lines near the headline state."""
        yield from self._ruled()
        yield from self._of_json_ld(self.page.metadata.article, 0.95)
        yield from self._of_meta("published", _PUBLISHED_META)
        yield from self._of_meta("modified", _MODIFIED_META)
        yield from self.near()
        yield from self._of_meta("published", _DATE_META)
        yield from self.times()

    def elsewhere(self) -> Iterator[Reading]:
        """Yield what the rest of the page states, for want of better."""
        for item in self.page.metadata.json_ld:
            if not _PAGE_TYPES.isdisjoint(types(item)):
                yield from self._of_json_ld(item, 0.8)
        yield from self.labelled_elements()
        yield from self.labelled_lines()
        yield from self.relative()
        yield from self._of_scripts()
        yield from self.labelled_elements(away=True)
        described = self.page.metadata.first("description", "og:description") or ""
        if len(self.stamps(described)) == 1:
            yield from self.one(described, "published", "meta", "description", 0.3)

    def _ruled(self) -> Iterator[Reading]:
        if self.rules is None:
            return
        root = self.page.document.root
        listed: tuple[tuple[Kind, tuple[str, ...], str | None], ...] = (
            ("published", self.rules.published, self.rules.published_text),
            ("modified", self.rules.modified, self.rules.modified_text),
        )
        for kind, selectors, pattern in listed:
            for text, element, rule in select(root, selectors):
                yield from self.one(text, kind, "rule", rule, 0.98, element)
            if pattern:
                yield from self._by_pattern(kind, pattern)

    def _by_pattern(self, kind: Kind, pattern: str) -> Iterator[Reading]:
        for block in self.page.blocks.texts:
            if len(block.text) > _MAX_LINE_CHARS:
                continue
            if (m := re.search(pattern, block.text)) is None:
                continue
            label = read_label(block.text[: m.start(1)])
            words = label[1] if label else None
            for stamp in self.stamps(m[1])[:1]:
                rule = f"{kind}_text"
                yield Reading(stamp, m[0], kind, words, "rule", rule, 0.98, block)

    def _of_json_ld(self, item: object, confidence: float) -> Iterator[Reading]:
        for key, kind in _JSON_LD:
            raw = plain(item.get(key)) if hasattr(item, "get") else None
            if raw:
                yield from self.one(raw, kind, "json-ld", key, confidence)

    def _of_meta(self, kind: Kind, names: list[str]) -> Iterator[Reading]:
        meta = self.page.metadata.meta
        for name in names:
            for raw in meta.get(name, ())[:3]:
                yield from self.one(raw, kind, "meta", name, 0.9)

    def _of_scripts(self) -> Iterator[Reading]:
        left = _MAX_SCRIPT_CHARS
        document = self.page.document
        kept = (script.text or "" for script in document.root.iter("script"))
        for text in chain(document.scripts, kept):
            left -= len(text)
            if left < 0:
                return
            if found := _SCRIPT.search(text):
                yield from self.one(found[1], "published", "meta", "script", 0.6)
