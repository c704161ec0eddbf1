"""Addresses as keys and shapes: which are the same, which are built alike.

A key leaves out what does not tell two articles apart (scheme, `www.`, fragment,
tracking, order of the query). A shape leaves out what tells two articles of a site
apart: numbers become `9`, slugs `s`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

import tldextract

_TRACKING: Final = re.compile(
    r"^(?:utm_|mc_|fb_|ns_|ga_|pk_|at_)|^(?:fbclid|gclid|dclid|msclkid|yclid|igshid|"
    r"ref|source|cmp|icid|cid|mbid|ic_id|hpt|smid|xtor|wt_mc|_ga)$",
    re.IGNORECASE,
)
_SLUG: Final = re.compile(r"[-_+%]|[^\x00-\x7f]|.{20}")
_NUMBERED: Final = re.compile(r"^.{1,300}[_-]([a-zA-Z]{0,4})\d+$")
_DIGITS: Final = re.compile(r"\d+")
_FILE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|pdf|docx?|xlsx?|pptx?|zip|rar|gz|mp[34]|"
    r"m4[av]|avi|mov|webm|ogg|wav|exe|apk|xml|rss|atom|json|ics)$",
    re.IGNORECASE,
)

# Parts of a path that name no article, in the languages of the systems that use them.
_STOP: Final = re.compile(
    r"(?:^|/)(?:tags?|tagged|etiquetas?|schlagwort|"
    r"categor(?:y|ies|ia|ias|ie)|kategorie?|rubri(?:k|que|ca)s?|"
    r"authors?|autor(?:en|es)?|auteurs?|profiles?|users?|members?|staff|"
    r"search|suche|buscar|buscador|recherche|labels?|topics?|themen?|dossiers?|"
    r"log-?in|sign-?(?:in|up)|regist(?:er|ration|ro)|account|restore_password|"
    r"subscri(?:be|ption)s?|abo|newsletter|rss\w*|feeds?|atom|"
    r"about(?:-us)?|contact(?:-us|os?|s|e|ti)?|contatti|kontakte?|impressum|imprint|"
    r"privacy(?:-policy)?|datenschutz|terms(?:-of-\w+)?|agb|cookies?|advertis(?:e|ing)|"
    r"faqs?|help|hilfe|ayuda|sitemap|print|share|comments?|comment-page-\d+|"
    r"wp-login\.php|wp-admin|wp-content|cart|shop|tienda|checkout|"
    r"forums?|foros?|board|threads?|showthread\.php|viewtopic\.php|memberlist\.php|"
    r"classifieds?|adsmanager|kleinanzeigen|clasificados|annonces|oglasi|"
    r"horoscopes?|horoscopo|crosswords?|e-?paper|mobile|pda)(?:/|$)",
    re.IGNORECASE,
)
_STOP_HOST: Final = re.compile(
    r"^(?:forums?|foros?|shop|tienda|prodavnica|oglasi|anzeigen|kleinanzeigen|"
    r"clasificados|jobs?|stellen|mail|webmail|login|accounts?|abo|epaper|m|pda|rss|"
    r"reklam\w*|advertis\w*|werbung)\."
)
_STOP_QUERY: Final = re.compile(
    r"^(?:cat|tag|author|s|q|search|replytocom|share|print|sort|order|orderby|filter|"
    r"lang|m|paged?|page_id|feed)$"
)
# Names in a query that select one article; beside them a category says nothing.
_ID_QUERY: Final = re.compile(r"^(?:p|n?id|\w{0,8}_?id|news|cod\w*|art\w*|item|story)$")


@cache
def _suffixes() -> tldextract.TLDExtract:
    """Return the public suffix list that ships with tldextract; no network, no disk."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str:
    """Return the registered domain of a host, or the host where there is none."""
    return _suffixes()(host).top_domain_under_public_suffix or host


def absolute(base: str, href: str) -> str | None:
    """Return an http(s) address without its fragment, None for anything else."""
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return None
    try:
        url = urljoin(base, href).partition("#")[0]
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or len(url) > 2_000:
        return None
    return url


@lru_cache(maxsize=4096)
def url_key(url: str) -> str:
    """Return what two addresses of the same page have in common."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not _TRACKING.match(pair[0])))
    path = unquote(parts.path).rstrip("/")
    return f"{host}{port}{path}{'?' + query if query else ''}"


def url_shape(url: str) -> str:
    """Return how an address is built: numbers as 9, slugs as s, words as they are.

    A number at a slug's end keeps the letters before it: `budget_a1203` and
    `roads_r12` are built differently.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    pieces = []
    for piece in unquote(parts.path).strip("/").split("/"):
        stem, dot, ending = piece.rpartition(".")
        if not dot or len(ending) > 5:
            stem, dot, ending = piece, "", ""
        pieces.append(f"{_stem_shape(stem)}{dot}{ending}")
    names = sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    query = "?" + "&".join(names) if names else ""
    return f"{host}/{'/'.join(pieces)}{query}"


def _stem_shape(stem: str) -> str:
    numbered = _NUMBERED.match(stem)
    if numbered:
        return f"x-{numbered[1].lower()}9"
    if _SLUG.search(stem):
        return "s9" if _DIGITS.search(stem) else "s"
    return _DIGITS.sub("9", stem)


def coarse_shape(url: str) -> str:
    """Return the shape with every word of the path but the last as `w`."""
    host, _, path = url_shape(url).partition("/")
    *folders, last = path.split("/")
    words = [re.sub(r"[^\W\d_]+", "w", folder) for folder in folders]
    return f"{host}/{'/'.join([*words, last])}"


def is_file(url: str) -> bool:
    """Say whether an address names a file that is no page."""
    return _FILE.search(urlsplit(url).path) is not None


def names_no_article(url: str) -> bool:
    """Say whether the words of an address name a tag, an author, a search or such.

    So does the front page of a host.
    """
    parts = urlsplit(url)
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if parts.path in {"", "/"} and not names:
        return True
    if _STOP.search(parts.path) or _STOP_HOST.search(parts.hostname or ""):
        return True
    if any(_ID_QUERY.match(name) for name in names):
        return False
    return any(_STOP_QUERY.match(name) for name in names)


def is_plain_word(url: str) -> bool:
    """Say whether an address ends with a plain word, as sections do."""
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2].lower()
    return len(last) < 20 and last.isascii() and last.isalpha()
