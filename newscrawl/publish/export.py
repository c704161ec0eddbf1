"""Exports of what changed, streamed from the store in flat memory.

Each article that changed after an event, once, as it is now, in the order of its last
change; one merged into another is left out. `jsonl` is the record; `csv` and `parquet`
its plain fields; `ninjs` an object of IPTC's ninjs 3.1 a line; `rss` RSS 2.0 of the
usable ones, summaries only, for what reads nothing newer.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from itertools import islice
from typing import IO, Any

from newscrawl.errors import ConfigError
from newscrawl.publish import entry as shown
from newscrawl.publish.ninjs import ninjs
from newscrawl.publish.text import line
from newscrawl.record import Article, from_json
from newscrawl.store import Store

COLUMNS = (
    "id",
    "version",
    "source",
    "region",
    "url",
    "canonical_url",
    "title",
    "section",
    "summary",
    "content_text",
    "byline",
    "agency",
    "date",
    "date_published",
    "date_modified",
    "first_seen",
    "last_changed",
    "language",
    "tags",
    "image",
    "status",
    "duplicate_of",
    "word_count",
)
_NUMBERS = frozenset({"version", "word_count"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ROWS = 1_000


def export(store: Store, since: int, form: str, out: IO[bytes]) -> int:
    """Write what changed after an event in one of `FORMS`; return how many articles.

    Raises ConfigError where a form needs a package that is not installed.
    """
    counted = _Counted(store.changed(since))
    FORMS[form](counted, out)
    return counted.count


class _Counted:
    """Records, counted as they pass."""

    def __init__(self, records: Iterable[str]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for record in self._records:
            self.count += 1
            yield record


def _jsonl(records: Iterable[str], out: IO[bytes]) -> None:
    for record in records:
        out.write(record.encode() + b"\n")


def _ninjs(records: Iterable[str], out: IO[bytes]) -> None:
    for record in records:
        text = json.dumps(ninjs(from_json(record)), ensure_ascii=False)
        out.write(text.encode() + b"\n")


def _csv(records: Iterable[str], out: IO[bytes]) -> None:
    """Write CSV (RFC 4180), UTF-8; no cell begins as a spreadsheet's formula does."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for record in records:
        row = _row(from_json(record))
        writer.writerow([_safe(row[name]) for name in COLUMNS])
        out.write(buffer.getvalue().encode())
        buffer.seek(0)
        buffer.truncate()
    out.write(buffer.getvalue().encode())


def _parquet(records: Iterable[str], out: IO[bytes]) -> None:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise ConfigError(
            "parquet needs pyarrow: pip install 'newscrawl[parquet]'"
        ) from error
    kinds = {True: pyarrow.int64(), False: pyarrow.string()}
    schema = pyarrow.schema([(name, kinds[name in _NUMBERS]) for name in COLUMNS])
    rows = (_row(from_json(record)) for record in records)
    with pyarrow.parquet.ParquetWriter(out, schema) as writer:
        while batch := list(islice(rows, _ROWS)):
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))


def _rss(records: Iterable[str], out: IO[bytes]) -> None:
    """Write RSS 2.0, https://www.rssboard.org/rss-specification."""
    out.write(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        b"<title>newscrawl</title><link>https://newscrawl.example/</link>\n"
        b"<description>What changed</description>\n"
    )
    for record in records:
        article = from_json(record)
        if article.status == "usable":
            out.write(_rss_item(article).encode())
    out.write(b"</channel></rss>\n")


def _rss_item(article: Article) -> str:
    address = shown.page(article)
    guid = f'<guid isPermaLink="false">{html.escape(article.id, quote=False)}</guid>'
    parts = ["<item>", _element("title", shown.title(article)), guid]
    if address:
        parts.append(_element("link", address))
    if summary := shown.summary(article):
        parts.append(_element("description", summary))
    parts += [_element("category", tag) for tag in shown.tags(article)]
    if instant := shown.published(article, None):
        moment = datetime.fromisoformat(instant)
        parts.append(_element("pubDate", format_datetime(moment)))
    return "".join([*parts, "</item>\n"])


def _element(name: str, text: str) -> str:
    return f"<{name}>{html.escape(text, quote=False)}</{name}>"


def _row(article: Article) -> dict[str, Any]:
    lead = shown.lead(article)
    special = {
        "source": article.source.id,
        "region": article.source.region,
        "tags": "; ".join(map(line, article.tags)),
        "image": lead[1] if lead else None,
    }
    rest = (name for name in COLUMNS if name not in special)
    return special | {name: getattr(article, name) for name in rest}


def _safe(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    if isinstance(value, str):
        value = value.replace("\x00", "")
        if value.lstrip(" ").startswith(_FORMULA):
            return f"'{value}"
    return value


FORMS: dict[str, Callable[[Iterable[str], IO[bytes]], None]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "ninjs": _ninjs,
    "rss": _rss,
}
