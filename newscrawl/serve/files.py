"""The published folder over HTTP: what `publish` wrote there, and nothing else.

A path is served when each of its segments is a name that `publish` gives and its suffix
one of the published kinds; symbolic links are never followed below the folder. What is
sent is read from the file that was looked at, so a swap between the two tears nothing.
A `.br` or `.gz` beside is sent where it was written with the file, a minute before
it at most.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.utils import formatdate
from io import FileIO
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from newscrawl.serve.conditions import choose_encoding, is_unchanged, read_range
from newscrawl.serve.problems import problem

MEDIA_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "opml": "text/x-opml; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "xml": "application/xml; charset=utf-8",
}
_FOLDERS = {
    ("json", "json"): "application/feed+json",
    ("schema", "json"): "application/schema+json",
}
_NAME = re.compile(r"[a-z0-9_][a-z0-9_-]{0,199}", re.ASCII)
_FILE = re.compile(r"([a-z0-9_][a-z0-9_.-]{0,199})\.([a-z]{1,10})", re.ASCII)
_DEEPEST = 6
_CHUNK = 256 * 1024
_TOGETHER_NS = 60 * 10**9
_ENCODINGS = {"br": ".br", "gzip": ".gz"}
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:;"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file opened for reading, as it was at that moment; closed when dropped."""

    file: FileIO
    size: int
    modified_ns: int
    etag: str
    encoding: str

    @property
    def modified_s(self) -> int:
        """When its bytes were written, in whole seconds, as HTTP tells it."""
        return self.modified_ns // 10**9


class Folder:
    """The published folder; `interval_s` is how often it is expected to change."""

    def __init__(self, root: Path, interval_s: int) -> None:
        self._root = root
        self._interval_s = interval_s

    async def respond(self, request: Request, path: str, now_s: float) -> Response:
        """Answer GET or HEAD for a path of the folder; `now_s` is the time."""
        media_type = media_type_of(path)
        if media_type is None:
            return problem(404, "there is no such file")
        asked = request.headers
        encodings = () if "range" in asked else tuple(_ENCODINGS)
        accepted = asked.get("accept-encoding")
        found = await run_in_threadpool(self._open, path, accepted, encodings)
        if found is None:
            return problem(404, "there is no such file")
        if path.endswith(".atom") and _is_browser(asked.get("accept", "")):
            media_type = MEDIA_TYPES["xml"]
        headers = self._headers(found, media_type, now_s)
        if is_unchanged(
            found.etag,
            found.modified_s,
            asked.get("if-none-match"),
            asked.get("if-modified-since"),
        ):
            found.file.close()
            del headers["content-type"]
            return Response(status_code=304, headers=headers)
        return _whole_or_part(request, found, headers)

    def _headers(
        self, found: OpenFile, media_type: str, now_s: float
    ) -> dict[str, str]:
        headers = {
            "content-type": media_type,
            "etag": found.etag,
            "last-modified": formatdate(found.modified_s, usegmt=True),
            "cache-control": f"public, max-age={self._fresh_s(now_s)}",
            "vary": "Accept, Accept-Encoding",
            "accept-ranges": "bytes",
        }
        if found.encoding != "identity":
            headers["content-encoding"] = found.encoding
        if media_type.startswith("text/html"):
            headers["content-security-policy"] = _POLICY
        return headers

    def _fresh_s(self, now_s: float) -> int:
        """Return how long an answer may be kept: until the next crawl is due.

        That is an interval after the last that changed something; a minute at least.
        """
        try:
            published_s = (self._root / "manifest.json").stat().st_mtime
        except OSError:
            return 60
        return int(
            min(max(published_s + self._interval_s - now_s, 60), self._interval_s)
        )

    def _open(
        self, path: str, accepted: str | None, encodings: Sequence[str]
    ) -> OpenFile | None:
        """Open a file in the encoding that suits best, None where there is no file."""
        plain = _open_file(self._root, path, "identity")
        if plain is None:
            return None
        found = {"identity": plain}
        for encoding in encodings:
            made = _open_file(self._root, path + _ENCODINGS[encoding], encoding)
            if made and made.modified_ns + _TOGETHER_NS >= plain.modified_ns:
                found[encoding] = made
            elif made:
                made.file.close()
        offered = [name for name in (*_ENCODINGS, "identity") if name in found]
        chosen = found.pop(choose_encoding(accepted, offered) or "identity")
        for other in found.values():
            other.file.close()
        return chosen


def media_type_of(path: str) -> str | None:
    """Return the media type of a path that may be served, None for any other."""
    *folders, name = path.split("/")
    match = _FILE.fullmatch(name)
    if not match or len(folders) > _DEEPEST:
        return None
    if not all(map(_NAME.fullmatch, folders)):
        return None
    above = folders[0] if folders else ""
    return _FOLDERS.get((above, match[2])) or MEDIA_TYPES.get(match[2])


def _is_browser(accept: str) -> bool:
    """Say whether a browser asks: Chromium shows `application/atom+xml` as plain text."""
    return "text/html" in accept and "atom+xml" not in accept


def _whole_or_part(
    request: Request, found: OpenFile, headers: dict[str, str]
) -> Response:
    """Answer 200, 206 or 416."""
    part = read_range(
        request.headers.get("range"),
        found.size,
        if_range=request.headers.get("if-range"),
        etag=found.etag,
        modified_s=found.modified_s,
    )
    if part is not None and not part:
        found.file.close()
        refusal = problem(416, "the file ends before that range")
        refusal.headers["content-range"] = f"bytes */{found.size}"
        return refusal
    sent = part or range(found.size)
    headers["content-length"] = str(len(sent))
    if part:
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{found.size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        found.file.close()
        return Response(status_code=status, headers=headers)
    chunks = _read(found.file, sent)
    return StreamingResponse(chunks, status_code=status, headers=headers)


def _open_file(root: Path, path: str, encoding: str) -> OpenFile | None:
    file = _open_below(root, path)
    if file is None:
        return None
    state = os.fstat(file.fileno())
    if not stat.S_ISREG(state.st_mode):
        file.close()
        return None
    suffix = "" if encoding == "identity" else f"-{encoding}"
    etag = f'"{state.st_mtime_ns:x}-{state.st_size:x}{suffix}"'
    return OpenFile(file, state.st_size, state.st_mtime_ns, etag, encoding)


def _open_below(root: Path, path: str) -> FileIO | None:
    """Open a file below a folder, step by step, following no symbolic link."""
    *folders, name = path.split("/")
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    at: int | None = None
    try:
        at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        for folder in folders:
            below = os.open(folder, flags | os.O_DIRECTORY, dir_fd=at)
            os.close(at)
            at = below
        return FileIO(os.open(name, flags, dir_fd=at))
    except OSError:
        return None
    finally:
        if at is not None:
            os.close(at)


def _read(file: FileIO, part: range) -> Iterator[bytes]:
    """Yield the bytes of a part, and close the file."""
    with file:
        at = part.start
        while at < part.stop:
            read = os.pread(file.fileno(), min(_CHUNK, part.stop - at), at)
            if not read:
                return
            at += len(read)
            yield read
