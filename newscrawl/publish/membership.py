"""Where an article stands: its site, section, region, language, tags, the user's feeds.

Names are file names: `all`, the site's id, `section-<site>-<section>`, `region-cn-nm`,
`language-de`, `tag-<tag>`, `feed-<name>` for a user's own. A text that is printed on
several sites stands once in feeds that are of no place: where it was first or in full.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from newscrawl.publish.own import OwnFeeds
from newscrawl.record import Article

ALL = "all"
_FORM = "1"  # another number lists everything anew

_SITE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-.{1,40})?", re.IGNORECASE)
_NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Membership:
    """The rules by which a store lists articles; `own` are the user's feeds."""

    own: OwnFeeds

    @property
    def digest(self) -> str:
        """A name for these rules."""
        stated = json.dumps([_FORM, self.own.model_dump(mode="json")], sort_keys=True)
        return hashlib.sha256(stated.encode()).hexdigest()

    def stands_in(self, article: Article) -> frozenset[str]:
        """Return the names of the feeds an article stands in."""
        return frozenset(self._names(article))

    def is_archived(self, feed: str) -> bool:
        """Say whether a feed has an archive: a site's, a region's, all, a user's."""
        return not feed.startswith(("section-", "language-", "tag-"))

    def tells_once(self, feed: str) -> bool:
        """Say whether a feed leaves out a copy of an article that it holds."""
        return feed.startswith("region-")

    def _names(self, article: Article) -> Iterator[str]:
        source = article.source
        site = site_name(source.id)
        yield site
        if section := slug(article.section or ""):
            yield f"section-{site}-{section}"
        if source.region:
            yield region_name(source.region)
        for name, own in self.own.feed.items():
            if own.holds(article):
                yield f"feed-{name}"
        if article.duplicate_of is not None:
            return
        yield ALL
        if language := _LANGUAGE.fullmatch(article.language or ""):
            yield f"language-{language[1].lower()}"
        if self.own.tags_from:
            yield from (f"tag-{name}" for name in map(slug, article.tags) if name)


def site_name(source_id: str) -> str:
    """Return the file name of a site's feed: its id where that is a safe name."""
    if _SITE.fullmatch(source_id) and source_id != ALL:
        return source_id
    return f"site-{_hash(source_id)}"


def region_name(region: str) -> str:
    """Return the file name of a region's feed: `region-cn-nm` for `CN-NM`."""
    safe = region.lower() if _REGION.fullmatch(region) else _hash(region)
    return f"region-{safe}"


def slug(label: str) -> str:
    """Return a label as part of a file name: its ASCII letters, a hash where others are.

    Case, punctuation and spacing do not count; a label without a letter gives "".
    """
    plain = " ".join(re.findall(r"\w+", label.casefold()))
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    safe = _NO_WORD.sub("-", letters).strip("-")[:40].strip("-")
    if not plain or safe == plain.replace(" ", "-"):
        return safe
    return f"{safe}-{_hash(plain)}".strip("-")


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
