"""Read the posts that WordPress gives by its REST interface.

Source: WordPress REST API Handbook, "Posts": `/wp-json/wp/v2/posts`, a JSON list, the
newest first. `date_gmt` is UTC without saying so.
"""

from __future__ import annotations

import json
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from newscrawl.discover.feeds import plain_text
from newscrawl.discover.links import Feed, FoundLink

MAX_POSTS: Final = 100  # the most that the interface gives a page
_MAX_SUMMARY: Final = 2_000


def read_wordpress(body: bytes, url: str) -> Feed:
    """Return the published posts of one answer in its order; never raises for content."""
    try:
        table: Any = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return Feed((), ("found no JSON",))
    if not isinstance(table, list):
        said = table.get("code") if isinstance(table, dict) else None
        told = f": {said}" if isinstance(said, str) else ""
        return Feed((), (f"found no list of posts{told}",))
    posts = [one for one in table[:MAX_POSTS] if isinstance(one, dict)]
    found = [_post(post, url, at) for at, post in enumerate(posts)]
    lost = sum(not entry.url for entry in found)
    notes = (f"found {lost} entries without address",) if lost else ()
    return Feed(tuple(found), notes)


def _post(post: dict[str, Any], url: str, position: int) -> FoundLink:
    address = _address(url, post.get("link"))
    is_public = post.get("status", "publish") == "publish"
    return FoundLink(
        url=address if address and is_public else "",
        origin="feed",
        title=_rendered(post, "title"),
        date=_date(post),
        summary=(_rendered(post, "excerpt") or "")[:_MAX_SUMMARY] or None,
        image=_image(post, url),
        section=_section(post),
        position=position,
        reason="WordPress post",
    )


def _address(url: str, value: object) -> str | None:
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        joined = urljoin(url, value.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.hostname else None


def _rendered(post: dict[str, Any], name: str) -> str | None:
    """Return the plain text of a field, which is `{"rendered": HTML}`."""
    field = post.get(name)
    text = field.get("rendered") if isinstance(field, dict) else field
    return plain_text(text) or None if isinstance(text, str) else None


def _date(post: dict[str, Any]) -> str | None:
    stated = post.get("date_gmt")
    if isinstance(stated, str) and stated.strip():
        return f"{stated.strip().removesuffix('Z')}Z"
    local = post.get("date")
    return local if isinstance(local, str) and local else None


def _embedded(post: dict[str, Any], name: str) -> list[Any]:
    """Return what `_embed` added of a name."""
    table = post.get("_embedded")
    found = table.get(name) if isinstance(table, dict) else None
    return found if isinstance(found, list) else []


def _image(post: dict[str, Any], url: str) -> str | None:
    for one in _embedded(post, "wp:featuredmedia"):
        source = one.get("source_url") if isinstance(one, dict) else None
        if address := _address(url, source):
            return address
    stated = post.get("jetpack_featured_media_url")
    return _address(url, stated)


def _section(post: dict[str, Any]) -> str | None:
    """Return the first category's name, where the answer has terms embedded."""
    for terms in _embedded(post, "wp:term"):
        for term in terms if isinstance(terms, list) else ():
            if isinstance(term, dict) and term.get("taxonomy") == "category":
                name = term.get("name")
                return plain_text(name) or None if isinstance(name, str) else None
    return None
