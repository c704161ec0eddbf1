"""Bytes of an article page to a raw article with evidence, or a typed refusal."""

from newscrawl.page.article import RawArticle, Reason, Refusal
from newscrawl.page.read import read_article, read_page

__all__ = ["RawArticle", "Reason", "Refusal", "read_article", "read_page"]
