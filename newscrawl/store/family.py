"""Who an article is: its addresses, what was merged into it, its copies, partings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from newscrawl.record import Article
from newscrawl.store import schema as s
from newscrawl.store import statements as q
from newscrawl.store.rows import article_of


@dataclass(frozen=True, slots=True)
class Family:
    """An article with its keys of address, sorted, and its kin, the eldest first.

    `merged` proved to be this article, `copies` tell its text (itself left out),
    `parted` are the ids that a person has said are neither.
    """

    article: Article
    keys: tuple[str, ...]
    merged: tuple[Article, ...]
    copies: tuple[Article, ...]
    parted: tuple[str, ...]


def family(connection: Connection, article: Article) -> Family:
    """Return what is known of who an article is."""
    of = s.addresses.c
    keys = select(of.key).where(of.article_id == article.id).order_by(of.key)
    merged = select(s.articles).where(s.articles.c.merged_into == article.id)
    parted = q.run(connection, q.PARTED, {"id": article.id}).scalars().all()
    cluster = {"cluster_id": article.cluster_id}
    copies = q.run(connection, q.ARTICLES_OF_CLUSTER, cluster).all()
    return Family(
        article,
        tuple(connection.execute(keys).scalars()),
        tuple(map(article_of, connection.execute(merged.order_by(s.articles.c.born)))),
        tuple(article_of(row) for row in copies if row.id != article.id),
        tuple(sorted(parted)),
    )
