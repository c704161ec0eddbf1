"""Find the article links of a listing page with no rules for its site.

Links are judged in groups: by the shape of their address and by the signature of their
markup, with the words of their anchors, headings, dates and pictures beside. A site's
own rules, where a pack has them, come first.
"""

from __future__ import annotations

import re

from newscrawl.discover.anchors import Candidate, candidates_of, read_anchors
from newscrawl.discover.items import Blocks, read_item
from newscrawl.discover.links import FoundLink, ListingPage
from newscrawl.discover.pager import find_next
from newscrawl.discover.score import Judged, judge
from newscrawl.discover.sections import find_feeds, find_sections
from newscrawl.markup import Document
from newscrawl.sites.site import Site


def read_listing(document: Document, *, site: Site | None = None) -> ListingPage:
    """Return the article links of a page in page order, and its next page."""
    anchors = read_anchors(document)
    candidates = candidates_of(anchors, document)
    judged = [one for one in judge(candidates, document) if _is_meant(one, site)]
    if site is not None:
        judged = _by_rules(judged, candidates, site)
    judged.sort(key=lambda one: one.candidate.position)
    blocks = Blocks(one.candidate for one in judged)
    links = []
    for at, one in enumerate(judged):
        around = blocks.around(one.candidate)
        item = read_item(one.candidate, around, document.base)
        links.append(
            FoundLink(
                url=one.candidate.url,
                origin="listing",
                title=item.title,
                date=item.date,
                summary=item.summary,
                image=item.image,
                position=at,
                main=one.main,
                confidence=one.confidence,
                reason=one.reason,
            )
        )
    return ListingPage(
        links=tuple(links),
        next_page=find_next(document, anchors, site),
        sections=find_sections(
            document, anchors, [one.candidate.address for one in judged]
        ),
        feeds=find_feeds(document),
    )


def _is_meant(one: Judged, site: Site | None) -> bool:
    if site is None:
        return True
    return site.is_article_url(one.candidate.url) is not False


def _by_rules(
    judged: list[Judged], candidates: list[Candidate], site: Site
) -> list[Judged]:
    """Return what the site's rules take for articles, where it has such rules."""
    rule = site.listing.url or site.article.url
    if not rule:
        return judged
    known = {one.candidate.key: one for one in judged}
    chosen = []
    for candidate in candidates:
        url = candidate.url
        if not re.search(rule, url) or site.is_article_url(url) is False:
            continue
        generic = known.get(candidate.key)
        main = generic.main if generic else True
        chosen.append(Judged(candidate, 1.0, main, "the site's rule for addresses"))
    return chosen
