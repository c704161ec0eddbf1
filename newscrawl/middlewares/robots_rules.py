"""Read robots.txt by RFC 9309: Protego, mended where it differs from the standard.

A group's name ends where a product token does (section 2.2.1): `foo bar` names foo, and
`foo2` names foo2 and foo, as the reference parser has it. A crawler goes by a whole name
and not by its beginning, and a line of no known field is no line: it does not part a
group's names from its rules. Of a file the first MiB is read, twice what section 2.5
asks for, up to the last whole line.
"""

from __future__ import annotations

import re
from typing import Final

from protego import Protego
from scrapy import Spider
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.python import to_unicode

MAX_BYTES: Final = 1024 * 1024
# The longest pause that a robots.txt is granted; a longer one is taken for this.
MAX_DELAY_S: Final = 120.0

_AGENT: Final = re.compile(
    r"\s*user[- ]?agent\s*(?::|\s)\s*(?P<name>.*)", re.IGNORECASE
)
_NAME: Final = re.compile(r"[\w-]+")
_TOKEN: Final = re.compile(r"[a-z_-]+")
_RULE: Final = re.compile(
    r"\s*(?:(?:dis+al+ow|diasllow|disallaw|allow|sitemaps?|site-map|host"
    r"|crawl[- ]delay|request[- ]rate|visit[- ]time)\b|https?:)",
    re.IGNORECASE,
)


class RobotsRules(ProtegoRobotParser):
    """The rules of one robots.txt, for Scrapy's ROBOTSTXT_PARSER."""

    def __init__(self, robotstxt_body: bytes, spider: Spider | None = None) -> None:
        self.spider = spider
        body = robotstxt_body
        if len(body) > MAX_BYTES:
            body = body[: body.rfind(b"\n", 0, MAX_BYTES) + 1]
        self._names: set[str] = set()
        text = body.decode("utf-8-sig", errors="ignore")
        lines = (self._line(line) for line in text.splitlines())
        self.rp = Protego.parse("\n".join(line for line in lines if line))

    def allowed(self, url: str | bytes, user_agent: str | bytes) -> bool:
        """Say whether a crawler may fetch an address."""
        return self.rp.can_fetch(to_unicode(url), self._name_for(user_agent))

    def crawl_delay(self, user_agent: str | bytes) -> float | None:
        """Return the seconds between requests that the file asks for, None if none.

        The longer of Crawl-delay and Request-rate, at most MAX_DELAY_S.
        """
        name = self._name_for(user_agent)
        delay, rate = self.rp.crawl_delay(name), self.rp.request_rate(name)
        asked = [] if delay is None else [delay]
        if rate is not None:
            asked.append(rate.seconds / rate.requests)
        return min(max(asked), MAX_DELAY_S) if asked else None

    def _line(self, line: str) -> str:
        line = line.partition("#")[0]
        agent = _AGENT.match(line)
        if agent is None:
            return line if _RULE.match(line) else ""
        stated = agent["name"].strip().lower()
        if stated == "*":
            return "User-agent: *"
        found = _NAME.match(stated.replace("*", ""))
        if found is None:
            return "User-agent:"
        token = _TOKEN.match(found[0])
        names = sorted({found[0], token[0]} if token else {found[0]})
        self._names.update(names)
        return "\n".join(f"User-agent: {name}" for name in names)

    def _name_for(self, user_agent: str | bytes) -> str:
        """Return the group's name that a crawler goes by, empty when it has none."""
        stated = to_unicode(user_agent).replace("*", "").lower()
        return max(self._names.intersection(_NAME.findall(stated)), key=len, default="")
