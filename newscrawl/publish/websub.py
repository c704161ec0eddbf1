"""Telling a WebSub hub which feeds have changed, https://www.w3.org/TR/websub/.

It is done after the swap, in bounded time, and never fails what came before: what goes
wrong is told in words. How a publisher notifies its hub is agreed between the two; a
form with `hub.mode` and `hub.url` is what public hubs take.

The hub is asked at an address that was looked up and found to be public, and nowhere
else: no redirect is followed. One that is written as an IP address is taken at its word.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Iterable, Sequence
from urllib.parse import SplitResult, urlencode, urlsplit

from newscrawl import __version__

_TIMEOUT_S = 5.0
_ALL_S = 10.0
_MOST_BYTES = 1_000
_TOPIC = re.compile(r"(?:atom/[^/]+\.atom|json/[^/]+\.json)")


def push(hub: str, base_url: str, changed: Iterable[str]) -> list[str]:
    """Tell the hub, where there is one, of the live feeds among changed paths.

    Returns what went wrong, a line each.
    """
    return ping(hub, topics(changed, base_url)) if hub else []


def topics(paths: Iterable[str], base_url: str) -> list[str]:
    """Return the addresses of the live feeds among published paths."""
    found = filter(_TOPIC.fullmatch, paths)
    return [f"{base_url.rstrip('/')}/{path}" for path in sorted(found)]


def ping(hub: str, changed: Sequence[str], *, all_s: float = _ALL_S) -> list[str]:
    """Tell a hub that feeds have changed; return what went wrong, a line each.

    All of it takes `all_s` seconds at most, however slow the hub is.
    """
    waiting = list(changed)
    problems: list[str] = []

    def tell() -> None:
        try:
            _tell(hub, waiting, problems)
        except (OSError, http.client.HTTPException, ValueError) as error:
            problems.append(f"{hub}: {str(error) or type(error).__name__}")

    if waiting:
        thread = threading.Thread(target=tell, daemon=True)
        thread.start()
        thread.join(all_s)
        if thread.is_alive():
            problems.append(f"{hub}: no answer in {all_s:.0f} s")
    if waiting:
        problems.append(f"{len(waiting)} of {len(changed)} changed feeds were not told")
    return problems


def _tell(hub: str, waiting: list[str], problems: list[str]) -> None:
    """Send a request a feed over one connection; what is told leaves `waiting`."""
    parts = urlsplit(hub)
    connection = _connect(parts)
    try:
        while waiting:
            form = urlencode({"hub.mode": "publish", "hub.url": waiting[0]})
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": f"newscrawl/{__version__}",
            }
            target = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request("POST", target, form, headers)
            answer = connection.getresponse()
            answer.read(_MOST_BYTES)
            if not 200 <= answer.status < 300:
                problems.append(f"{hub}: answered {answer.status} for {waiting[0]}")
                return
            if not answer.isclosed():
                connection.close()
                connection = _connect(parts)
            waiting.pop(0)
    finally:
        connection.close()


def _connect(parts: SplitResult) -> http.client.HTTPConnection:
    """Connect to the hub, at an address that is public."""
    host = parts.hostname or ""
    link = _open(host, _port(parts))
    connection = http.client.HTTPConnection(host, parts.port, timeout=_TIMEOUT_S)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        link = context.wrap_socket(link, server_hostname=host)
        connection = http.client.HTTPSConnection(host, parts.port, context=context)
    connection.sock = link
    return connection


def _open(host: str, port: int) -> socket.socket:
    """Connect to the first of a host's addresses that answers.

    Raises ValueError when one of them is not public, OSError when none answers.
    """
    refusal = OSError("its name leads nowhere")
    for address in _addresses(host, port):
        try:
            return socket.create_connection((address, port), _TIMEOUT_S)
        except OSError as error:
            refusal = error
    raise refusal


def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not all(ipaddress.ip_address(one).is_global for one in addresses):
        raise ValueError("its name leads to an address that is not public")
    return addresses


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)
