"""Mirrors: pairs of hosts that stored articles propose, and what a person said."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from newscrawl.identity.address import bare_host
from newscrawl.identity.mirrors import Mirror, file_name, propose
from newscrawl.record import Article
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.rows import article_of

_LOOKED_AT = 5_000


def proposals(connection: Connection) -> list[Mirror]:
    """Return the pairs that the newest copies propose, verdicts or not."""
    return propose((one.url, two.url) for one, two in _equal_texts(connection))


def same_articles(
    connection: Connection, host: str, other: str
) -> Iterator[tuple[Article, Article]]:
    """Yield the copies that two hosts print under one file name."""
    for one, two in _equal_texts(connection):
        hosts = {bare_host(one.url), bare_host(two.url)}
        if hosts == {host, other} and file_name(one.url) == file_name(two.url):
            yield one, two


def verdicts(connection: Connection) -> dict[tuple[str, str], bool]:
    """Return the pairs a person spoke of, sorted hosts, and whether they are mirrors."""
    rows = connection.execute(select(s.mirrors).order_by(s.mirrors.c.host))
    return {(row.host, row.other): row.is_believed for row in rows}


def _equal_texts(connection: Connection) -> Iterator[tuple[Article, Article]]:
    """Yield the newest copies whose words are those of their canonical member."""
    articles = s.articles.c
    copies = select(s.articles).where(
        articles.cluster_id.is_not(None), articles.duplicate_of.is_not(None)
    )
    newest = copies.order_by(articles.born.desc()).limit(_LOOKED_AT)
    heads: dict[str, Article | None] = {}
    for row in connection.execute(newest).all():
        if row.merged_into:
            continue
        if row.duplicate_of not in heads:
            head = q.run(connection, q.ARTICLE, {"id": row.duplicate_of}).first()
            is_whole = head is not None and not head.merged_into
            heads[row.duplicate_of] = article_of(head) if head and is_whole else None
        copy, known = article_of(row), heads[row.duplicate_of]
        if known and known.content_hash == copy.content_hash:
            yield copy, known
