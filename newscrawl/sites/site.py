"""The model of a site pack and of a family: what their TOML files may say.

A pack names a site's addresses, zone, language and region; a family holds the rules
that the sites of one content system share. A selector is CSS in parsel's dialect
(`h1::text`, `a::attr(href)`), or XPath when it begins with `/`, `./`, `..` or `(`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from newscrawl.sites.checks import (
    country_code,
    host_name,
    http_url,
    language_tag,
    regex,
    region_code,
    selector,
    zone_name,
)

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Host = Annotated[str, AfterValidator(host_name)]
HttpUrl = Annotated[str, AfterValidator(http_url)]
Selector = Annotated[str, AfterValidator(selector)]
Regex = Annotated[str, AfterValidator(regex)]
Hours = Annotated[float, Field(gt=0.0, le=8_784.0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Listing(_Part):
    """A source of article links: a listing page, a feed, a sitemap or WordPress posts.

    The address of `wordpress` is that of its REST interface, `/wp-json/wp/v2/posts`.
    `max_pages` bounds how far its pager is followed in a scheduled run; with `explore`
    the sections and feeds that the page links to are followed as well.
    """

    url: HttpUrl
    kind: Literal["listing", "feed", "sitemap", "wordpress"] = "listing"
    section: str | None = None
    max_pages: Annotated[int, Field(ge=1, le=10_000)] = 3
    explore: bool = False


class ArticleRules(_Part):
    """Rules for article pages: selectors a field, tried in order, and text patterns.

    `url` says which addresses are article pages. `continued` finds the further pages
    of an article by address. `number` has one group: the platform's own number of the
    article, the same on every mirror. `caption` has a named group `credit` and may have
    `caption`; `modified_text` and `published_text` have one group, the date.
    """

    url: Regex | None = None
    not_url: Regex | None = None
    continued: Regex | None = None
    number: Regex | None = None
    title: tuple[Selector, ...] = ()
    kicker: tuple[Selector, ...] = ()
    subtitle: tuple[Selector, ...] = ()
    summary: tuple[Selector, ...] = ()
    breadcrumbs: tuple[Selector, ...] = ()
    authors: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    modified: tuple[Selector, ...] = ()
    body: tuple[Selector, ...] = ()
    not_body: tuple[Selector, ...] = ()
    tags: tuple[Selector, ...] = ()
    published_text: Regex | None = None
    modified_text: Regex | None = None
    caption: Regex | None = None
    day_first: bool | None = None


class ListingRules(_Part):
    """Rules for listing pages: the region of items, the links, the next page."""

    links: tuple[Selector, ...] = ()
    next: tuple[Selector, ...] = ()
    url: Regex | None = None


class Proof(_Part):
    """What a pack or family was proved against, and when."""

    against: Annotated[str, Field(min_length=1)]
    on: date


def _proof_form(value: Any) -> str:
    return "text" if isinstance(value, str) else "table"


Proved = Annotated[
    Annotated[Proof, Tag("table")] | Annotated[Literal["not yet"], Tag("text")],
    Discriminator(_proof_form),
]


class Family(_Part):
    """The rules that the sites of one content system share."""

    name: Name
    title: Annotated[str, Field(min_length=1)]
    article: ArticleRules = ArticleRules()
    listing: ListingRules = ListingRules()
    proved: Proved = "not yet"


class Site(_Part):
    """One publisher's web site.

    `hosts` are the hosts that may be crawled beside that of `url`; `mirrors` carry the
    same articles under the same numbers. `language` is BCP 47, `zone` an IANA zone,
    `region` ISO 3166-2, `country` ISO 3166-1 alpha-2. `delay_s` is the least time
    between two requests to one host, where the pack says it; with `archive` every
    response is written to web archives; with `browser` pages are read as a browser
    shows them. An article is looked at again at the ages `revisit_h`, a source at an
    interval that adapts between the two of `interval_h`, both in hours. The loader
    fills `article` and `listing` with the family's rules where the pack says nothing.
    """

    name: Name
    title: Annotated[str, Field(min_length=1)]
    url: HttpUrl
    hosts: tuple[Host, ...] = ()
    mirrors: tuple[Host, ...] = ()
    family: Name | None = None
    language: Annotated[str, AfterValidator(language_tag)] | None = None
    zone: Annotated[str, AfterValidator(zone_name)] | None = None
    region: Annotated[str, AfterValidator(region_code)] | None = None
    country: Annotated[str, AfterValidator(country_code)] | None = None
    place: str | None = None
    sources: tuple[Listing, ...] = ()
    article: ArticleRules = ArticleRules()
    listing: ListingRules = ListingRules()
    delay_s: Annotated[float, Field(ge=0.0, le=600.0)] = 1.0
    revisit_h: Annotated[tuple[Hours, ...], Field(max_length=24)] = (1, 6, 24, 72, 336)
    interval_h: tuple[Hours, Hours] = (0.25, 24)
    archive: bool = False
    browser: bool = False
    proved: Proved = "not yet"

    @model_validator(mode="after")
    def _check_together(self) -> Site:
        if self.region and self.country and self.region[:2] != self.country:
            raise ValueError(
                f'expected a region of country "{self.country}", got "{self.region}"'
            )
        if self.interval_h[0] > self.interval_h[1]:
            raise ValueError(
                f"expected interval_h from less to more, got {list(self.interval_h)}"
            )
        urls = [source.url for source in self.sources]
        for url in sorted({url for url in urls if urls.count(url) > 1}):
            raise ValueError(f'expected each source once, got "{url}" twice')
        return self

    @classmethod
    def for_url(cls, url: str) -> Site:
        """Return a site that is known by nothing but one address, its only source.

        Its name is made of the host: `https://www.news.example/` gives `news_example`.
        Raises ValueError when `url` is no http(s) address.
        """
        parts = urlsplit(http_url(url))
        host = (parts.hostname or "").removeprefix("www.")
        name = re.sub(r"[^a-z0-9]+", "_", host).strip("_")[:64]
        if not name[:1].isalpha():
            name = f"site_{name}"[:64]
        home = f"{parts.scheme}://{parts.netloc}/"
        source = Listing(url=url, max_pages=50, explore=True)
        return cls(name=name, title=host, url=home, sources=(source,))

    @cached_property
    def crawled_hosts(self) -> frozenset[str]:
        """The hosts whose links are followed, lower case, without port.

        `www.` before a host, or its lack, makes no other site.
        """
        own = urlsplit(self.url).hostname or ""
        bare = {host.removeprefix("www.") for host in (own, *self.hosts)}
        return frozenset(bare | {f"www.{host}" for host in bare})

    def covers(self, url: str) -> bool:
        """Say whether an address is on a crawled host or below one (`m.` and such)."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        return host in self.crawled_hosts or any(
            host.endswith(f".{own}") for own in self.crawled_hosts
        )

    @cached_property
    def all_hosts(self) -> frozenset[str]:
        """Every host of the site with its mirrors, lower case, without port."""
        return self.crawled_hosts.union(self.mirrors)

    @cached_property
    def revisit_ages(self) -> tuple[timedelta, ...]:
        """The ages at which an article is looked at again."""
        return tuple(timedelta(hours=age) for age in self.revisit_h)

    @cached_property
    def interval_bounds(self) -> tuple[timedelta, timedelta]:
        """The least and the most time between two looks at a source."""
        least, most = self.interval_h
        return timedelta(hours=least), timedelta(hours=most)

    @cached_property
    def tz(self) -> ZoneInfo | None:
        """The site's zone, where the pack names one."""
        return ZoneInfo(self.zone) if self.zone else None

    def is_article_url(self, url: str) -> bool | None:
        """Say whether the rules take an address for an article page; None: no rule."""
        if self.article.not_url and re.search(self.article.not_url, url):
            return False
        if self.article.url:
            return re.search(self.article.url, url) is not None
        return None

    def is_continued_url(self, url: str) -> bool:
        """Say whether the rules take an address for a further page of an article."""
        rule = self.article.continued
        return rule is not None and re.search(rule, url) is not None
