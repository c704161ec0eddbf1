"""Names that mean private addresses, and connections that end at one."""

from typing import Any

import pytest
from scrapy.resolver import dnscache
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from newscrawl.middlewares.failures import ForbiddenAddress
from newscrawl.middlewares.guard import Guard
from newscrawl.middlewares.handler import _CheckedEndpoint
from newscrawl.middlewares.resolver import GuardedResolver, private_names


def result_of(deferred: Deferred[Any]) -> Any:
    found: list[Any] = []
    deferred.addBoth(found.append)
    return found[0]


@pytest.fixture
def resolver() -> GuardedResolver:
    crawler = get_crawler(settings_dict={"NEWSCRAWL_ALLOW_PRIVATE": "inner.example"})
    return GuardedResolver.from_crawler(crawler, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "address", "may"),
    [
        ("news.example", "93.184.216.34", True),
        ("rebound.example", "127.0.0.1", False),
        ("metadata.example", "169.254.169.254", False),
        ("inner.example", "10.0.0.1", True),
    ],
)
def test_a_name_is_checked_each_time_it_is_looked_up(
    resolver: GuardedResolver,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    address: str,
    may: bool,
) -> None:
    monkeypatch.setitem(dnscache, name, address)
    found = result_of(resolver.getHostByName(name))
    if may:
        assert found == address
    else:
        assert isinstance(found, Failure)
        assert isinstance(found.value, DNSLookupError)
        assert private_names.pop(name) == address


class Far:
    """A connection with somebody at its far end."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.transport = self
        self.is_aborted = False

    def getPeer(self) -> "Far":  # noqa: N802
        return self

    def abortConnection(self) -> None:  # noqa: N802
        self.is_aborted = True

    def connect(self, factory: object) -> Deferred["Far"]:
        return succeed(self)


@pytest.mark.parametrize(
    ("guard", "peer", "may"),
    [
        (Guard(), "93.184.216.34", True),
        (Guard(), "127.0.0.1", False),
        (Guard(), "::ffff:127.0.0.1", False),
        (Guard.allowing("127.0.0.1:80"), "127.0.0.1", True),
        (Guard.allowing("127.0.0.1:81"), "127.0.0.1", False),
    ],
)
def test_a_connection_to_a_private_address_is_dropped_unused(
    guard: Guard, peer: str, may: bool
) -> None:
    far = Far(peer)
    endpoint = _CheckedEndpoint(far, guard, "news.example", 80)
    found = result_of(endpoint.connect(None))  # type: ignore[arg-type]
    assert far.is_aborted is not may
    if may:
        assert found is far
    else:
        assert isinstance(found.value, ForbiddenAddress)
