"""The tables, one schema for SQLite and PostgreSQL.

A record is kept as its JSON, compressed by zlib; the columns beside it are for queries. `entry` holds the
record as of its last significant change where a later, insignificant one was stored:
feeds show that, so that readers see nothing again. Of a superseded record `versions`
keeps what it differs in from the next, under the seq of the event that made it; an
article that proved to be another is `merged_into` it. `born` is the seq of an article's
first event, `sort` the instant it is ordered by. An address whose article is null is
disputed. `partings` are pairs that a person has said are no copies, both ways;
`mirrors` pairs of hosts that a person has said carry the same articles, or do not.
A page that is looked at again has a `due_at`; `state.PageState` tells its columns.
`feeds`, `listed`, `feeds_of` and `archived` are what `listing` keeps: which articles
each published feed holds; they are made anew from the rest whenever the rules change.
`sketches` and `bands` are of recent articles only; `site_memory` holds what the reader
of pages keeps of a site, in its own form and version, `site_lessons` what each article
of a crawl that has not ended adds to that. `source_yields`, `shape_yields`,
`tellings` and `waiting` are what discovery learns and has yet to do (module discovery).
`crawled`, `days`, `marks` and `alarms` say how sites are (module health).
Indexes are few on purpose: each is a page more to write for every article.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
    text,
)

VERSION = 8

tables = MetaData()

meta = Table(
    "meta",
    tables,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

runs = Table(
    "runs",
    tables,
    Column("id", Integer, primary_key=True),
    Column("started_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("sites", Text, nullable=False),
    Column("counts", Text),
)

runs_by_start = Index("runs_by_start", runs.c.started_at)

sources = Table(
    "sources",
    tables,
    Column("id", Text, primary_key=True),
    Column("region", Text),
    Column("zone", Text),
    Column("record", Text, nullable=False),
)

articles = Table(
    "articles",
    tables,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("region", Text),
    Column("sort", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("cluster_id", Text),
    Column("duplicate_of", Text),
    Column("merged_into", Text),
    Column("seq", Integer, nullable=False),
    Column("born", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("entry", LargeBinary),
    Index("articles_by_date", "sort", "id"),
    Index("articles_by_source", "source", "sort", "id"),
    Index("articles_by_region", "region", "sort", "id"),
    Index("articles_by_born", "born"),
    Index(
        "articles_merged",
        "merged_into",
        sqlite_where=text("merged_into IS NOT NULL"),
        postgresql_where=text("merged_into IS NOT NULL"),
    ),
    Index(
        "articles_by_cluster",
        "cluster_id",
        sqlite_where=text("cluster_id IS NOT NULL"),
        postgresql_where=text("cluster_id IS NOT NULL"),
    ),
)

events = Table(
    "events",
    tables,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("op", Text, nullable=False),
    Column("article_id", Text, ForeignKey("articles.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("significant", Boolean, nullable=False),
    Column("changed", Text, nullable=False),
    Column("run", Integer, ForeignKey("runs.id")),
    Index("events_by_article", "article_id", "seq"),
)

versions = Table(
    "versions",
    tables,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True),
    Column("delta", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

addresses = Table(
    "addresses",
    tables,
    Column("key", Text, primary_key=True),
    Column("article_id", Text, ForeignKey("articles.id")),
    sqlite_with_rowid=False,
)

sketches = Table(
    "sketches",
    tables,
    Column("born", Integer, primary_key=True, autoincrement=False),
    Column("first_seen", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    Index("sketches_by_age", "first_seen"),
)

bands = Table(
    "bands",
    tables,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("born", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

partings = Table(
    "partings",
    tables,
    Column("one", Text, ForeignKey("articles.id"), primary_key=True),
    Column("other", Text, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

mirrors = Table(
    "mirrors",
    tables,
    Column("host", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("is_believed", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

pages = Table(
    "pages",
    tables,
    Column("url", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", Text),
    Column("reason", Text),
    Column("first_at", Text),
    Column("due_at", Text),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("interval_s", Integer),
    Column("unproved", Integer, nullable=False, server_default="0"),
    Column("distrusted", Boolean, nullable=False, server_default=false()),
    Column("found", Text),
    sqlite_with_rowid=False,
)

_due = pages.c.due_at.is_not(None)
pages_by_due = Index(
    "pages_by_due",
    pages.c.site,
    pages.c.due_at,
    sqlite_where=_due,
    postgresql_where=_due,
)

site_memory = Table(
    "site_memory",
    tables,
    Column("site", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("memory", LargeBinary, nullable=False),
    Column("updated", Text, nullable=False),
)

site_lessons = Table(
    "site_lessons",
    tables,
    Column("site", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("taught", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    tables,
    Column("name", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("touched", Integer, nullable=False),
    sqlite_with_rowid=False,
)

listed = Table(
    "listed",
    tables,
    Column("feed", Text, primary_key=True),
    Column("sort", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

feeds_of = Table(
    "feeds_of",
    tables,
    Column("article_id", Text, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    Column("feeds", Text, nullable=False),
    sqlite_with_rowid=False,
)

archived = Table(
    "archived",
    tables,
    Column("feed", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    sqlite_with_rowid=False,
)

LISTING = (feeds, listed, feeds_of, archived)

source_yields = Table(
    "source_yields",
    tables,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("visited", Text, nullable=False),
    Column("links", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("idle", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
    sqlite_with_rowid=False,
)

shape_yields = Table(
    "shape_yields",
    tables,
    Column("site", Text, primary_key=True),
    Column("shape", Text, primary_key=True),
    Column("articles", Integer, nullable=False),
    Column("others", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",
    tables,
    Column("site", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("first_seen", Text, nullable=False),
    sqlite_with_rowid=False,
)

waiting = Table(
    "waiting",
    tables,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("rest", Text, nullable=False),
    sqlite_with_rowid=False,
)

crawled = Table(
    "crawled",
    tables,
    Column("site", Text, primary_key=True),
    Column("last_crawl", Text, nullable=False),
    Column("last_good", Text),
    Column("failing", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("next_due", Text),
    sqlite_with_rowid=False,
)

days = Table(
    "days",
    tables,
    Column("site", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("crawls", Integer, nullable=False),
    Column("good", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("fields", Text, nullable=False),
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    tables,
    Column("site", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("host", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", Text),
    Column("before", Text),
    sqlite_with_rowid=False,
)

alarms = Table(
    "alarms",
    tables,
    Column("site", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("told_at", Text),
    sqlite_with_rowid=False,
)

HEALTH = (crawled, days, marks, alarms)
