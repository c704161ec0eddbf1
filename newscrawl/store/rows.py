"""Values as rows of the tables."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Row

from newscrawl.identity import canonical_url, sort_key
from newscrawl.record import Article, Source, from_json, to_json
from newscrawl.store.state import PageState

AnyRow = Row[*tuple[Any, ...]]

_LEVEL = 1
_PAGE = tuple(field.name for field in fields(PageState))


def record_of(packed: bytes) -> str:
    """Return the record's JSON that a row of an article keeps."""
    return zlib.decompress(packed).decode()


def article_of(row: AnyRow) -> Article:
    """Return the article of a row."""
    return from_json(zlib.decompress(row.record))


def page_row(page: PageState) -> dict[str, Any]:
    """Return a page's state as its row: under the canonical form of its address."""
    row = {name: getattr(page, name) for name in _PAGE}
    row["url"] = canonical_url(page.url)
    return row


def source_row(source: Source, zone: str | None) -> dict[str, Any]:
    """Return a source as its row; `zone` is its IANA zone."""
    record = json.dumps(asdict(source), ensure_ascii=False)
    return {"id": source.id, "region": source.region, "zone": zone, "record": record}


def article_row(article: Article, seq: int) -> dict[str, Any]:
    """Return an article as the row its event `seq` leaves, but `entry` and `born`."""
    return {
        "id": article.id,
        "source": article.source.id,
        "region": article.source.region,
        "sort": sort_key(article),
        "status": article.status,
        "cluster_id": article.cluster_id,
        "duplicate_of": article.duplicate_of,
        "merged_into": None,
        "seq": seq,
        "record": zlib.compress(to_json(article), _LEVEL),
    }
