"""Pages for people: an index of the folder, and a page a feed.

They are self-contained (style inside, no script) and made of the templates beside, in
which every text is escaped by the same one rule (jinja2's autoescape); addresses are
http(s) or left out. Titles and captions stand in their own language and direction.
Photos are not copied: they are the articles' own addresses, fetched late and without a
referrer. Of a clock the pages know nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from newscrawl.publish.chart import HEIGHT, Chart, chart
from newscrawl.publish.headlines import fill_rates, headline
from newscrawl.record import Article
from newscrawl.store import Figures

FRESH = 20
_LEVEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A feed as the index lists it; `name` is its files' name."""

    name: str
    title: str
    home: str | None = None
    language: str | None = None

    @property
    def title_language(self) -> str | None:
        """The language of the title, where that is a site's own."""
        return self.language if _kind(self.name) in _TITLED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHealth:
    """How a site is; `last_crawl` is the last that went well, RFC 3339 UTC."""

    feed: Shown
    figures: Figures
    last_crawl: str | None


@dataclass(frozen=True, slots=True)
class SiteState:
    """How a site is read: the figures of its articles, and its feed's articles."""

    figures: Figures
    articles: Sequence[Article]


def headline_line(article: Article, *, of_site: bool) -> str:
    """Return an article's line of a page; one of its own site does not name the site."""
    macro = _parts().headline
    return str(macro(headline(article), _LEVEL, not of_site))


def feed_page(
    feed: Shown, lines: Sequence[str], updated: str, site: SiteState | None
) -> bytes:
    """Return the page of a feed, last changed on a day; `site` is for a site's own."""
    return _render(
        "feed.html",
        feed=feed,
        what=_what(feed.name),
        lines=[Markup(line) for line in lines],  # nosec B704
        updated=updated if lines else None,
        chart=chart(site.figures.days, 28) if site else None,
        fields=fill_rates(site.articles) if site else [],
    )


def index_page(
    feeds: Sequence[Shown], newest: Sequence[Article], sites: Iterable[SiteHealth]
) -> bytes:
    """Return the index: every feed, the newest headlines, how the sites are."""
    groups: dict[str, list[Shown]] = {}
    for feed in feeds:
        groups.setdefault(_kind(feed.name), []).append(feed)
    return _render(
        "index.html",
        main=[(k, groups[k]) for k in _MAIN if k in groups],
        more=[(k, groups[k]) for k in _MORE if k in groups],
        lines=[
            Markup(headline_line(article, of_site=False))  # nosec B704
            for article in newest[:FRESH]
        ],
        updated=max((a.last_changed[:10] for a in newest), default=None),
        sites=[_site(site) for site in sites],
        what=_what,
    )


def stylesheet() -> bytes:
    """Return the style that makes a feed readable in a browser."""
    return _source("feed.css").encode()


_MAIN = ("Everything", "Your own", "Regions", "Languages", "Sites")
_MORE = ("Sections", "Subjects")
_TITLED = frozenset({"Sites", "Sections", "Subjects"})
_KINDS = {
    "feed-": "Your own",
    "region-": "Regions",
    "language-": "Languages",
    "section-": "Sections",
    "tag-": "Subjects",
}
_WHAT = {
    "Everything": "The newest articles of all sites; each text once.",
    "Your own": "A feed of this folder's own rules.",
    "Regions": "The newest articles of the region's sites; each text once.",
    "Languages": "The newest articles in the language; each text once.",
    "Sites": "The newest articles of this site, all that it printed.",
    "Sections": "The newest articles of one section of one site.",
    "Subjects": "The newest articles with this tag.",
}


def _kind(name: str) -> str:
    if name == "all":
        return "Everything"
    return next((k for start, k in _KINDS.items() if name.startswith(start)), "Sites")


def _what(name: str) -> str:
    return _WHAT[_kind(name)]


@dataclass(frozen=True, slots=True)
class _Site:
    feed: Shown
    newest: str | None
    last_crawl: str | None
    chart: Chart | None


def _site(health: SiteHealth) -> _Site:
    days = health.figures.days
    crawled = health.last_crawl[:10] if health.last_crawl else None
    return _Site(health.feed, days[0][0] if days else None, crawled, chart(days, 14))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("newscrawl.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _parts() -> Any:
    """Return the macros of `parts.html`."""
    return _environment().get_template("parts.html").module


@cache
def _source(name: str) -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def _render(name: str, **values: object) -> bytes:
    made = _environment().get_template(name)
    text = made.render(values, style=_source("page.css"), height=HEIGHT)
    return text.encode("utf-8", "replace")
