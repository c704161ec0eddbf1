"""Find the article links of a listing page with no rules for its site.

Links are judged in groups: by the shape of their address and by the signature of their
markup, with the words of their anchors, headings, dates and pictures beside. A site's
own rules, where a pack has them, come first.
"""

from __future__ import annotations

import re
from typing import Final

import parsel

from newscrawl.discover.anchors import Candidate, candidates_of, read_anchors
from newscrawl.discover.items import Blocks, read_item
from newscrawl.discover.links import FoundLink, ListingPage
from newscrawl.discover.pager import find_next
from newscrawl.discover.score import Judged, judge
from newscrawl.discover.sections import find_feeds, find_sections
from newscrawl.markup import Document, Element
from newscrawl.sites.checks import is_xpath
from newscrawl.sites.site import Site

# A rule may end in the address or text of the elements that it selects.
_XPATH_END: Final = re.compile(r"/(?:@[\w-]+|text\(\))$")


def read_listing(document: Document, *, site: Site | None = None) -> ListingPage:
    """Return the article links of a page in page order, and its next page."""
    anchors = read_anchors(document)
    candidates = candidates_of(anchors, document)
    judged = [one for one in judge(candidates, document) if _is_meant(one, site)]
    if site is not None:
        judged = _by_rules(judged, candidates, site, document)
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
    judged: list[Judged],
    candidates: list[Candidate],
    site: Site,
    document: Document,
) -> list[Judged]:
    """Return what the site's rules take for articles, where it has such rules."""
    rule = site.listing.url or site.article.url
    region = _region(site, document)
    if not rule and region is None:
        return judged
    known = {one.candidate.key: one for one in judged}
    chosen = []
    for candidate in candidates:
        url = candidate.url
        if rule and not re.search(rule, url):
            continue
        if region is not None and not _stands_in(candidate, region):
            continue
        generic = known.get(candidate.key)
        main = generic.main if generic else True
        if site.is_article_url(url) is not False:
            chosen.append(Judged(candidate, 1.0, main, "the site's rules for listings"))
    return chosen


def _region(site: Site, document: Document) -> set[Element] | None:
    """Return the elements that the site's rule for links selects, None for no rule."""
    if not site.listing.links:
        return None
    root = parsel.Selector(root=document.root, type="html")
    found: set[Element] = set()
    for rule in site.listing.links:
        if is_xpath(rule):
            selected = root.xpath(_XPATH_END.sub("", rule))
        else:
            selected = root.css(rule.partition("::")[0])
        found.update(m.root for m in selected if isinstance(m.root, Element))
    return found


def _stands_in(candidate: Candidate, region: set[Element]) -> bool:
    """Say whether a link of the candidate is one of the elements or inside one."""
    return any(
        element in region
        for anchor in candidate.anchors
        for element in (anchor.element, *anchor.element.iterancestors())
    )
