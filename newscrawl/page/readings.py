"""Every date that a page states, the most trusted first.

The order: the site's rules; JSON-LD of the article; meta elements; lines near the
headline, by the label before the date; time elements; JSON-LD of the page; elements
that their labels call a date; labelled lines elsewhere; a key such as `published_at`
in a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.dates import (
    Kind,
    Stamp,
    read_label,
    read_machine,
    read_relative,
    read_stamps,
)
from newscrawl.page.blocks import TextBlock
from newscrawl.page.hints import text_of
from newscrawl.page.metadata import plain, types
from newscrawl.page.page import Page
from newscrawl.page.rules import select
from newscrawl.record import Origin

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
_PAGE_TYPES = frozenset(
    ("WebPage", "ItemPage", "VideoObject", "FAQPage", "CollectionPage")
)
_SCRIPT = re.compile(
    r"""["'](?:date_?published|published(?:_?(?:at|date|time|on))?|publi(?:sh|cation)"""
    r"""_?(?:date|time|at)|pub_?date|first_?published(?:_?(?:at|date))?|created_?at)["']"""
    r"""\s*:\s*["'](\d{4}-\d\d-\d\d[^"']{0,25})["']""",
    re.IGNORECASE,
)
_WEAK = frozenset(
    ("on", "date", "data", "vom", "datum", "fecha", "дата", "日期", "时间")
)
_MONTH_FIRST = frozenset(("en-US", "fil", "tl", "es-PR", "en-PH"))
_DAY_FIRST_HOSTS = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ng|ke|gh|tz|pk|lk|bd|jm|tt|zw|sg)$"
)
_MAX_LINE_CHARS = 240
_MAX_LINES = 300
_DIGIT = re.compile(r"\d")
_MAX_OUTSIDE = 80
_MAX_LEAD = 10
_MAX_RELATIVE = 60
_MAX_AROUND = 25
_MIN_TITLE = 15
_MAX_LABEL_CHARS = 40
_MAX_SCRIPT_CHARS = 500_000
_BEFORE, _AFTER = 8, 20


@dataclass(frozen=True, slots=True)
class Reading:
    """One date that a page states, and where; `wrong` says why it cannot be."""

    stamp: Stamp
    raw: str
    kind: Kind
    label: str | None
    origin: Origin
    rule: str
    confidence: float
    element: HtmlElement | TextBlock | None = None
    wrong: str | None = None


class Reader:
    """The readings of one page; `title` are the headline's elements."""

    def __init__(
        self, page: Page, title: set[HtmlElement], language: str | None
    ) -> None:
        self.page = page
        self.title = title
        self.language = language
        self.rules = page.site.article if page.site else None
        self.day_first = day_first(page, language)

    def stated(self) -> Iterator[Reading]:
        """Yield what rules, metadata and the lines near the headline state."""
        yield from self._ruled()
        yield from self._of_json_ld(self.page.metadata.article, 0.95)
        yield from self._of_meta("published", _PUBLISHED_META)
        yield from self._of_meta("modified", _MODIFIED_META)
        yield from self._near()
        yield from self._of_meta("published", _DATE_META)
        yield from self._times()

    def elsewhere(self) -> Iterator[Reading]:
        """Yield what the rest of the page states, for want of better."""
        for item in self.page.metadata.json_ld:
            if not _PAGE_TYPES.isdisjoint(types(item)):
                yield from self._of_json_ld(item, 0.8)
        yield from self._labelled_elements()
        yield from self._labelled_lines()
        yield from self._relative()
        yield from self._of_scripts()
        yield from self._labelled_elements(away=True)
        described = self.page.metadata.first("description", "og:description") or ""
        if len(self._stamps(described)) == 1:
            yield from self._one(described, "published", "meta", "description", 0.3)

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
                yield from self._one(text, kind, "rule", rule, 0.98, element)
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
            for stamp in self._stamps(m[1])[:1]:
                rule = f"{kind}_text"
                yield Reading(stamp, m[0], kind, words, "rule", rule, 0.98, block)

    def _of_json_ld(self, item: object, confidence: float) -> Iterator[Reading]:
        for key, kind in _JSON_LD:
            raw = plain(item.get(key)) if hasattr(item, "get") else None
            if raw:
                yield from self._one(raw, kind, "json-ld", key, confidence)

    def _of_meta(self, kind: Kind, names: list[str]) -> Iterator[Reading]:
        meta = self.page.metadata.meta
        for name in names:
            for raw in meta.get(name, ())[:3]:
                yield from self._one(raw, kind, "meta", name, 0.9)

    def _one(
        self,
        raw: str,
        kind: Kind,
        origin: Origin,
        rule: str,
        confidence: float,
        element: HtmlElement | None = None,
    ) -> Iterator[Reading]:
        """Yield the reading of a value that states one date."""
        stamp = read_machine(raw) or next(iter(self._stamps(raw)), None)
        wrong = None
        if stamp is None and re.match(r"\s*0{1,4}\d-", raw):
            stamp, wrong = Stamp(1, 1, 1), "a placeholder"
        if stamp:
            yield Reading(
                stamp, raw, kind, kind, origin, rule, confidence, element, wrong
            )

    def _stamps(self, text: str) -> list[Stamp]:
        return read_stamps(text, day_first=self.day_first, language=self.language)

    def _near(self) -> Iterator[Reading]:
        """Yield what short lines near the headline say."""
        for block in islice(_numbered(self._near_blocks()), _MAX_LINES):
            if len(block.text) <= _MAX_LINE_CHARS and not self._is_title(block.text):
                yield from self._lines(block)

    def _near_blocks(self) -> Iterator[TextBlock]:
        """Yield the blocks around the headline; without one, all that are not away."""
        texts = self.page.blocks.texts
        place = next((b.index for b in texts if b.element in self.title), None)
        start = 0 if place is None else max(0, place - _BEFORE)
        stop = len(texts) if place is None else place + _AFTER
        for block in texts[start:stop]:
            if block.element in self.title:
                continue
            if place is not None or not self.page.hints.is_away(block.element):
                yield block

    def _is_title(self, text: str) -> bool:
        titles = self.page.metadata.titles
        return len(text) >= _MIN_TITLE and any(text in title for title in titles)

    def _relative(self) -> Iterator[Reading]:
        """Yield what short lines near the headline tell from the time of the fetch."""
        zone = self.page.site.tz if self.page.site else None
        now = self.page.fetched_at.astimezone(zone) if zone else self.page.fetched_at
        for block in self._near_blocks():
            text = block.text
            stamp = read_relative(text, now) if len(text) <= _MAX_RELATIVE else None
            if stamp is None or len(text) - (stamp.end - stamp.start) > _MAX_AROUND:
                continue
            label = read_label(text[: stamp.start])
            kind: Kind = label[0] if label else "published"
            words = label[1] if label else None
            yield Reading(stamp, text, kind, words, "text", "relative", 0.6, block)

    def _lines(self, block: TextBlock, *, labelled: bool = False) -> Iterator[Reading]:
        """Yield the dates of a line; `labelled` asks for a label before each."""
        text, element = block.text, block
        end = 0
        for stamp in self._stamps(text):
            label = read_label(text[end : stamp.start]) or self._label_before(
                block, stamp
            )
            outside = len(text) - (stamp.end - stamp.start)
            if label and (outside <= _MAX_OUTSIDE or label[2] <= _MAX_LEAD):
                kind, words, at = label
                raw = text[end + at : stamp.end]
                yield Reading(stamp, raw, kind, words, "text", "label", 0.9, element)
            elif not labelled and outside <= _MAX_OUTSIDE and stamp.day:
                raw = text[stamp.start : stamp.end]
                yield Reading(
                    stamp, raw, "published", None, "text", "line", 0.8, element
                )
            end = stamp.end

    def _label_before(
        self, block: TextBlock, stamp: Stamp
    ) -> tuple[Kind, str, int] | None:
        """Return the label that stands as a line of its own before a date."""
        if stamp.start > 1 or block.index == 0:
            return None
        before = self.page.blocks.texts[block.index - 1].text
        found = read_label(before) if len(before) <= _MAX_LABEL_CHARS else None
        return (found[0], found[1], stamp.start) if found else None

    def _times(self) -> Iterator[Reading]:
        for element in self.page.hints.of("time")[:20]:
            if self.page.hints.is_away(element):
                continue
            raw = element.get("datetime") or text_of(element, max_chars=100)
            names = f"{element.get('itemprop')} {element.get('class')}".lower()
            kind: Kind = "modified" if re.search("modif|updat", names) else "published"
            yield from self._one(raw, kind, "text", "time", 0.85, element)

    def _labelled_elements(self, *, away: bool = False) -> Iterator[Reading]:
        """Yield what elements say that their labels call a date."""
        hints = self.page.hints
        for element in hints.of("date"):
            if hints.is_away(element) is not away:
                continue
            raw = (
                text_of(element, max_chars=120, spaced=True)
                or element.get("title")
                or ""
            )
            if len(raw) > 100 or not any(c.isdigit() for c in raw):
                continue
            label = f"{element.get('class')} {element.get('itemprop')}".lower()
            kind: Kind = "modified" if re.search("modif|updat", label) else "published"
            yield from self._one(raw, kind, "text", "labelled element", 0.7, element)

    def _labelled_lines(self) -> Iterator[Reading]:
        for block in islice(_numbered(self.page.blocks.texts), _MAX_LINES):
            if len(block.text) <= _MAX_LINE_CHARS:
                for reading in self._lines(block, labelled=True):
                    begins = block.text.startswith(reading.raw)
                    if begins and reading.label not in _WEAK:
                        yield reading

    def _of_scripts(self) -> Iterator[Reading]:
        left = _MAX_SCRIPT_CHARS
        document = self.page.document
        kept = (script.text or "" for script in document.root.iter("script"))
        for text in chain(document.scripts, kept):
            left -= len(text)
            if left < 0:
                return
            if found := _SCRIPT.search(text):
                yield from self._one(found[1], "published", "meta", "script", 0.6)


def _numbered(texts: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Yield the blocks that hold a digit: all others hold no date to read."""
    return (block for block in texts if _DIGIT.search(block.text))


def day_first(page: Page, language: str | None) -> bool | None:
    """Say whether `04/05/2024` is the fourth of May here; None where unknown."""
    if page.site and page.site.article.day_first is not None:
        return page.site.article.day_first
    if language in _MONTH_FIRST:
        return False
    if language and not language.startswith("en"):
        return True
    if language and "-" in language and language != "en-US":
        return True
    host = urlsplit(page.document.url).hostname or ""
    if _DAY_FIRST_HOSTS.search(host):
        return True
    return False if language == "en" else None
