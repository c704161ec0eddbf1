"""Serve the bundled region over HTTP on a free loopback port."""

from __future__ import annotations

import hashlib
import sys
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

PAGES = Path(__file__).parent / "pages"
MEDIA_TYPES = {
    ".htm": "text/html",
    ".html": "text/html",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
}
LAST_MODIFIED = "Wed, 27 Mar 2024 06:00:00 GMT"


def page_file(host: str, path: str) -> Path | None:
    """Return the file that answers an address of the region, None where none does."""
    folder = PAGES / host
    wanted = (folder / path.lstrip("/")).resolve()
    if not host or folder.parent != PAGES or not wanted.is_relative_to(folder):
        return None
    for file in (wanted, wanted / "index.html", wanted / "index.xml"):
        if file.is_file():
            return file
    return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request, in origin form or in a proxy's absolute form."""
        parts = urlsplit(self.path)
        host = parts.hostname or (self.headers["Host"] or "").partition(":")[0]
        file = page_file(host, parts.path)
        if file is None:
            self._answer(HTTPStatus.NOT_FOUND, b"not here\n", "text/plain")
            return
        body = file.read_bytes()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers["If-None-Match"] == etag:
            self._answer(HTTPStatus.NOT_MODIFIED, b"", "", etag)
        else:
            self._answer(HTTPStatus.OK, body, MEDIA_TYPES[file.suffix], etag)

    def _answer(
        self, status: HTTPStatus, body: bytes, media_type: str, etag: str = ""
    ) -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
            self.send_header("Last-Modified", LAST_MODIFIED)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl's own lines tell what was fetched."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away: it may have been killed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class RegionServer:
    """The region on `127.0.0.1:port` while the context lasts; also a proxy for it."""

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """The proxy's address, `http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self._server.server_port}"
