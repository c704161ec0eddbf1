"""Check what a pack's values mean: addresses, selectors, patterns, codes.

Each check returns the value or raises ValueError with "expected …, got …", a message
that stands after `FILE: place:`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from cssselect import SelectorError
from lxml import etree
from parsel.csstranslator import HTMLTranslator

_HOST: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*"
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
# RFC 5646, section 2.1: language, script, region; variants and extensions by form.
_LANGUAGE: Final = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]{4,8})*"
)
_REGION: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")

_GROUP: Final = re.compile(
    r"\((?:\?(?::|P<\w+>))?((?:\\.|\[(?:\\.|[^\]\\])+\]|[^()\\\[])*)\)(?:[*+]|\{\d*,\})"
)
_TOKEN: Final = re.compile(
    r"(?:\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[|])([*+?]|\{[^}]*\})?[?+]?"
)


def http_url(value: str) -> str:
    """Return an absolute http or https address as it is."""
    problem = ValueError(f'expected an http(s) URL, got "{value}"')
    if " " in value or not value.isprintable():
        raise problem
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port != 0
    except ValueError:
        raise problem from None
    host = parts.hostname or ""
    is_sound = parts.scheme in {"http", "https"} and host and port_is_sound
    if not is_sound or parts.username is not None:
        raise problem
    return value


def host_name(value: str) -> str:
    """Return a host's name, lower case, without scheme, port or path."""
    if not _HOST.fullmatch(value):
        raise ValueError(f'expected a host such as "news.example.org", got "{value}"')
    return value


def is_xpath(value: str) -> bool:
    """Say whether a selector is XPath: it begins with `/`, `./`, `..` or `(`."""
    return value.startswith(("/", "./", "..", "("))


def selector(value: str) -> str:
    """Return a CSS selector in parsel's dialect, or an XPath, as it is."""
    kind = "XPath" if is_xpath(value) else "CSS selector"
    try:
        xpath = value if is_xpath(value) else HTMLTranslator().css_to_xpath(value)
        etree.XPath(xpath)
    except (etree.XPathError, SelectorError) as error:
        raise ValueError(f'expected a valid {kind}, got "{value}": {error}') from None
    return value


def regex(value: str) -> str:
    """Return a regular expression as it is.

    A repeat whose body can be one repeat alone, like `(a+)+`, is refused: pages are
    hostile, and such a pattern takes time that doubles with each character.
    """
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(
            f'expected a regular expression, got "{value}": {error}'
        ) from None
    if any(_is_repeat_alone(match[1]) for match in _GROUP.finditer(value)):
        raise ValueError(
            f'expected no repeat of a repeat such as "(a+)+", got "{value}"'
        )
    return value


def _is_repeat_alone(body: str) -> bool:
    """Say whether an alternative of a group's body has only repeated parts."""
    for alternative in re.split(r"(?<!\\)\|", body):
        repeats = [match[1] for match in _TOKEN.finditer(alternative)]
        endless = any(r and (r in "*+" or r.endswith(",}")) for r in repeats)
        if endless and all(repeats):
            return True
    return False


@cache
def zone_name(value: str) -> str:
    """Return the name of a zone of the IANA database as it is."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(
            f'expected an IANA zone such as "Asia/Shanghai", got "{value}"'
        ) from None
    return value


def language_tag(value: str) -> str:
    """Return a BCP 47 language tag in its usual spelling."""
    if not _LANGUAGE.fullmatch(value):
        raise ValueError(f'expected a BCP 47 language such as "pt-BR", got "{value}"')
    return value


def region_code(value: str) -> str:
    """Return an ISO 3166-2 code."""
    if not _REGION.fullmatch(value):
        raise ValueError(f'expected an ISO 3166-2 code such as "CN-NM", got "{value}"')
    return value


def country_code(value: str) -> str:
    """Return an ISO 3166-1 alpha-2 code."""
    if not _COUNTRY.fullmatch(value):
        raise ValueError(f'expected an ISO 3166-1 code such as "CN", got "{value}"')
    return value
