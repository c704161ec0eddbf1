"""The news spider, and the loader that makes one of each site pack."""

from newscrawl.spiders.loader import PackSpiderLoader, spider_class
from newscrawl.spiders.news import NewsSpider

__all__ = ["NewsSpider", "PackSpiderLoader", "spider_class"]
