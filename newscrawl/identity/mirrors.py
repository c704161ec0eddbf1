"""Which hosts carry the same articles: proposed from what both have printed alike.

Two hosts of one platform print an article under the same file name (a platform's
number, `c_973885.htm`) or the same path. Equal texts alone prove nothing, agencies
serve many papers; equal texts at equal file names, several of them, and hardly any
equal text under another name, do. A proposal is shown and not acted upon before a
person believes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from newscrawl.identity.address import bare_host, canonical_url

LEAST_ARTICLES = 5
_LEAST_SHARE = 0.8
_NUMBERED = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Mirror:
    """Two hosts, and how many equal texts both print: under one name, and in all.

    `addresses` are those of one such article on either host.
    """

    host: str
    other: str
    same_name: int
    same_text: int
    addresses: tuple[str, str]


def file_name(url: str) -> str:
    """Return what an address on one host and its twin on a mirror have in common.

    The last part of the path where it holds a number of four digits, else the whole
    path; the query belongs to it.
    """
    parts = urlsplit(canonical_url(url))
    last = parts.path.rstrip("/").rpartition("/")[2]
    path = last if _NUMBERED.search(last) else parts.path
    return f"{path}?{parts.query}" if parts.query else path


def mirror_key(url: str, pair: tuple[str, str]) -> str:
    """Return the key under which two mirrors, in any order, know an address of one."""
    return f"mirror:{'+'.join(sorted(pair))}/{file_name(url)}"


def propose(pairs: Iterable[tuple[str, str]]) -> list[Mirror]:
    """Return the hosts that pairs of addresses, of one text each, show to be mirrors.

    The most shared articles first. Five articles are asked for, and that four in
    five of the equal texts stand under one name.
    """
    texts: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for pair in sorted({tuple(sorted(pair, key=bare_host)) for pair in pairs}):
        one, two = pair
        hosts = (bare_host(one), bare_host(two))
        if hosts[0] == hosts[1]:
            continue
        texts[hosts] += 1
        if file_name(one) == file_name(two):
            names.setdefault(hosts, []).append((one, two))
    found = [
        Mirror(*hosts, len(alike), texts[hosts], alike[0])
        for hosts, alike in names.items()
        if len(alike) >= max(LEAST_ARTICLES, _LEAST_SHARE * texts[hosts])
    ]
    return sorted(found, key=lambda one: (-one.same_name, one.host, one.other))
