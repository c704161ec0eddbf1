"""A Scrapy spider of each site pack, under the pack's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.settings import BaseSettings

from newscrawl.sites import Site, load_sites
from newscrawl.spiders.news import NewsSpider

Names = list[str]


def spider_class(site: Site, addresses: Iterable[str] = ()) -> type[NewsSpider]:
    """Return the spider that crawls a site.

    With `addresses` it reads those pages alone, in place of the site's sources.
    """
    members = {
        "__doc__": f"Crawl {site.title}.",
        "__module__": NewsSpider.__module__,
        "name": site.name,
        "site": site,
        "addresses": tuple(addresses),
        "allowed_domains": sorted(site.crawled_hosts),
        "custom_settings": own_settings(site),
    }
    return type(f"{site.name.title().replace('_', '')}Spider", (NewsSpider,), members)


def own_settings(site: Site) -> dict[str, float | bool]:
    """Return what a pack says of its crawl, above the project's settings."""
    said: dict[str, float | bool] = {"NEWSCRAWL_BROWSER": site.browser}
    if "delay_s" in site.model_fields_set:
        said["DOWNLOAD_DELAY"] = site.delay_s
    return said


class PackSpiderLoader:
    """Find spiders among the site packs: `scrapy list`, `scrapy crawl NAME`."""

    def __init__(self, sites: Mapping[str, Site]) -> None:
        self._sites = sites

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read the packs that ship and those of NEWSCRAWL_SITES."""
        return cls(load_sites(Path(settings.get("NEWSCRAWL_SITES", "sites"))))

    def load(self, spider_name: str) -> type[NewsSpider]:
        """Return the spider of a pack; KeyError when no pack has the name."""
        try:
            return spider_class(self._sites[spider_name])
        except KeyError:
            raise KeyError(f"Spider not found: {spider_name}") from None

    def list(self) -> Names:
        """Return the names of all packs."""
        return list(self._sites)

    def find_by_request(self, request: Request) -> Names:
        """Return the names of the packs that crawl the host of a request."""
        return [name for name, site in self._sites.items() if site.covers(request.url)]
