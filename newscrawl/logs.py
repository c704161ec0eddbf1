"""What the log says of items: one line each, nothing of a page unescaped."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure

from newscrawl.items import ArticleItem, RefusedItem, escaped


class OneLineFormatter(LogFormatter):
    """Name an item by its address in place of all that it holds."""

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """Say which article was read."""
        return _line(logging.DEBUG, "Read %(item)s", item=_named(item))

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Say which page was dropped and why, at the level of the reason."""
        level = getattr(exception, "log_level", None) or "WARNING"
        number = logging.getLevelNamesMapping()[level]
        return _line(number, "Dropped %(exception)s", exception=str(exception))

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """Say on which article a pipeline broke."""
        return _line(logging.ERROR, "Lost %(item)s", item=_named(item))


def _line(level: int, message: str, **args: str) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": args}


def _named(item: Any) -> str:
    if isinstance(item, ArticleItem):
        return escaped(item.raw.url)
    if isinstance(item, RefusedItem):
        return escaped(item.url)
    return type(item).__name__
