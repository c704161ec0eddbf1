"""Say which addresses may be asked: public ones, and private ones that are allowed.

An address is read as the URL Standard has it, so `0x7f.1`, `2130706433` and `[::1]` are
what they are; where Scrapy's reading names another host, the address is refused. A host
that is written as an IP address must be public; names of private use (`localhost`,
`.internal`, names without a point) are refused unasked. What other names mean is for the
resolver to check, and once more for the connection (`resolver`, `handler`).

NEWSCRAWL_ALLOW_PRIVATE lists what is let through: hosts, addresses, networks, each but
networks with a port or without, parted by spaces or commas:
`intranet.example 127.0.0.1:8080 10.1.0.0/16`. Scrapy's resolver knows IPv4 alone, so
nothing is asked over IPv6; the guard knows both.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

import ada_url
from scrapy.settings import BaseSettings

from newscrawl.errors import ConfigError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_UNICAST: Final = ipaddress.ip_network("2000::/3")
# Later Pythons count them as private; RFC 6890, RFC 3068, RFC 9602 and RFC 9637.
_SPECIAL: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "2001::/23",
        "3fff::/20",
        "5f00::/16",
    )
)
# RFC 6761, 6762, 8375, 7686, and `internal`, which ICANN keeps for private use.
_PRIVATE_NAMES: Final = ("localhost", "local", "internal", "home.arpa", "onion")
# Names that nobody owns (RFC 2606, RFC 6761): they can be no real site.
_TEST_NAMES: Final = ("test", "example", "invalid", "localhost")


def is_public(address: Address) -> bool:
    """Say whether an address is one of the public internet's.

    An IPv4 address inside an IPv6 one (mapped, 6to4) counts as itself.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address not in _UNICAST:
            return False
    if any(address in net for net in _SPECIAL if net.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def literal(host: str) -> Address | None:
    """Return the IP address that a host is written as, None when it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Guard:
    """What of the private network may be asked; `proxies` are the hosts of proxies."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[Network, ...] = ()
    proxies: frozenset[str] = frozenset()

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read NEWSCRAWL_ALLOW_PRIVATE; raises ConfigError for what is no entry."""
        stated = settings.get("NEWSCRAWL_ALLOW_PRIVATE") or ""
        if not isinstance(stated, str):
            stated = " ".join(stated)
        return cls.allowing(stated, getproxies())

    @classmethod
    def allowing(cls, stated: str, proxies: Mapping[str, str] | None = None) -> Self:
        """Return the guard that lets an allow-list through."""
        hosts: set[tuple[str, int | None]] = set()
        networks: list[Network] = []
        for entry in re.split(r"[\s,]+", stated.strip()):
            if "/" in entry:
                networks.append(_network(entry))
            elif entry:
                hosts.add(_host(entry))
        known = _proxy_hosts((proxies or {}).values())
        return cls(frozenset(hosts), tuple(networks), known)

    def allows_name(self, host: str) -> bool:
        """Say whether a host's name stands in the list, with any port or none."""
        return any(host.lower() == allowed for allowed, _ in self.hosts)

    def allows(self, host: str, port: int) -> bool:
        """Say whether a private host or address may be asked at a port."""
        host = host.strip("[]").lower()
        if (host, None) in self.hosts or (host, port) in self.hosts:
            return True
        address = literal(host)
        return address is not None and any(
            address in net for net in self.networks if net.version == address.version
        )

    def may_connect(self, address: str, name: str, port: int) -> bool:
        """Say whether a connection to an address, made for a name, may be used."""
        found = literal(address)
        if found is None:
            return False
        return is_public(found) or self.allows(address, port) or self.allows(name, port)

    def may_resolve(self, name: str, address: str) -> bool:
        """Say whether a name may mean an address; ports are checked when it is used."""
        found = literal(address)
        if found is None:
            return False
        if is_public(found) or name.lower() in self.proxies:
            return True
        return (
            self.allows_name(name)
            or self.allows_name(address)
            or any(
                found in net for net in self.networks if net.version == found.version
            )
        )

    def refusal(self, url: str) -> str | None:
        """Return why an address may not be asked, None when it may."""
        try:
            read = ada_url.URL(url)
            host, port = urlsplit(url).hostname or "", urlsplit(url).port
            asked = ada_url.URL(f"http://{_bracketed(host)}/").hostname
        except ValueError:
            return "it is no http(s) address"
        if read.protocol not in ("http:", "https:") or asked != read.hostname:
            return "it is no http(s) address"
        if read.username or read.password:
            return "it carries a name or a password"
        name = asked.strip("[]").rstrip(".")
        if self.allows(name, port or (443 if read.protocol == "https:" else 80)):
            return None
        address = literal(name)
        if address is not None:
            return None if is_public(address) else "its host is a private address"
        if "." not in name or _ends_with(name, _PRIVATE_NAMES) or name in self.proxies:
            return "its host is a name of private use"
        return None


def is_real(url: str) -> bool:
    """Say whether an address's host can be somebody's: no test name, no private one."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    address = literal(host)
    if address is not None:
        return is_public(address)
    return not _ends_with(host, _TEST_NAMES)


def _ends_with(name: str, tails: Iterable[str]) -> bool:
    return any(name == tail or name.endswith(f".{tail}") for tail in tails)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _network(entry: str) -> Network:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        raise _wrong(entry) from None


def _host(entry: str) -> tuple[str, int | None]:
    if literal(entry) is not None:
        return entry.strip("[]").lower(), None
    host, colon, port = entry.rpartition(":")
    if not colon:
        host, port = entry, ""
    is_right = re.fullmatch(r"[\w.-]+|\[[\da-fA-F:.]+\]", host) is not None
    if not is_right or (colon and not port.isdigit()):
        raise _wrong(entry)
    return host.strip("[]").lower(), int(port) if port else None


def _wrong(entry: str) -> ConfigError:
    return ConfigError(
        f'NEWSCRAWL_ALLOW_PRIVATE: expected a host, an address or a network, got "{entry}"'
    )


def _proxy_hosts(proxies: Iterable[str]) -> frozenset[str]:
    parts = (urlsplit(one if "//" in one else f"//{one}") for one in proxies)
    return frozenset(part.hostname for part in parts if part.hostname)
