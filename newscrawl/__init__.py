"""Crawl regional news sites into article records, JSON and Atom feeds."""

__version__ = "0.1.0"
