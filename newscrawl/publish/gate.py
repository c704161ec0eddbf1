"""Nothing worse is put in the place of something good.

Each document is read again before it is put in place. It is refused when it is not
well-formed or lacks what its format asks for, names an id twice, is dated in the
future while the file in place has it not, or when most of what the file in place holds is known no more: a store that was
lost or cut short, or ids that were minted anew. News that pushes all older entries out
is no reason.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta

from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
_AHEAD = timedelta(days=1)
_FEW = 5


def atom_fault(
    document: bytes, now: datetime | None, in_place: bytes | None = None
) -> str | None:
    """Return what is wrong with an Atom document, None when it is fit to publish.

    An entry of the document `in_place` may be dated in the future: refusing the new
    one would not take it back, and a clock that was ahead once would bar all news.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return f"not well-formed: {error.msg}"
    entries = root.findall(f"{_ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            if not (element.findtext(f"{_ATOM}{name}") or "").strip():
                return f"{element.findtext(f'{_ATOM}id') or 'the feed'} has no {name}"
    for entry in entries:
        links = entry.findall(f"{_ATOM}link")
        if sum(one.get("rel", "alternate") == "alternate" for one in links) != 1:
            return f"{entry.findtext(f'{_ATOM}id')} has not one alternate link"
    dated = [
        (id_, date)
        for e in entries
        for id_ in (e.findtext(f"{_ATOM}id") or "",)
        for name in ("updated", "published")
        if (date := e.findtext(f"{_ATOM}{name}"))
    ]
    ids = [e.findtext(f"{_ATOM}id") or "" for e in entries]
    return _twice(ids) or _future(dated, now, in_place)


def json_fault(document: bytes) -> str | None:
    """Return what is wrong with a JSON Feed, None when it is fit to publish."""
    try:
        feed = json.loads(document)
        ids = [item["id"] for item in feed["items"]]
        contents = (
            {"content_html", "content_text", "summary"} & i.keys()
            for i in feed["items"]
        )
        is_whole = feed["version"] and feed["title"] and all(contents)
    except (ValueError, KeyError, TypeError) as error:
        return f"no JSON Feed: {type(error).__name__}: {error}"
    return _twice(ids) if is_whole else "no JSON Feed: a title or a content is missing"


def loss(published: Collection[str], known: Collection[str]) -> str | None:
    """Return why a feed may not replace one in place, None when it may.

    `published` are the ids that the file in place holds, `known` those of them that
    the store still lists for the feed, withdrawn ones included.
    """
    lost = len(published) - len(known)
    if len(published) < _FEW or lost * 2 <= len(published):
        return None
    return f"{lost} of its {len(published)} entries are known no more"


def published_ids(document: bytes | None) -> list[str]:
    """Return the ids of the entries in a published Atom document."""
    if document is None:
        return []
    try:
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError:
        return []
    return [e.findtext(f"{_ATOM}id") or "" for e in root.findall(f"{_ATOM}entry")]


def _twice(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for id_ in ids:
        if id_ in seen:
            return f"{id_} stands in it twice"
        seen.add(id_)
    return None


def _future(
    dated: Iterable[tuple[str, str]], now: datetime | None, in_place: bytes | None
) -> str | None:
    if now is None:
        return None
    ahead = [
        (id_, date)
        for id_, date in dated
        if datetime.fromisoformat(date).astimezone(UTC) > now + _AHEAD
    ]
    standing = published_ids(in_place) if ahead else []
    for id_, date in ahead:
        if id_ not in standing:
            return f"{id_} is dated in the future: {date}"
    return None
