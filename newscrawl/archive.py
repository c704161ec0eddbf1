"""Read web archives (WARC 1.0 and 1.1, gzip or plain), one response at a time.

Source: ISO 28500:2017, The WARC Format 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.errors import ArchiveError

MAX_BODY_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """A response as an archive keeps it.

    `headers` are in the archive's order; `body` has its transfer and content codings
    undone and is cut at 10 MiB; `at` is the WARC-Date, aware; `record_id` names the
    record.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    record_id: str

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, None where the response has none."""
        for name, value in self.headers:
            if name.lower() == "content-type":
                return value
        return None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a response lies: its archive and the offset of its record in bytes."""

    path: Path
    offset: int


def responses(path: Path) -> Iterator[ArchivedResponse]:
    """Yield the HTTP responses of an archive in its order, in flat memory.

    Records under anything but an http(s) address are passed over.

    Raises ArchiveError when the file cannot be read as an archive.
    """
    for record in _records(path, 0):
        yield _response(path, record)


def response_at(position: Position) -> ArchivedResponse:
    """Return the response that lies at a position.

    Raises ArchiveError when there is none.
    """
    for record in _records(position.path, position.offset):
        return _response(position.path, record)
    raise ArchiveError(str(position.path), f"no response at byte {position.offset}")


def index(paths: Iterable[Path]) -> dict[str, Position]:
    """Return where each address lies in the archives; of several, the first.

    Raises ArchiveError when a file cannot be read or holds no response.
    """
    found: dict[str, Position] = {}
    for path in paths:
        before = len(found)
        for record in _records(path, 0):
            found.setdefault(_address(record), Position(path, int(record.stream_pos)))
        if len(found) == before:
            raise ArchiveError(str(path), "holds no HTTP response")
    return found


def _records(path: Path, offset: int) -> Iterator[Any]:
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            yield from ArchiveIterator(
                stream,
                record_types=WarcRecordType.response,
                parse_http=True,
                auto_decode="all",
                func_filter=_is_http,
            )
    except (OSError, EOFError, ValueError) as error:
        raise ArchiveError(str(path), f"cannot be read as WARC: {error}") from error


def _is_http(record: WarcRecord) -> bool:
    if not record.is_http:
        return False
    try:
        parts = urlsplit(_address(record))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _address(record: WarcRecord) -> str:
    return str(record.headers.get("WARC-Target-URI")).strip("<>")


def _response(path: Path, record: WarcRecord) -> ArchivedResponse:
    if record.http_headers is None or record.record_date is None:
        raise ArchiveError(str(path), f"record {record.record_id} is no HTTP response")
    return ArchivedResponse(
        url=_address(record),
        status=int(record.http_headers.status_code or 0),
        headers=tuple(record.http_headers),
        body=record.reader.read(MAX_BODY_BYTES),
        at=record.record_date,
        record_id=str(record.record_id),
    )
