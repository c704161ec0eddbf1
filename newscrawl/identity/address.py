"""Addresses: resolved by the URL standard, written in one canonical form, as keys.

Three steps, each wider than the one before:

- `resolve` does what a browser does (WHATWG URL Standard, by the ada parser) and
  refuses all that is not http or https.
- `canonical_url` further writes away what never selects content: fragments (but for
  client-side routes), user and password, tracking parameters and session ids, the
  spelling of percent-encoding (RFC 3986, 6.2.2), a dot that ends the host. The order
  of the query, the path's case, slashes and default documents stay: there are servers
  to which they matter.
- `address_keys` are what the store looks up: the canonical form without scheme and
  `www.`, and the platform's own number of the article where the site has a rule.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit

from ada_url import URL

from newscrawl.markup.tracking import is_tracking
from newscrawl.sites.site import Site

_SCHEMES = ("http:", "https:")
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
)
_PATH_SESSION = re.compile(r"(?<=[^/]);jsessionid=[^/;]*", re.IGNORECASE)
_DOTNET_SESSION = re.compile(r"/\(S\([0-9a-z]{24}\)\)(?=/)")
_ROUTES = ("#!", "#/")


def resolve(reference: str, base: str | None = None) -> str | None:
    """Return the absolute http(s) address a reference leads to, or None.

    Source: WHATWG URL Standard, "URL parsing" and "URL serializing". None stands for
    a reference that the standard refuses and for every other scheme.
    """
    url = _parse(reference, base)
    return str(url.href) if url else None


def canonical_url(url: str) -> str:
    """Return the canonical form of an address; what is no http(s) address, as it is.

    Idempotent. Two addresses share it only when their difference selects no content.
    """
    return _canonical(url)


@lru_cache(maxsize=4096)
def _canonical(url: str) -> str:
    parsed = _parse(url, None)
    if parsed is None:
        return url.strip()
    host = parsed.hostname.rstrip(".") or parsed.hostname
    port = f":{parsed.port}" if parsed.port else ""
    path = _without_session(_spelled(parsed.pathname))
    query = _without_tracking(_spelled(parsed.search[1:]))
    fragment = _spelled(parsed.hash) if parsed.hash.startswith(_ROUTES) else ""
    return (
        f"{parsed.protocol}//{host}{port}{path}{'?' if query else ''}{query}{fragment}"
    )


def address_keys(url: str, site: Site | None = None) -> frozenset[str]:
    """Return the keys by which the store knows an address.

    `//host/path?query`, and `number:host/number` for each host that carries the
    article under the platform's number, when the site's pack has a rule for it.
    """
    key = canonical_url(url).partition(":")[2]
    if not key.startswith("//"):
        return frozenset()
    key = "//" + key[2:].removeprefix("www.")
    if site is None or (found := number(url, site)) is None:
        return frozenset({key})
    return frozenset({key, *(f"number:{host}/{found}" for host in _peers(url, site))})


def number(url: str, site: Site) -> str | None:
    """Return the platform's number in an article's address, or None."""
    if not site.article.number or host_of(url) not in site.all_hosts:
        return None
    match = re.search(site.article.number, canonical_url(url))
    return match[1] if match and match[1] else None


def host_of(url: str) -> str:
    """Return the host of an address, lower case, without port; "" without one."""
    try:
        return urlsplit(canonical_url(url)).hostname or ""
    except ValueError:
        return ""


def bare_host(url: str) -> str:
    """Return the host of an address without `www.`."""
    return host_of(url).removeprefix("www.")


def number_home(url: str, site: Site) -> str:
    """Return the host in whose name an article's number stands: one for all mirrors."""
    own, host = host_of(site.url), host_of(url)
    return own if host in {own, *site.mirrors} else host


def _peers(url: str, site: Site) -> frozenset[str]:
    own, host = host_of(site.url), host_of(url)
    mirrors = frozenset({own, *site.mirrors})
    peers = mirrors if host in mirrors else frozenset({host})
    return frozenset(peer.removeprefix("www.") for peer in peers)


def _parse(reference: str, base: str | None) -> URL | None:
    text = reference.encode("utf-8", "replace").decode()
    try:
        url = URL(text, base=base) if base is not None else URL(text)
    except ValueError:
        return None
    return url if url.protocol in _SCHEMES else None


def _spelled(part: str) -> str:
    """Write percent-encoding one way: RFC 3986, 6.2.2.1 and 6.2.2.2."""
    return _PERCENT.sub(_one_spelling, part) if "%" in part else part


def _one_spelling(match: re.Match[str]) -> str:
    if not match[1]:
        return "%25"
    character = chr(int(match[1], 16))
    return character if character in _UNRESERVED else match[0].upper()


def _without_session(path: str) -> str:
    if ";" in path:
        path = _PATH_SESSION.sub("", path)
    return _DOTNET_SESSION.sub("", path) if "/(S(" in path else path


def _without_tracking(query: str) -> str:
    kept = []
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if part and not is_tracking(unquote_plus(name), unquote_plus(value)):
            kept.append(part)
    return "&".join(kept)
