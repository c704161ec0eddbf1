"""One date that a page states, and what reading one needs to know of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.dates import Kind, Stamp, read_machine, read_stamps
from newscrawl.markup import Element
from newscrawl.page.page import Page
from newscrawl.page.tree.blocks import TextBlock
from newscrawl.record import Origin

_MONTH_FIRST = frozenset(("en-US", "fil", "tl", "es-PR", "en-PH"))
_DAY_FIRST_HOSTS = re.compile(
    r"\.(?:uk|ie|au|nz|in|za|ng|ke|gh|tz|pk|lk|bd|jm|tt|zw|sg)$"
)


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
    element: Element | TextBlock | None = None
    wrong: str | None = None


class Reader:
    """The reading of one page's dates; `title` are the headline's elements."""

    def __init__(self, page: Page, title: set[Element], language: str | None) -> None:
        self.page = page
        self.title = title
        self.language = language
        self.rules = page.site.article if page.site else None
        self.day_first = day_first(page, language)

    def one(
        self,
        raw: str,
        kind: Kind,
        origin: Origin,
        rule: str,
        confidence: float,
        element: Element | None = None,
    ) -> Iterator[Reading]:
        """Yield the reading of a value that states one date."""
        stamp = read_machine(raw) or next(iter(self.stamps(raw)), None)
        wrong = None
        if stamp is None and re.match(r"\s*0{1,4}\d-", raw):
            stamp, wrong = Stamp(1, 1, 1), "a placeholder"
        if stamp:
            yield Reading(
                stamp, raw, kind, kind, origin, rule, confidence, element, wrong
            )

    def stamps(self, text: str) -> list[Stamp]:
        """Return the dates in a text, day and month in the page's order."""
        return read_stamps(text, day_first=self.day_first, language=self.language)


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
