"""Which article this is: its id, its addresses, and what of its own claims to believe.

A page's rel=canonical is a claim, and pages err: whole sections name the front page,
templates name their section, a query that selects the article is cut off. A claimed
address is believed when it fits: a host of the site or a mirror, or one under the same
registrable domain; not the front page, a source of the pack or a breadcrumb; not an
ancestor folder of the page's own address; not one that loses the page's query where
the path alone names no article (neither a number nor a slug); an article page where the site says which those are; and the same platform
number where both addresses carry one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from newscrawl.identity.address import (
    address_keys,
    canonical_url,
    host_of,
    number,
    number_home,
)
from newscrawl.identity.words import words
from newscrawl.markup.hosts import split_host
from newscrawl.record import Article, FieldEvidence, Rival
from newscrawl.sites.site import Site

_SELECTING = re.compile(r"(?:\d{3}|[-_][^/]{1,80}[-_])[^/]{0,200}/?$")


def identify(article: Article, site: Site) -> Article:
    """Return the article with candidate id, content hash and the addresses it is at.

    The id is a candidate: the store keeps the one minted when an address of the
    article was first seen.
    """
    claimed = article.canonical_url
    misfit = _misfit(claimed, article, site) if claimed else None
    canonical = canonical_url(claimed) if claimed and not misfit else None
    if canonical is None and article.fetch.final_url != article.url:
        target = canonical_url(article.fetch.final_url)
        canonical = None if _misfit(target, article, site) else target
    alternates = _alternates(article, canonical, site)
    urls = (article.url, canonical or article.url, *alternates)
    if claimed and misfit:
        article = _with_rival(article, claimed, misfit)
    return replace(
        article,
        id=_mint(article, urls, site),
        canonical_url=canonical,
        alternate_urls=alternates,
        content_hash=content_hash(article.title, article.content_text),
    )


def addresses(article: Article, site: Site) -> frozenset[str]:
    """Return the keys an identified article is known by, in no order."""
    urls = every_address(article)
    return frozenset().union(*(address_keys(url, site) for url in urls))


def every_address(article: Article) -> set[str]:
    """Return the addresses that an article is said to be at, its own among them."""
    return {
        article.url,
        article.canonical_url or article.url,
        *article.alternate_urls,
    }


def content_hash(title: str, content_text: str) -> str:
    """Return `sha256:` and the hash of the words of title and body.

    Case, punctuation and spacing do not count: equal hashes tell the same text.
    """
    text = f"{words(title)}\n{words(content_text)}"
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"


def disown(article: Article, url: str, why: str) -> Article:
    """Return the article without a claim to an address, which its evidence keeps."""
    if url == article.canonical_url:
        article = _with_rival(replace(article, canonical_url=None), url, why)
    others = tuple(other for other in article.alternate_urls if other != url)
    return replace(article, alternate_urls=others)


def _mint(article: Article, urls: Iterable[str], site: Site) -> str:
    """Mint a `tag:` URI (RFC 4151): the site's host on the day of first sight.

    `urls` are the addresses that the article is at, the surest first.
    """
    found = ((url, number(url, site)) for url in urls)
    numbered = next(((url, n) for url, n in found if n and _plain(n)), None)
    if numbered:
        home = number_home(numbered[0], site)
        prefix = "" if home == host_of(site.url) else f"{home}/"
        key = prefix + numbered[1]
    else:
        address = min(address_keys(article.url), default=article.url)
        key = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:20]
    host = host_of(site.url)
    return f"tag:{host},{article.first_seen[:10]}:{article.source.id}/{key}"


def _plain(found: str) -> bool:
    return found.isascii() and found.replace("-", "").replace("_", "").isalnum()


def _alternates(article: Article, canonical: str | None, site: Site) -> tuple[str, ...]:
    own = {article.url, canonical}
    others = {
        canonical_url(url)
        for url in (*article.alternate_urls, article.fetch.final_url)
        if not _misfit(url, article, site)
    }
    return tuple(sorted(others - own - {canonical_url(article.url)}))


def _misfit(url: str, article: Article, site: Site) -> str | None:
    """Return why an address cannot be the article's, or None when it fits."""
    claimed, own = urlsplit(canonical_url(url)), urlsplit(canonical_url(article.url))
    if claimed.geturl() == own.geturl():
        return None
    if claimed.scheme not in ("http", "https") or not _same_site(url, article, site):
        return "an address of another site"
    if claimed.path in ("", "/") and not claimed.query:
        return "the front page"
    if address_keys(url) & _leading(article, site):
        return "a section page"
    folder = claimed.path if claimed.path.endswith("/") else claimed.path + "/"
    if own.path.startswith(folder) and own.path.rstrip("/") + "/" != folder:
        return "a folder that holds the page"
    lost = own.query and not claimed.query and claimed.path == own.path
    if lost and not _SELECTING.search(own.path):
        return "the page's address without the query that selects it"
    if site.is_article_url(url) is False and site.is_article_url(article.url):
        return "no article page by the site's rules"
    numbers = {n for n in (number(url, site), number(article.url, site)) if n}
    return "the address of another article" if len(numbers) > 1 else None


def _same_site(url: str, article: Article, site: Site) -> bool:
    host, own = host_of(url), host_of(article.url)
    if host in site.all_hosts or host == own:
        return True
    domain = split_host(host).top_domain_under_public_suffix
    return bool(domain) and domain == split_host(own).top_domain_under_public_suffix


def _leading(article: Article, site: Site) -> frozenset[str]:
    urls = [source.url for source in site.sources]
    urls += [crumb.url for crumb in article.breadcrumbs if crumb.url]
    return frozenset().union(*(address_keys(url) for url in urls))


def _with_rival(article: Article, claimed: str, why: str) -> Article:
    """Record a claim that was not believed beside the field's evidence."""
    fields = dict(article.extraction.fields)
    known = fields.get("canonical_url")
    origin, rule = (known.from_, known.rule) if known else (None, None)
    rival = Rival(
        value=claimed, from_=origin or "meta", rule=rule or "canonical", why=why
    )
    fields["canonical_url"] = FieldEvidence(
        from_=None,
        rule=None,
        confidence=0.0,
        rivals=(*(known.rivals if known else ()), rival),
    )
    return replace(article, extraction=replace(article.extraction, fields=fields))
