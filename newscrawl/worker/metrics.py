"""The metrics over HTTP, for as long as a watch lives: `GET /metrics`, nothing else.

They are read from the store at each request, one request at a time: a Prometheus asks
every minute or so. Where they cannot be had the answer is 503 with the reason in a
line. There is no password and no TLS: the address is meant to be loopback's, or a
private network's.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Final

from newscrawl import __version__
from newscrawl.errors import ConfigError, NewscrawlError
from newscrawl.status import OPENMETRICS_TYPE

_SLOWEST_S: Final = 5.0


@contextlib.contextmanager
def serve_metrics(host: str, port: int, text: Callable[[], str]) -> Iterator[int]:
    """Answer with what `text` returns until the context ends; yield the port.

    Port 0 takes a free one. Raises ConfigError where the address cannot be had.
    """
    try:
        server = (_Server6 if ":" in host else _Server)((host, port), _Handler)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ConfigError(f"--metrics {host}:{port}: {reason}") from error
    server.text = text
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Server(HTTPServer):
    text: Callable[[], str]

    def server_bind(self) -> None:
        """Take the address; its name, which HTTPServer would look up, is of no use."""
        super(HTTPServer, self).server_bind()
        self.server_name, self.server_port = self.server_address[:2]  # type: ignore[assignment]


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = _SLOWEST_S
    server_version = f"newscrawl/{__version__}"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with the metrics."""
        if self.path.partition("?")[0] != "/metrics":
            self._answer(HTTPStatus.NOT_FOUND, "the metrics are at /metrics\n")
            return
        try:
            text = self.server.text()
        except NewscrawlError as error:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, f"{error}\n")
        else:
            self._answer(HTTPStatus.OK, text, OPENMETRICS_TYPE)

    def do_HEAD(self) -> None:
        """Answer as `do_GET` does, without the text."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _answer(
        self, status: HTTPStatus, text: str, kind: str = "text/plain; charset=utf-8"
    ) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
