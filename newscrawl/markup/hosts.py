"""Hosts by the public suffix list that ships with tldextract; no network, no disk."""

from __future__ import annotations

from functools import cache, lru_cache

from tldextract import TLDExtract
from tldextract.tldextract import ExtractResult


@lru_cache(maxsize=4096)
def split_host(host: str) -> ExtractResult:
    """Return a host's subdomain, domain and public suffix.

    Source: the Public Suffix List, publicsuffix.org.
    """
    return _suffixes()(host)


@cache
def _suffixes() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
