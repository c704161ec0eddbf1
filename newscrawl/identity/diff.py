"""What changed between two states of an article, for people to read.

A changed paragraph is shown once, with what it lost as `[-lost-]` and what it gained as
`{+gained+}`, words at a time; whole paragraphs that came or went stand on lines that
begin with `+` and `-`; any other field as `field: old -> new`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from newscrawl.record import Article

_TEXTS = frozenset({"title", "content_text", "summary"})
_SHOWN = frozenset(
    [
        "title",
        "kicker",
        "subtitle",
        "summary",
        "content_text",
        "images",
        "section",
        "authors",
        "byline",
        "editor",
        "agency",
        "dateline",
        "published",
        "modified",
        "status",
        "canonical_url",
        "alternate_urls",
        "source",
        "language",
        "tags",
        "places",
        "content_status",
        "cluster_id",
        "duplicate_of",
        "duplicate_reason",
    ]
)
_NAMES = tuple(f.name for f in fields(Article) if f.name in _SHOWN)


def readable_diff(before: Article, after: Article) -> str:
    """Return the changes as lines of text, empty where nothing readers see changed."""
    return "\n".join(
        line
        for name in _NAMES
        if getattr(before, name) != getattr(after, name)
        for line in _field(name, getattr(before, name), getattr(after, name))
    )


def _field(name: str, before: object, after: object) -> Iterator[str]:
    if name not in _TEXTS:
        yield f"{name}: {_said(before)} -> {_said(after)}"
        return
    yield f"{name}:"
    paragraphs = [str(text or "").split("\n\n") for text in (before, after)]
    for mine, theirs in _changed(*paragraphs):
        for old, new in zip_longest(mine, theirs):
            if old and new:
                yield f"  {_marked(old.split(), new.split())}"
            elif old or new:
                yield f"- {old}" if old else f"+ {new}"


def _changed(
    one: Sequence[str], two: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        if op != "equal":
            yield one[a:b], two[c:d]


def _marked(old: list[str], new: list[str]) -> str:
    parts = []
    for op, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        lost, gained = " ".join(old[a:b]), " ".join(new[c:d])
        if op == "equal":
            parts.append(lost)
            continue
        parts += [f"[-{lost}-]"] if lost else []
        parts += [f"{{+{gained}+}}"] if gained else []
    return " ".join(parts)


def _said(value: object) -> str:
    """Return a value in short: text as it is, parts by what they name."""
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(_said, value))
    if is_dataclass(value):
        for name in ("raw", "caption", "name", "url"):
            if found := getattr(value, name, None):
                return str(found)
    return str(value)
