"""How the folder is: `status.json`, and a feed that carries what went wrong.

Errors never stand among articles: who wants to know of them subscribes to the feed
`health`, which holds an entry for each file that is not brought up to date.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from lxml import etree

from newscrawl.publish.feeds import Feeds
from newscrawl.publish.manifest import Refusal
from newscrawl.publish.membership import site_name
from newscrawl.store import FeedState, State, Store

_ATOM = "http://www.w3.org/2005/Atom"


def status(
    store: Store, state: State, states: Sequence[FeedState], refused: Sequence[Refusal]
) -> bytes:
    """Return the status as JSON: what was refused and why, and how the sites are."""
    counts = {one.name: one for one in states}
    sites = []
    for source in store.sources():
        name = site_name(source.id)
        newest = store.listed(name, 1)
        count = counts.get(name)
        sites.append(
            {
                "id": source.id,
                "articles": count.articles if count else 0,
                "withdrawn": count.gone if count else 0,
                "newest": newest[0].sort if newest else None,
            }
        )
    found = {
        "run": state.run,
        "seq": state.seq,
        "is_fine": not refused,
        "refused": [asdict(one) for one in refused],
        "sites": sites,
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"


def health(feeds: Feeds, began: str, refused: Sequence[Refusal]) -> bytes:
    """Return the health feed as Atom: an entry a file that is not up to date.

    `began` is the instant of the first event, for a feed without an entry.
    """
    root = etree.Element(f"{{{_ATOM}}}feed", {}, {None: _ATOM})
    feed_id = feeds.id_of("health")
    newest = max([_instant(one.at) for one in refused], default=_instant(began))
    _add(root, id=feed_id, title="newscrawl: health", updated=newest)
    _add(etree.SubElement(root, f"{{{_ATOM}}}author"), name="newscrawl")
    if address := feeds.address("atom/health.atom"):
        link = {"rel": "self", "type": "application/atom+xml", "href": address}
        etree.SubElement(root, f"{{{_ATOM}}}link", link)
    for one in refused:
        key = f"{feed_id} {one.path} {one.why} {one.at}"
        entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
        _add(
            entry,
            id=uuid.uuid5(uuid.NAMESPACE_URL, key).urn,
            title=f"{one.path} is not brought up to date",
            updated=_instant(one.at),
            content=f"The last good file stays: {one.why}.",
        )
        href = feeds.address(one.path) or f"../{one.path}"
        etree.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": href})
    return etree.tostring(
        root, pretty_print=True, encoding="UTF-8", xml_declaration=True
    )


def _add(parent: etree._Element, **texts: str) -> None:
    for name, text in texts.items():
        etree.SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _instant(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
