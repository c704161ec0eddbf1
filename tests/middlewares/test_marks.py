"""A host's robots.txt and its certificate's issuer are noted, once a crawl."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from newscrawl.middlewares.marks import MarkExtension
from newscrawl.status import Mark

NOW = datetime(2026, 3, 25, tzinfo=UTC)


class Health:
    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def mark(self, site: str, mark: Mark, at: str) -> None:
        assert (site, at) == ("v", "2026-03-25T00:00:00Z")
        self.marks.append(mark)


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def extension(health: Health) -> MarkExtension:
    spider = SimpleNamespace(name="v", store=SimpleNamespace(health=health))
    crawler: Any = SimpleNamespace(spider=spider)
    return MarkExtension(crawler, lambda: NOW)


def note(extension: MarkExtension, path: str, body: bytes = b"", **values: Any) -> None:
    request = Request(f"https://V.example/{path}")
    extension.note(Response(request.url, body=body, **values), request)


def test_robots_txt_is_known_by_its_bytes(
    extension: MarkExtension, health: Health
) -> None:
    note(extension, "robots.txt", b"Disallow: /a")
    note(extension, "robots.txt", b"Disallow: /b")
    note(extension, "robots.txt", b"not found", status=404)
    note(extension, "robots.txt", b"broken", status=503)
    note(extension, "news.html", b"<p>")
    assert {one.kind for one in health.marks} == {"robots"}
    assert len({one.value for one in health.marks}) == len(health.marks) == 3


def test_a_certificate_is_known_by_who_issued_it(
    extension: MarkExtension, health: Health
) -> None:
    issuer = {"organizationName": b"Trusty\n CA", "commonName": b"R11"}
    certificate = SimpleNamespace(getIssuer=lambda: issuer)
    for _ in range(2):
        note(extension, "news.html", certificate=certificate)
    assert health.marks == [Mark("certificate", "v.example", "Trusty CA")]
