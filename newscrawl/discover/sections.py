"""The sections and feeds of a page, for a site that is known by its address alone.

A section is a short link to the same site, told by where it stands (a menu), by how its
address is built (a plain word, few folders) and above all by the articles of the page
whose addresses lie below it or in a folder of its name. The folders of articles and
those of sections are sections themselves more often than not. Sources that machines are told of, by
`<link rel=alternate>`, come before all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from newscrawl.discover.address import Address, Resolver, address_of
from newscrawl.discover.anchors import Anchor
from newscrawl.discover.labels import names_service
from newscrawl.discover.links import Section
from newscrawl.discover.shapes import holds_long_number, is_file, names_no_article
from newscrawl.markup import Document

MAX_SECTIONS: Final = 60
_MAX_WORDS: Final = 5.0
_MAX_FOLDERS: Final = 4
_FEED: Final = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)")
_NO_FEED: Final = re.compile(r"comment|oembed|wp-json", re.IGNORECASE)
# Words that name no article and may well name a section.
_SECTION_WORDS: Final = re.compile(
    r"(?:^|/)(?:categor(?:y|ies|ia|ias|ie)|kategorie?|rubri(?:k|que|ca)s?|topics?|"
    r"themen?|sections?|seccion(?:es)?|channel|news)/[^/]+$"
)
_NEWS_NAMES: Final = re.compile(
    r"news|aktuell|nachrichten|noticias|actualit|notizie|nyheter|nyheder|nieuws|nouvelles|"
    r"local|lokal|regional|politi|econom|wirtschaft|sport|deporte|cultur|kultur|societ|"
    r"sociedad|gesellschaft|opinion|meinung|world|welt|mundo|monde|business|xinwen|xwzx"
)
# Services by name, and yet the way to articles.
_ARCHIVE: Final = re.compile(r"arch[ií]v|архив|архів", re.IGNORECASE)
_NAMED: Final = "name:"
_MIN_BELOW: Final = 3
_PARENT_SCORE: Final = 1.0
_SERVICE_FALL: Final = 4.0  # "Help" may lead to a list, but rarely does
_ACTION: Final = re.compile(
    r"/(?:log-?(?:in|out)|sign-?(?:in|up)|regist\w+|account|(?:restore_)?password|"
    r"subscri\w+|cart|checkout|share|print|search|suche|buscar|wp-[\w.]+)$"
)
# A folder that holds nearly all articles of a page is none of its sections.
_SHARE: Final = 0.8
_KIND: Final = re.compile(
    r"(?:articles?|artikel|art[ií]culos?|articol[io]|artigo|story|stories|docs?|items?|"
    r"posts?|node|content|details?|view|id|html|\w|.*\..*)$",
    re.IGNORECASE,
)
_NUMBERS: Final = re.compile(r"\d")


class _Likely(NamedTuple):
    """An anchor that may lead to a section, and what its address's words say.

    `is_section` where they name one; `is_no_article` where they name tags and the like.
    """

    anchor: Anchor
    is_section: bool
    is_no_article: bool


def find_sections(
    document: Document, anchors: Iterable[Anchor], articles: Iterable[Address]
) -> tuple[Section, ...]:
    """Return the likely sections, the likeliest first, 60 at most."""
    found = list(articles)
    below = _folders(found)
    taken = {address.key for address in found}
    here = address_of(document.url)
    if here is not None:
        taken.add(here.key)
    best: dict[str, Section] = {}
    likely = list(_likely(anchors))
    linked = [one.anchor for one in likely]
    for key, section in (*_linked(likely, below), *_inferred(linked, found, below)):
        known = best.get(key)
        if key not in taken and (known is None or known.score < section.score):
            best[key] = section
    ranked = sorted(best.values(), key=lambda section: -section.score)
    return tuple(ranked[:MAX_SECTIONS])


def _likely(anchors: Iterable[Anchor]) -> Iterator[_Likely]:
    """Yield the anchors whose words and address may be a section's."""
    judged: dict[str, tuple[bool, bool] | None] = {}
    for anchor in anchors:
        if not (0 < anchor.words <= _MAX_WORDS and anchor.names):
            continue
        url = anchor.address.url
        if url not in judged:
            judged[url] = _judged(anchor.address)
        told = judged[url]
        if told is not None:
            yield _Likely(anchor, *told)


def _linked(
    likely: Iterable[_Likely], below: Counter[str]
) -> Iterator[tuple[str, Section]]:
    for one in likely:
        address = one.anchor.address
        section = Section(address.url, one.anchor.text, _score(one, below))
        yield address.key, section


def _inferred(
    anchors: list[Anchor], articles: list[Address], below: Counter[str]
) -> Iterator[tuple[str, Section]]:
    """Yield the folders of articles, and those above the sections of a menu."""
    for section in _folded(anchors, articles, below):
        address = address_of(section.url)
        if address is not None:
            yield address.key, section


def _folded(
    anchors: list[Anchor], articles: list[Address], below: Counter[str]
) -> Iterator[Section]:
    origins = {address.host: _origin(address) for address in articles}
    ending = _usual_ending(anchors)
    most = max(_SHARE * len(articles), _MIN_BELOW)
    for folder, count in below.items():
        host, slash, path = folder.partition("/")
        if not slash or not _MIN_BELOW <= count <= most or _NUMBERS.search(path):
            continue
        if not _is_kind(path):
            score = 0.6 * min(count, 5) - 0.3 * path.count("/")
            name = path.rpartition("/")[2]
            yield Section(f"{origins[host]}/{path}{ending}", name, score)
    for anchor in anchors:
        if anchor.place.is_chrome:
            above, _, _ = anchor.address.path.rpartition("/")
            if above.count("/") == 1 and "." not in above and not _is_kind(above):
                url = f"{_origin(anchor.address)}{above}{ending}"
                yield Section(url, above.strip("/"), _PARENT_SCORE)


def _is_kind(path: str) -> bool:
    """Say whether a folder is named after what lies in it, as no section is."""
    return _KIND.match(path.rpartition("/")[2]) is not None


def _usual_ending(anchors: Iterable[Anchor]) -> str:
    """Return how a page's menus end their addresses: `/`, nothing, `/index.html`."""
    endings: Counter[str] = Counter()
    for anchor in anchors:
        if anchor.place.is_chrome and not anchor.address.pairs:
            url = anchor.address.url
            last = url.rpartition("/")[2]
            if not last:
                endings["/"] += 1
            elif last.startswith("index."):
                endings[f"/{last}"] += 1
            else:
                endings[last[last.find(".") :] if "." in last else ""] += 1
    return endings.most_common(1)[0][0] if endings else "/"


def _origin(address: Address) -> str:
    scheme, _, rest = address.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('?')[0]}"


def find_feeds(document: Document) -> tuple[str, ...]:
    """Return the feeds that the page's head names, those of comments left out."""
    resolver = Resolver(document.base)
    found: list[str] = []
    for link in document.root.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").lower()
        address = resolver.resolve(link.get("href") or "")
        if "alternate" in rel and _FEED.match(kind) and address is not None:
            told = f"{address.url} {link.get('title') or ''}"
            if not _NO_FEED.search(told) and address.url not in found:
                found.append(address.url)
    return tuple(found[:5])


def _folders(articles: Iterable[Address]) -> Counter[str]:
    """Count the articles below each folder of the site, and in folders of a name."""
    counts: Counter[str] = Counter()
    for address in articles:
        folder = f"{address.host}{address.path}"
        for _ in range(8):
            folder, slash, _ = folder.rpartition("/")
            if not slash:
                break
            counts[folder] += 1
            counts[_NAMED + folder.rpartition("/")[2]] += 1
    return counts


def _judged(address: Address) -> tuple[bool, bool] | None:
    """Say whether an address names a section and whether none; None for no section."""
    path = address.path
    if not path or path.count("/") > _MAX_FOLDERS or len(address.pairs) > 1:
        return None
    if is_file(address) or holds_long_number(address):
        return None
    is_section = _SECTION_WORDS.search(path) is not None
    is_no_article = names_no_article(address)
    if is_section or not is_no_article:
        return is_section, is_no_article
    may_be = path.count("/") == 1 and not _ACTION.search(path)
    return (False, True) if may_be else None


def _score(likely: _Likely, below: Counter[str]) -> float:
    anchor = likely.anchor
    address = anchor.address
    stem, dot, _ = address.path.rpartition(".")
    folder = stem if dot else address.path
    last = folder.rpartition("/")[2]
    count = max(below[f"{address.host}{folder}"], below[_NAMED + last])
    score = 1.0 * min(count, 5)
    score += 1.5 * anchor.place.is_chrome
    score += 1.0 * (last.isalpha() and len(last) < 20)
    score += 1.0 * likely.is_section
    score += 1.0 * _names_news(last)
    score -= 1.0 * anchor.has_image
    score -= 1.0 * bool(address.pairs)
    score -= _SERVICE_FALL * (likely.is_no_article or _is_service(anchor))
    return score - 0.3 * address.path.count("/")


def _is_service(anchor: Anchor) -> bool:
    if _ARCHIVE.search(anchor.text):
        return False
    return names_service(anchor.text, anchor.address)


@lru_cache(maxsize=4096)
def _names_news(folder: str) -> bool:
    """Say whether a folder's name is one of news; a site's menus repeat theirs."""
    return _NEWS_NAMES.search(folder.lower()) is not None
