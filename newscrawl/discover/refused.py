"""Why links of a page are not taken for articles: an account for a person.

The crawl does not need it; it is told in the order in which a link is refused: by its
host, by its address, by the site's rules, by the judgement of its groups.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from newscrawl.discover.address import Address, Resolver, address_of, registered_domain
from newscrawl.discover.anchors import (
    MAX_ANCHORS,
    Candidate,
    candidates_of,
    element_text,
    read_anchors,
)
from newscrawl.discover.score import models
from newscrawl.discover.shapes import is_file, names_no_article
from newscrawl.discover.signals import THRESHOLD, measure
from newscrawl.markup import Document
from newscrawl.sites.site import Site


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """A link that is not followed as an article: its words, and why."""

    url: str
    text: str
    reason: str


def read_refused(
    document: Document, *, site: Site | None = None
) -> tuple[RefusedLink, ...]:
    """Return the links of a page that are no articles, each once, in page order."""
    candidates = candidates_of(read_anchors(document), document)
    judged = dict(_judged(candidates, document))
    found: dict[str, RefusedLink] = {}
    for address, text in _links(document):
        if address.key in found:
            continue
        reason = _reason(address, document, judged, site)
        if reason:
            found[address.key] = RefusedLink(address.url, text, reason)
    return tuple(found.values())


def _links(document: Document) -> Iterator[tuple[Address, str]]:
    resolver = Resolver(document.base)
    for element in islice(document.root.iter("a"), MAX_ANCHORS):
        address = resolver.resolve(element.get("href") or "")
        if address is not None:
            yield address, element_text(element)[:80]


def _judged(
    candidates: list[Candidate], document: Document
) -> Iterator[tuple[str, float]]:
    """Yield the key of each candidate with how sure the model is of it."""
    article, _ = models()
    for candidate, signals in zip(
        candidates, measure(candidates, document), strict=True
    ):
        yield candidate.key, article.probability(signals)


def _reason(
    address: Address, document: Document, judged: dict[str, float], site: Site | None
) -> str:
    """Return why a link is no article's; "" for one that is taken."""
    here = address_of(document.url)
    if here is not None and address.key == here.key:
        return "this page itself"
    domain = registered_domain((urlsplit(document.url).hostname or "").lower())
    if registered_domain(address.host) != domain:
        return "another site"
    if is_file(address):
        return "a file, no page"
    if names_no_article(address):
        return "its address names a front page, tag, author, search or such"
    if site is not None and site.is_article_url(address.url) is False:
        return "the pack's rules say it is no article"
    sure = judged.get(address.key)
    if sure is None:
        return "not read as a link"
    if sure >= THRESHOLD or (site is not None and site.is_article_url(address.url)):
        return ""
    return f"judged {sure:.2f} by its address, markup and words; {THRESHOLD} is needed"
