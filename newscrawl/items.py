"""The items that spiders give and pipelines take, and the reasons for dropping one."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from scrapy.exceptions import DropItem

from newscrawl.discover import FoundLink
from newscrawl.page import RawArticle
from newscrawl.record import Article, Fetch
from newscrawl.sites import Site
from newscrawl.store import Lesson, PageState

# Pages that are no articles and do not pretend to be, or may not be asked for: nothing
# is broken.
_EXPECTED: Final = frozenset(
    {
        "address",
        "gone",
        "http-404",
        "http-410",
        "listing",
        "no-text",
        "not-html",
        "robots",
        "store-error",
        "video-only",
        "waiting",
    }
)


@dataclass(slots=True, kw_only=True)
class ArticleItem:
    """An article page: the raw article, how it was fetched, what led to it.

    `body_hash` is of the page's bytes; `asked` the address that was asked for, before
    any redirect; `look` what the store knew of the page, `is_lied_about` says that a
    304 for it was false; `source` is what led to it; `lesson` is what the page taught
    of its site. The pipelines fill in `article`, then `addresses`, the keys the store
    knows it by.
    """

    site: Site
    raw: RawArticle
    fetch: Fetch
    body_hash: str
    asked: str = ""
    look: PageState | None = None
    is_lied_about: bool = False
    found: FoundLink | None = None
    source: str | None = None
    lesson: Lesson | None = None
    article: Article | None = None
    addresses: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class RefusedItem:
    """A page that was expected to be an article page and is none, with the reason."""

    site: Site
    url: str
    status: int
    fetched_at: str
    reason: str
    detail: str
    look: PageState | None = None
    found: FoundLink | None = None
    source: str | None = None


class NoArticle(DropItem):
    """The page is no article; `reason` is one word, the message tells it in full.

    What a page says stands in the message with its control characters escaped.
    """

    def __init__(self, url: str, reason: str, detail: str) -> None:
        self.url = url
        self.reason = reason
        expected = reason in _EXPECTED
        level = logging.getLevelName(logging.DEBUG if expected else logging.WARNING)
        super().__init__(f"{url}: {reason}: {escaped(detail)}", log_level=level)


def escaped(text: str) -> str:
    """Return text from a page as a log may say it: one line, no control characters."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text[:300])
