"""Which feeds there are: one a site, one a region, and one of all."""

from __future__ import annotations

import contextlib
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newscrawl.publish.text import link, name
from newscrawl.record import Article, Source
from newscrawl.store import Store

NEWEST = 50
MOST_BYTES = 900_000

_SITE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Home:
    """A site's own feed, as feeds that merge several sites name it."""

    id: str
    title: str
    atom_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: `name` is its file's name, `entries` its articles, newest first.

    `atom_url` and `json_url` are null where it is not known where the folder is
    served. `homes` are the sites' own feeds, empty in such a feed itself; `zones` the
    sites' zones, both by source id.
    """

    name: str
    id: str
    title: str
    home: str | None
    atom_url: str | None
    json_url: str | None
    entries: tuple[Article, ...]
    homes: Mapping[str, Home]
    zones: Mapping[str, tzinfo]

    @property
    def updated(self) -> str:
        """When the last of its entries changed."""
        return max(article.last_changed for article in self.entries)

    @property
    def language(self) -> str | None:
        """The language of all its entries, where they share one."""
        found = {article.language for article in self.entries}
        return found.pop() if len(found) == 1 else None


def feeds(store: Store, base_url: str) -> Iterator[Feed]:
    """Iterate over the feeds that have an entry: all, then regions, then sites.

    Feeds of several sites show a text once, those of a site all that it printed. A feed
    holds the newest 50 or less: aggregators refuse documents of more than a megabyte.
    """
    sources = store.sources()
    place = _Place(store.state().first_id or "", base_url, _zones(store))
    homes = {source.id: place.home(source) for source in sources}
    if entries := store.newest(limit=NEWEST, each_text_once=True):
        yield place.feed("all", "All news", entries, homes=homes)
    for region in sorted({source.region for source in sources if source.region}):
        entries = store.newest(region=region, limit=NEWEST, each_text_once=True)
        if entries:
            title = f"News of {name(region)}"
            yield place.feed(region_name(region), title, entries, homes=homes)
    for source in sources:
        if entries := store.newest(source=source.id, limit=NEWEST):
            address = link(source.url)
            file = site_name(source.id)
            yield place.feed(file, _title(source), entries, address=address)


def site_name(source_id: str) -> str:
    """Return the file name of a site's feed: its id where that is a safe name."""
    if _SITE.fullmatch(source_id) and source_id != "all":
        return source_id
    return f"site-{_hash(source_id)}"


def region_name(region: str) -> str:
    """Return the file name of a region's feed: `region-cn-nm` for `CN-NM`."""
    safe = region.lower() if _REGION.fullmatch(region) else _hash(region)
    return f"region-{safe}"


@dataclass(frozen=True, slots=True)
class _Place:
    """What all feeds of one folder share: whose they are and where they are served."""

    founder: str
    base_url: str
    zones: Mapping[str, tzinfo]

    def feed(
        self,
        name: str,
        title: str,
        entries: list[Article],
        *,
        address: str | None = None,
        homes: Mapping[str, Home] | None = None,
    ) -> Feed:
        return Feed(
            name=name,
            id=self._id(name),
            title=title,
            home=address,
            atom_url=self._served(f"atom/{name}.atom"),
            json_url=self._served(f"json/{name}.json"),
            entries=tuple(_fitting(entries)),
            homes=homes or {},
            zones=self.zones,
        )

    def home(self, source: Source) -> Home:
        file = site_name(source.id)
        served = self._served(f"atom/{file}.atom")
        return Home(self._id(file), _title(source), served)

    def _id(self, name: str) -> str:
        """Name a feed for life, wherever it is served: by the store's first article."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.founder} {name}").urn

    def _served(self, path: str) -> str | None:
        return link(f"{self.base_url.rstrip('/')}/{path}") if self.base_url else None


def _fitting(entries: Iterable[Article]) -> Iterator[Article]:
    """Yield the first entries that fit a feed together; the first one always does."""
    room = MOST_BYTES
    for at, article in enumerate(entries):
        room -= len(article.content_html.encode())
        if at and room < 0:
            return
        yield article


def _zones(store: Store) -> dict[str, tzinfo]:
    found: dict[str, tzinfo] = {}
    for source, zone in store.zones().items():
        with contextlib.suppress(ValueError, ZoneInfoNotFoundError):
            found[source] = ZoneInfo(zone)
    return found


def _title(source: Source) -> str:
    return name(source.name) or name(source.id) or "News"


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
