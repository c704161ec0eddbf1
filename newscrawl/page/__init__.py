"""Bytes of an article page to a raw article with evidence, or a typed refusal."""

from newscrawl.page.article import RawArticle, Reason, Refusal
from newscrawl.page.learning import learn
from newscrawl.page.memory.site_memory import SiteMemory
from newscrawl.page.read import Reading, read_article, read_closely, read_page

__all__ = [
    "RawArticle",
    "Reading",
    "Reason",
    "Refusal",
    "SiteMemory",
    "learn",
    "read_article",
    "read_closely",
    "read_page",
]
