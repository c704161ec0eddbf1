"""The dates that a page shows: lines, time elements, elements labelled a date.

Near the headline a date counts with or without a label before it; elsewhere only with
one, or where the element's own label says that it is a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from newscrawl.dates import Kind, Stamp, read_label, read_relative
from newscrawl.markup import Element
from newscrawl.page.dates.readings import Reader, Reading
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.page.tree.hints import label_roles, text_of
from newscrawl.page.tree.marks import Mark

_WEAK = frozenset(
    ("on", "date", "data", "vom", "datum", "fecha", "дата", "日期", "时间")
)
_MAX_LINE_CHARS = 240
_MAX_LINES = 300
_DIGIT = re.compile(r"\d")
_MAX_OUTSIDE = 80
_MAX_LEAD = 10
_MAX_RELATIVE = 60
_MAX_AROUND = 25
_MAX_PASSING = 3
_MIN_TITLE = 15
_MAX_LABEL_CHARS = 40
Lines = Callable[[Iterable[TextBlock]], Iterator[TextBlock]]
_BEFORE, _AFTER, _TRUSTED = 8, 20, 6


class ShownDates(Reader):
    """The readings of what one page shows."""

    def near(self) -> Iterator[Reading]:
        """Yield what short lines near the headline say."""
        for block in islice(self._near_blocks(_numbered), _MAX_LINES):
            if not self._is_title(block.text):
                yield from self._lines(block)

    def _near_blocks(self, lines: Lines) -> Iterator[TextBlock]:
        """Yield the blocks below the headline, then those above it, the nearest first.

        Without a headline, all that are not away. `lines` says which count.
        """
        texts = self.page.blocks.texts
        place = next((b.index for b in texts if b.element in self.title), None)
        near = texts
        if place is not None:
            above = texts[max(0, place - _BEFORE) : place]
            near = [*texts[place : place + _AFTER], *reversed(above)]
        for block in lines(near):
            if block.element in self.title:
                continue
            below = -1 if place is None else block.index - place
            if 0 <= below <= _TRUSTED or not self.page.hints.is_away(block.element):
                yield block

    def _is_title(self, text: str) -> bool:
        titles = self.page.metadata.titles
        return len(text) >= _MIN_TITLE and any(text in title for title in titles)

    def relative(self) -> Iterator[Reading]:
        """Yield what short lines near the headline tell from the time of the fetch."""
        zone = self.page.site.tz if self.page.site else None
        now = self.page.fetched_at.astimezone(zone) if zone else self.page.fetched_at
        for block in self._near_blocks(_short):
            text = block.text
            stamp = read_relative(text, now)
            if stamp is None or len(text) - (stamp.end - stamp.start) > _MAX_AROUND:
                continue
            label = read_label(text[: stamp.start])
            if not label and _is_passing(text, stamp):
                continue
            kind: Kind = label[0] if label else "published"
            words = label[1] if label else None
            yield Reading(stamp, text, kind, words, "text", "relative", 0.6, block)

    def _lines(self, block: TextBlock, *, labelled: bool = False) -> Iterator[Reading]:
        """Yield the dates of a line; `labelled` asks for a label before each."""
        text, element = block.text, block
        end = 0
        for stamp in self.stamps(text):
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

    def times(self) -> Iterator[Reading]:
        """Yield what time elements say."""
        for element in self.page.hints.of("time")[:20]:
            if self.page.hints.is_away(element):
                continue
            raw = element.get("datetime") or text_of(element, max_chars=100)
            names = f"{element.get('itemprop')} {element.get('class')}".lower()
            kind: Kind = "modified" if re.search("modif|updat", names) else "published"
            yield from self.one(raw, kind, "text", "time", 0.85, element)

    def labelled_elements(self, *, away: bool = False) -> Iterator[Reading]:
        """Yield what elements say that their labels call a date."""
        hints = self.page.hints
        for element in hints.of("date"):
            if hints.is_away(element) is not away or (away and _is_comment(element)):
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
            yield from self.one(raw, kind, "text", "labelled element", 0.7, element)

    def labelled_lines(self) -> Iterator[Reading]:
        """Yield what lines anywhere say that begin with a plain label."""
        for block in islice(_numbered(self.page.blocks.texts), _MAX_LINES):
            for reading in self._lines(block, labelled=True):
                begins = block.text.startswith(reading.raw)
                if begins and reading.label not in _WEAK:
                    yield reading


def _is_comment(element: Element) -> bool:
    """Say whether an element stands in a reader's comment, whose date is its own."""
    around = element.iterancestors("div", "li", "section", "article")
    return any(label_roles(e.get("class") or "")[0] & Mark.COMMENT for e in around)


def _is_passing(text: str, stamp: Stamp) -> bool:
    """Say whether a line only mentions a day: "Today's paper", German "hier"."""
    if _DIGIT.search(text, stamp.start, stamp.end):
        return False
    rest = text[: stamp.start] + text[stamp.end :]
    return sum(map(str.isalpha, rest)) > _MAX_PASSING


def _short(texts: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Yield the blocks short enough to be a line such as "2 hours ago"."""
    return (block for block in texts if len(block.text) <= _MAX_RELATIVE)


def _numbered(texts: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """Yield the short blocks that hold a digit: no other is a line with a date."""
    return (
        block
        for block in texts
        if len(block.text) <= _MAX_LINE_CHARS and _DIGIT.search(block.text)
    )
