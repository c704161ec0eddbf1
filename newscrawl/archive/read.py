"""Read web archives (WARC 1.0 and 1.1, gzip or plain), one response at a time.

A revisit stands for a response: one whose body was that of an earlier record has that
body again, a 304 has none.

Source: ISO 28500:2017, The WARC Format 1.1, 6.7 for revisits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.errors import ArchiveError

MAX_BODY_BYTES = 10 * 1024 * 1024
_SPACE = re.compile(r"\s")
SAME_BODY = "/revisit/identical-payload-digest"


@dataclass(frozen=True, slots=True)
class ArchivedResponse:
    """A response as an archive keeps it.

    `headers` are in the archive's order; `body` has its transfer and content codings
    undone and is cut at 10 MiB; `at` is the WARC-Date, aware; `record_id` names the
    record. `is_cut` says that the connection ended before the body did.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    record_id: str
    is_cut: bool = False

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, None where the response has none."""
        for name, value in self.headers:
            if name.lower() == "content-type":
                return value
        return None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a response lies: its archive and the offset of its record in bytes.

    `at` is the record's date; `body` is the position of the record that a revisit has
    its body from, None where the record has its own.
    """

    path: Path
    offset: int
    at: datetime
    body: Position | None = None


def responses(path: Path) -> Iterator[ArchivedResponse]:
    """Yield the HTTP responses of an archive in its order, in flat memory.

    Records under anything but an http(s) address are passed over, and revisits, which
    bring no body of their own.

    Raises ArchiveError when the file cannot be read as an archive.
    """
    for record in _records(path, 0, WarcRecordType.response):
        yield _response(path, record)


def response_at(position: Position) -> ArchivedResponse:
    """Return the response that lies at a position.

    Raises ArchiveError when there is none.
    """
    for record in _records(position.path, position.offset):
        found = _response(position.path, record)
        if position.body is None:
            return found
        return replace(found, body=response_at(position.body).body)
    raise ArchiveError(str(position.path), f"no response at byte {position.offset}")


def index(paths: Iterable[Path]) -> dict[str, list[Position]]:
    """Return where the responses of each address lie, in the order of their dates.

    Of one date they come in the order of the archives. Raises ArchiveError when a file
    cannot be read or holds no response.
    """
    found: dict[str, list[Position]] = {}
    by_id: dict[str, Position] = {}
    for path in paths:
        count = 0
        for record in _records(path, 0):
            earlier = by_id.get(str(record.headers.get("WARC-Refers-To", "")))
            position = _position(path, record, earlier)
            by_id.setdefault(str(record.record_id), position)
            found.setdefault(_address(record), []).append(position)
            count += 1
        if not count:
            raise ArchiveError(str(path), "holds no HTTP response")
    return {url: sorted(many, key=lambda one: one.at) for url, many in found.items()}


def _position(path: Path, record: WarcRecord, earlier: Position | None) -> Position:
    if record.record_date is None:
        raise ArchiveError(str(path), f"record {record.record_id} has no date")
    profile = str(record.headers.get("WARC-Profile", ""))
    is_same = earlier is not None and profile.endswith(SAME_BODY)
    body = earlier if is_same else None
    return Position(path, int(record.stream_pos), record.record_date, body)


def _records(
    path: Path,
    offset: int,
    types: WarcRecordType = WarcRecordType.response | WarcRecordType.revisit,
) -> Iterator[Any]:
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            yield from ArchiveIterator(
                stream,
                record_types=types,
                parse_http=True,
                auto_decode="all",
                func_filter=_is_http,
            )
    except (OSError, EOFError, ValueError) as error:
        raise ArchiveError(str(path), f"cannot be read as WARC: {error}") from error


def _is_http(record: WarcRecord) -> bool:
    if not record.is_http:
        return False
    url = _address(record)
    try:
        parts = urlsplit(url)
        is_sound = parts.port != 0 and parts.username is None and url.isprintable()
    except ValueError:
        return False
    return is_sound and parts.scheme in ("http", "https") and bool(parts.hostname)


def _address(record: WarcRecord) -> str:
    """Return a record's address; archives hold some with white space in them."""
    stated = str(record.headers.get("WARC-Target-URI")).strip("<> \t")
    return _SPACE.sub(lambda found: quote(found[0]), stated)


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
        is_cut=record.headers.get("WARC-Truncated") == "disconnect",
    )
