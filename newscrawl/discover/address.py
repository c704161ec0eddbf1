"""The addresses of a page's links, each resolved and taken apart once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from newscrawl.markup.hosts import split_host
from newscrawl.markup.tracking import is_tracking

_PARTS: Final = re.compile(
    r"(https?)://(?:[^/?#@]*@)?([^/?#:@\[\]\s]+|\[[0-9a-fA-F:.]+\])(?::(\d{0,5}))?"
    r"(?=[/?#]|$)(/[^?#]*)?(?:\?([^#]*))?",
    re.IGNORECASE,
)
_PLAIN_QUERY: Final = re.compile(r"[\w.~&-]*(?:=[\w.~&-]*)*", re.ASCII)
_OTHER: Final = ("#", "javascript:", "mailto:", "tel:", "data:")
_MAX_URL: Final = 2_000


class Address(NamedTuple):
    """An http(s) address without fragment; `host` lower case, without `www.`.

    `path` is decoded, without the slash at its end; `pairs` are the query's, decoded.
    `key` is what two addresses of the same page have in common: left out are scheme,
    `www.`, tracking parameters, the order of the query.
    """

    url: str
    host: str
    port: str
    path: str
    pairs: tuple[tuple[str, str], ...]
    key: str


@lru_cache(maxsize=4096)
def address_of(url: str) -> Address | None:
    """Take an absolute address apart; None for what is no http(s) address."""
    found = _PARTS.match(url)
    if found is None or len(url) > _MAX_URL:
        return None
    host = found[2].lower().removeprefix("www.")
    port = f":{found[3]}" if found[3] not in {None, "", "80", "443"} else ""
    return _address(url.partition("#")[0], host, port, found[4] or "", found[5] or "")


def _address(url: str, host: str, port: str, path: str, query: str) -> Address:
    if "%" in path:
        path = unquote(path)
    path = path.rstrip("/")
    key = f"{host}{port}{path}"
    if not query:
        return Address(url, host, port, path, (), key)
    is_plain = _PLAIN_QUERY.fullmatch(query) is not None
    pairs = _plain_pairs(query) if is_plain else _pairs(query)
    kept = sorted(pair for pair in pairs if not is_tracking(*pair))
    if kept:
        joined = "&".join(map("=".join, kept)) if is_plain else urlencode(kept)
        key = f"{key}?{joined}"
    return Address(url, host, port, path, pairs, key)


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query, keep_blank_values=True))


def _plain_pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a query that has nothing to decode."""
    parted = (one.partition("=") for one in query.split("&") if one)
    return tuple((name, value) for name, _, value in parted)


class Resolver:
    """Joins the references of one page to its base."""

    def __init__(self, base: str) -> None:
        self._base = base
        parts = urlsplit(base)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._within = f"{self._origin}/"
        self._home = address_of(self._within)

    def resolve(self, href: str) -> Address | None:
        """Return the address that a reference leads to; None for no http(s) address."""
        href = href.strip()
        if not href or href.startswith(_OTHER):
            return None
        if "/." not in href:
            if href[0] == "/" and href[1:2] != "/":
                return self._at_home(href)
            if href.startswith(self._within):
                return self._at_home(href[len(self._origin) :])
            if href.startswith(("http://", "https://")):
                return address_of(href)
        try:
            return address_of(urljoin(self._base, href))
        except ValueError:
            return None

    def _at_home(self, target: str) -> Address | None:
        """Return the address of a path with its query at the base's own host."""
        home = self._home
        if home is None or len(target) + len(self._origin) > _MAX_URL:
            return None
        target, _, _ = target.partition("#")
        path, _, query = target.partition("?")
        return _address(self._origin + target, home.host, home.port, path, query)


def absolute(base: str, href: str) -> str | None:
    """Return an http(s) address without its fragment, None for anything else."""
    found = Resolver(base).resolve(href)
    return found.url if found else None


def registered_domain(host: str) -> str:
    """Return the registered domain of a host; an IP address as it is.

    Below a suffix that the list does not know, the last two labels.
    """
    found = split_host(host.removeprefix("www."))
    if found.top_domain_under_public_suffix:
        return found.top_domain_under_public_suffix
    if found.suffix or found.ipv4 or found.ipv6:
        return host
    return ".".join(host.split(".")[-2:])
