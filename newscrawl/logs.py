"""What the log says of items: one line each, nothing of a page unescaped.

With NEWSCRAWL_LOG_FORMAT `json`, each line of the log is an object: `time` (RFC 3339
UTC), `level`, `logger`, `site` and `url` (null where there is none), `message`, and
`trace` where an error has one.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import Settings
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


class JsonFormatter(logging.Formatter):
    """A line of the log as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        spider = getattr(record, "spider", None)
        at = datetime.fromtimestamp(record.created, UTC)
        said = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "site": getattr(spider, "name", None),
            "url": _url(record),
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=True)


def begin_log(settings: Settings) -> None:
    """Begin the log of a process that crawls nothing itself, in the format asked for."""
    install_log(settings)
    logging.basicConfig(level=settings.get("LOG_LEVEL"), format=settings["LOG_FORMAT"])


def install_log(settings: Settings) -> None:
    """Install a JSON handler where NEWSCRAWL_LOG_FORMAT asks for it, else none.

    Before the crawler process is made, which then installs none of its own: Scrapy
    would put its own format in the place of another with each crawl.
    """
    if settings.get("NEWSCRAWL_LOG_FORMAT") != "json":
        return
    settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.setLevel(settings.get("LOG_LEVEL"))
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)


def _url(record: logging.LogRecord) -> str | None:
    """Return the address that a record is about: the first among its arguments."""
    args = record.args or ()
    given = args.values() if isinstance(args, dict) else args
    for one in given:
        text = getattr(one, "url", one)
        if isinstance(text, str) and text.startswith(("http://", "https://")):
            return text.split()[0]
    return None


def _line(level: int, message: str, **args: str) -> LogFormatterResult:
    return {"level": level, "msg": message, "args": args}


def _named(item: Any) -> str:
    if isinstance(item, ArticleItem):
        return escaped(item.raw.url)
    if isinstance(item, RefusedItem):
        return escaped(item.url)
    return type(item).__name__
