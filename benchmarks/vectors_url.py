"""Public test cases of addresses: the URL Standard's, and those of three cleaners.

Of the cleaners' functions those are compared that ask what `canonical_url` answers:
which spelling an address has, and which parameters only track. The rest ask whether a
page is worth a visit, or edit a query, which nothing here does; their addresses still
must have a stable canonical form.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.identity import canonical_url, resolve

_WEB = ("http:", "https:")
_COMPARED = frozenset(
    {
        "canonicalize_url",
        "clean_url",
        "fix_relative_urls",
        "normalize_url",
        "remove_tracking",
        "safe_download_url",
        "safe_url_string",
    }
)


def whatwg_case(case: dict[str, Any]) -> Verdict:
    """Resolve as the URL Standard says; refuse what is no http(s) address."""
    wanted = None if case["failure"] or case["protocol"] not in _WEB else case["href"]
    return expect(resolve(case["input"], case["base"]), wanted)


def canonical_case(case: dict[str, Any]) -> Verdict:
    """Compare canonical forms: of the case's address and of what its tool made of it."""
    urls = [arg for arg in case["args"] if isinstance(arg, str)]
    for url in urls:
        once = canonical_url(url)
        if canonical_url(once) != once:
            return Verdict("failed", f"not idempotent: {url!r}")
    expected = case["expected"]
    if case["func"] not in _COMPARED or not isinstance(expected, str):
        return PASSED
    given = urls[0]
    if case["func"] == "fix_relative_urls":
        given = resolve(urls[1], urls[0]) or urls[1]
    found, wanted = canonical_url(given), canonical_url(expected)
    if found == wanted:
        return PASSED
    if why := _choice(case, given, found, wanted):
        return Verdict("excused", why)
    return expect(found, wanted)


def _choice(case: dict[str, Any], given: str, found: str, wanted: str) -> str | None:
    """Return the choice of ours that explains a difference, None when none does."""
    if resolve(given) is None:
        return "no http(s) address: left as it is"
    if case["kwargs"].get("keep_blank_values") is False or case["kwargs"].get("strict"):
        return "an option that drops parameters that may select content"
    if case["kwargs"].get("encoding", "utf8") != "utf8" or len(case["args"]) > 1:
        return "the query in the page's own encoding: the URL Standard's UTF-8 is kept"
    one, other = urlsplit(found), urlsplit(wanted)
    if _parts(one.query) == _parts(other.query) and one._replace(
        query=""
    ) == other._replace(query=""):
        return "the order and spelling of a query are kept: both can select content"
    return None


def _parts(query: str) -> list[str]:
    parts = query.replace(";", "&").replace("%2C", ",").split("&")
    return sorted(part.removesuffix("=") for part in parts)
