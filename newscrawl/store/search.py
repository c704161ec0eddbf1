"""Full-text search, where somebody asked for it: an index beside the articles.

`index_all` makes it (FTS5 in SQLite, without a second copy of the text; a `tsvector`
in PostgreSQL); from then on each save keeps it in its own transaction. It costs 0.45 ms
and 1.5 KB an article of 400 words, which is more than most crawls want to pay for
nothing: hence on demand.

Words are those that `identity` tells apart, without the accents of Latin letters. A
script that parts no words is cut into overlapping pairs of characters, and what is
searched in it is a phrase of such pairs. Only the first 50,000 characters count.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, text

from newscrawl.identity.sketch import UNSPACED
from newscrawl.identity.words import words
from newscrawl.record import Article
from newscrawl.store import statements as q
from newscrawl.store.rows import AnyRow, article_of

WHOLE = 2**62

_KEY = "search-1"  # names the form of the words: another form is another index
_MOST_CHARACTERS = 50_000
_MOST_TERMS = 16
_BATCH = 500
_ACCENTS = re.compile("([a-z])[\u0300-\u036f]+")
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_SIGNS = str.maketrans("$%-", "   ")
_TERM = re.compile(r'"([^"]{0,200})"|([^\s"]+)')

_MAKE = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search USING fts5(words, content='', columnsize=0,
        tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'")""",
    ),
    "postgresql": (
        "CREATE TABLE search (born integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX search_words ON search USING gin (words)",
    ),
}
_ADD = {
    "sqlite": text("INSERT INTO search (rowid, words) VALUES (:born, :words)"),
    "postgresql": text(
        "INSERT INTO search VALUES (:born, to_tsvector('simple', :words))"
        " ON CONFLICT (born) DO UPDATE SET words = excluded.words"
    ),
}
_REMOVE = text(
    "INSERT INTO search (search, rowid, words) VALUES ('delete', :born, :words)"
)
_UPTO = text("SELECT value FROM meta WHERE key = :key")
_NEXT = text(
    "SELECT born, record FROM articles WHERE born > :upto ORDER BY born LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; the last one may be a beginning (`is_prefix`)."""

    words: tuple[str, ...]
    is_prefix: bool = False


def spelled(article: Article) -> str:
    """Return the words of an article's title, summary and text as they are indexed."""
    parts = (article.title, article.summary or "", article.content_text)
    return _cut("\n".join(parts)[:_MOST_CHARACTERS])


def terms(query: str) -> list[Term]:
    """Read what a person searches for: words, and "phrases in quotes", all of them."""
    found = []
    for phrase, word in _TERM.findall(query):
        cut = [w for w in _cut(phrase or word).split() if any(map(str.isalnum, w))]
        is_prefix = len(cut) == 1 and bool(re.fullmatch(f"[{UNSPACED}]", cut[0]))
        if cut:
            found.append(Term(tuple(cut), is_prefix))
    return found[:_MOST_TERMS]


def indexed_upto(connection: Connection) -> int | None:
    """Return the birth up to which articles are indexed, None where there is no index."""
    value = q.run(connection, _UPTO, {"key": _KEY}).scalar()
    return None if value is None else int(value)


def keep(
    connection: Connection, article: Article, born: int, row: AnyRow | None
) -> None:
    """Index an article that was just written; `row` is what it was, None if new."""
    upto = indexed_upto(connection)
    if upto is None or born > upto:
        return
    now, before = spelled(article), spelled(article_of(row)) if row else None
    if now == before:
        return
    if before is not None and connection.dialect.name == "sqlite":
        q.run(connection, _REMOVE, {"born": born, "words": before})
    _add(connection, [{"born": born, "words": now}])


def begin(connection: Connection) -> None:
    """Make an empty index in the place of any other."""
    connection.execute(text("DROP TABLE IF EXISTS search"))
    connection.execute(text("DELETE FROM meta WHERE key LIKE 'search-%'"))
    for statement in _MAKE[connection.dialect.name]:
        connection.execute(text(statement))
    insert = text("INSERT INTO meta (key, value) VALUES (:key, '0')")
    connection.execute(insert, {"key": _KEY})


def drop(connection: Connection) -> None:
    """Remove the index."""
    connection.execute(text("DROP TABLE IF EXISTS search"))
    connection.execute(text("DELETE FROM meta WHERE key LIKE 'search-%'"))


def index_some(connection: Connection) -> int:
    """Index the next 500 articles; return how many there were, 0 at the end."""
    upto = indexed_upto(connection)
    rows = connection.execute(_NEXT, {"upto": upto, "limit": _BATCH}).all()
    if rows:
        _add(
            connection,
            [{"born": row.born, "words": spelled(article_of(row))} for row in rows],
        )
    upto = rows[-1].born if rows else WHOLE
    update = text("UPDATE meta SET value = :upto WHERE key = :key")
    connection.execute(update, {"upto": str(upto), "key": _KEY})
    return len(rows)


def expression(found: list[Term], dialect: str) -> str:
    """Return terms in the query language of FTS5 or of `to_tsquery`."""
    if dialect == "sqlite":
        phrases = [f'"{" ".join(t.words)}"' + "*" * t.is_prefix for t in found]
        return " AND ".join(phrases)
    written = []
    for term in found:
        lexemes = [f"'{word}'" for word in term.words]
        written.append("(" + " <-> ".join(lexemes) + ":*" * term.is_prefix + ")")
    return " & ".join(written)


def _add(connection: Connection, rows: list[dict[str, object]]) -> None:
    q.run(connection, _ADD[connection.dialect.name], rows)


def _cut(raw: str) -> str:
    """Return the words of a text as they are indexed, parted by spaces."""
    plain = words(raw).translate(_SIGNS)
    if plain.isascii():
        return plain
    decomposed = _ACCENTS.sub(r"\1", unicodedata.normalize("NFD", plain))
    return _UNSPACED_RUN.sub(_pairs, unicodedata.normalize("NFC", decomposed))


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return f" {' '.join(pairs or [run])} "
