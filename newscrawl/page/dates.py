"""Finding when an article was published and when it was last changed.

Looked at, in this order: the site's rules; JSON-LD of the article; meta elements; time
elements and short lines near the headline, by the label before the date; the same
elsewhere on the page. Each reading is checked: placeholders, dates to come, and a
modification before the publication are put aside and said. A date in the page's address
is evidence, not a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.dates import Kind, Stamp, read_label, read_stamps, state
from newscrawl.page.blocks import TextBlock
from newscrawl.page.hints import text_of
from newscrawl.page.metadata import plain
from newscrawl.page.page import Choice, Page, choose, find_nothing
from newscrawl.page.rules import select
from newscrawl.record import DateStatement, Origin, Rival

_PUBLISHED_META = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "og:article:published_time",
    "rnews:datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "date.published",
    "published",
    "published_at",
    "published-date",
    "article_date_original",
    "originalpublicationdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "bt:pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dc.date.created",
    "dcterms.created",
    "dc.created",
    "datecreated",
    "citation_publication_date",
    "citation_date",
    "weibo:article:create_at",
    "dc.date",
    "dcterms.date",
    "date",
    "displaydate",
    "created",
    "article.published",
    "creation_date",
]
_MODIFIED_META = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "og:article:modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "dc.modified",
    "lastmod",
    "last-modified",
    "last_modified",
    "modified",
    "updated",
    "revised",
    "weibo:article:update_at",
    "date.updated",
    "article.updated",
]
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?([01]\d)[/_-]?([0-3]\d)(?!\d)")
_URL_LOOSE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")
_MONTH_FIRST = frozenset(("en-US", "fil", "tl", "es-PR", "en-PH"))
_DAY_FIRST_HOSTS = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ng|ke|gh|tz|pk|lk|bd|jm|tt|zw|sg)$"
)
_MAX_LINE_CHARS = 240
_BEFORE, _AFTER = 8, 20


@dataclass(frozen=True, slots=True)
class _Reading:
    """One date that the page states, and where."""

    stamp: Stamp
    raw: str
    kind: Kind
    label: str | None
    origin: Origin
    rule: str
    confidence: float
    element: HtmlElement | TextBlock | None = None
    wrong: str | None = None


def find_dates(
    page: Page, title: Iterable[HtmlElement] = (), language: str | None = None
) -> tuple[Choice[DateStatement | None], Choice[DateStatement | None]]:
    """Return the choices of `published` and of `modified`.

    `title` are the headline's elements: dates near them are the article's.
    """
    reader = _Reader(page, language)
    readings = [reader.checked(r) for r in reader.readings(set(title))]
    published = _first(readings, "published")
    modified = _first(readings, "modified")
    if published and modified and _is_before(modified.stamp, published.stamp):
        readings = [
            replace(r, wrong="before the publication") if r is modified else r
            for r in readings
        ]
        modified = None
    by_url = reader.url_date()
    rivals = [_rival(r) for r in readings if r not in (published, modified)]
    if by_url:
        rivals.append(
            Rival(
                value=by_url.isoformat(),
                from_="url",
                rule="address",
                why="an address is no statement",
            )
        )
    return (
        reader.choice(published, "published", readings, rivals),
        reader.choice(modified, "modified", readings, rivals),
    )


def _first(readings: list[_Reading], kind: Kind) -> _Reading | None:
    """Return the best reading of a kind, completed by a later one of the same day."""
    sound = [r for r in readings if r.kind == kind and r.wrong is None]
    return sound[0] if sound else None


def _is_before(stamp: Stamp, other: Stamp) -> bool:
    day, other_day = stamp.date, other.date
    if day is None or other_day is None:
        return False
    if abs((day - other_day).days) <= 1:
        if stamp.offset is None or other.offset is None or stamp.hour is None:
            return False
        return _moment(stamp) < _moment(other) - timedelta(minutes=1)
    return day < other_day


def _moment(stamp: Stamp) -> datetime:
    return datetime(
        stamp.year,
        stamp.month or 1,
        stamp.day or 1,
        stamp.hour or 0,
        stamp.minute or 0,
        stamp.second or 0,
        tzinfo=timezone(timedelta(minutes=stamp.offset or 0)),
    )


def _rival(reading: _Reading) -> Rival:
    stated = state(reading.stamp, reading.raw).stated
    return Rival(
        value=stated, from_=reading.origin, rule=reading.rule, why=reading.wrong
    )


class _Reader:
    """The readings of one page."""

    def __init__(self, page: Page, language: str | None) -> None:
        self.page = page
        self.language = language
        self.rules = page.site.article if page.site else None
        self.zone = page.site.tz if page.site else None
        self.day_first = _order(page, language)

    def readings(self, title: set[HtmlElement]) -> Iterator[_Reading]:
        """Yield every reading, the most trusted first."""
        yield from self._ruled()
        yield from self._of_json_ld()
        yield from self._of_meta()
        yield from self._visible(title)

    def checked(self, reading: _Reading) -> _Reading:
        """Mark a reading that cannot be the article's date, and why."""
        day = reading.stamp.date
        if day is None or reading.wrong:
            return reading
        latest = self.page.fetched_at.astimezone(UTC).date() + timedelta(1)
        if day > latest:
            other = reading.stamp.swapped() if reading.stamp.swappable else None
            if other and other.date and other.date <= latest:
                return replace(reading, stamp=other)
            return replace(reading, wrong="after the fetch")
        if day.year < 1990 or (day.year, day.month, day.day) == (1990, 1, 1):
            return replace(reading, wrong="a placeholder")
        return reading

    def choice(
        self,
        reading: _Reading | None,
        kind: Kind,
        readings: list[_Reading],
        rivals: list[Rival],
    ) -> Choice[DateStatement | None]:
        """Return the choice of a reading, with its rivals."""
        if reading is None:
            return find_nothing(None, tuple(rivals))
        same = [
            r
            for r in readings
            if r.element is not None and r.stamp.date == reading.stamp.date
        ]
        statement = state(
            _without_midnight(reading.stamp),
            reading.raw,
            kind=reading.label,
            zone=self.zone,
        )
        return choose(
            statement,
            reading.origin,
            reading.rule,
            reading.confidence,
            *(r.element for r in same if r.element is not None),
            rivals=tuple(rivals[:8]),
        )

    def url_date(self) -> date | None:
        """Return the day that the page's address names."""
        path = urlsplit(self.page.document.url).path
        m = _URL_DATE.search(path) or _URL_LOOSE.search(path)
        try:
            return date(int(m[1]), int(m[2]), int(m[3])) if m else None
        except ValueError:
            return None

    def _ruled(self) -> Iterator[_Reading]:
        if self.rules is None:
            return
        root = self.page.document.root
        listed: tuple[tuple[Kind, tuple[str, ...], str | None], ...] = (
            ("published", self.rules.published, self.rules.published_text),
            ("modified", self.rules.modified, self.rules.modified_text),
        )
        for kind, selectors, pattern in listed:
            for text, element, rule in select(root, selectors):
                yield from self._stated(text, kind, "rule", rule, 0.98, element)
            for block in self.page.blocks.texts if pattern else ():
                if len(block.text) > _MAX_LINE_CHARS:
                    continue
                m = re.search(pattern or "", block.text)
                if m is None:
                    continue
                for stamp in self._stamps(m[1])[:1]:
                    label = read_label(block.text[: m.start(1)])
                    words = label[1] if label else None
                    yield _Reading(
                        stamp,
                        m[0],
                        kind,
                        words,
                        "rule",
                        f"{kind}_text",
                        0.98,
                        block,
                    )

    def _of_json_ld(self) -> Iterator[_Reading]:
        article = self.page.metadata.article
        listed: tuple[tuple[str, Kind], ...] = (
            ("datePublished", "published"),
            ("dateModified", "modified"),
            ("dateCreated", "published"),
        )
        for key, kind in listed:
            if raw := plain(article.get(key)):
                yield from self._stated(raw, kind, "json-ld", key, 0.95)

    def _of_meta(self) -> Iterator[_Reading]:
        listed: tuple[tuple[Kind, list[str]], ...] = (
            ("published", _PUBLISHED_META),
            ("modified", _MODIFIED_META),
        )
        for kind, names in listed:
            for name in names:
                for raw in self.page.metadata.meta.get(name, ())[:3]:
                    yield from self._stated(raw, kind, "meta", name, 0.9)

    def _stated(
        self,
        raw: str,
        kind: Kind,
        origin: Origin,
        rule: str,
        confidence: float,
        element: HtmlElement | None = None,
    ) -> Iterator[_Reading]:
        """Yield the reading of a value that states one date."""
        stamp = read_machine(raw) or next(iter(self._stamps(raw)), None)
        if stamp:
            yield _Reading(stamp, raw, kind, kind, origin, rule, confidence, element)
        elif re.match(r"\s*0{1,4}\d-", raw):
            placeholder = Stamp(1, 1, 1)
            yield _Reading(
                placeholder, raw, kind, kind, origin, rule, 0.0, wrong="a placeholder"
            )

    def _stamps(self, text: str) -> list[Stamp]:
        return read_stamps(text, day_first=self.day_first, language=self.language)

    def _visible(self, title: set[HtmlElement]) -> Iterator[_Reading]:
        """Yield what short lines say, those near the headline first."""
        texts = self.page.blocks.texts
        place = next((b.index for b in texts if b.element in title), None)
        near: list[_Reading] = []
        start = 0 if place is None else max(0, place - _BEFORE)
        stop = len(texts) if place is None else place + _AFTER
        for block in texts[start:stop]:
            if place is None and self.page.hints.is_away(block.element):
                continue
            if len(block.text) <= _MAX_LINE_CHARS:
                near.extend(self._lines(block.text, block))
        near.extend(self._times())
        yield from near

    def _lines(self, text: str, element: TextBlock) -> Iterator[_Reading]:
        end = 0
        for stamp in self._stamps(text):
            label = read_label(text[end : stamp.start])
            outside = len(text) - (stamp.end - stamp.start)
            if label:
                kind, words, at = label
                raw = text[end + at : stamp.end]
                yield _Reading(stamp, raw, kind, words, "text", "label", 0.9, element)
            elif outside <= 80 and stamp.day:
                raw = text[stamp.start : stamp.end]
                rule, sure = "line", 0.8
                yield _Reading(
                    stamp, raw, "published", None, "text", rule, sure, element
                )
            end = stamp.end

    def _times(self) -> Iterator[_Reading]:
        for element in self.page.hints.of("time")[:20]:
            if self.page.hints.is_away(element):
                continue
            raw = element.get("datetime") or text_of(element, max_chars=100)
            names = f"{element.get('itemprop')} {element.get('class')}".lower()
            kind: Kind = "modified" if re.search("modif|updat", names) else "published"
            yield from self._stated(raw, kind, "text", "time", 0.85, element)


def read_machine(raw: str) -> Stamp | None:
    """Read a date as machines write it: ISO 8601, RFC 5322, or seconds since 1970."""
    text = raw.strip()
    if text.isdigit() and len(text) in (10, 13) and not text.startswith(("19", "20")):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return _of_moment(moment, 0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _read_rfc5322(text)
    if len(text) <= 10:
        return Stamp(moment.year, moment.month, moment.day, end=len(raw))
    offset = moment.utcoffset()
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return _of_moment(moment, minutes)


def _read_rfc5322(text: str) -> Stamp | None:
    try:
        parts = parsedate_tz(text)
    except (ValueError, IndexError, TypeError):
        return None
    if not parts or not re.search(r"\d\d:\d\d", text):
        return None
    try:
        moment = datetime(*parts[:6])
    except ValueError:
        return None
    zoned = re.search(r"[+-]\d{4}|GMT|UTC|[ECMP][SD]T", text)
    offset = parts[9] // 60 if parts[9] is not None and zoned else None
    return _of_moment(moment, offset)


def _of_moment(moment: datetime, offset: int | None) -> Stamp:
    return Stamp(
        moment.year,
        moment.month,
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        offset,
    )


def _without_midnight(stamp: Stamp) -> Stamp:
    """Take a time of 00:00:00 for none: systems put it where only the day is known."""
    if stamp.second == 0 and stamp.hour == 0 and stamp.minute == 0:
        return replace(stamp, hour=None, minute=None, second=None)
    return stamp


def _order(page: Page, language: str | None) -> bool | None:
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
