"""Write web archives (WARC 1.1): one gzip member a record, whole after any kill.

Each record is written by one call, unbuffered. A file bears `.open` at its end while it
is written; what a killed process left is cut after its last whole record and given its
name by the next writer of the folder. A body that was written before is a revisit, as
is a 304.

Source: ISO 28500:2017, The WARC Format 1.1.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses as reasons
from pathlib import Path
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.archive.read import SAME_BODY
from newscrawl.errors import ArchiveError

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows locks no file by flock)
    fcntl = None  # type: ignore[assignment]

MAX_FILE_BYTES = 1024**3
_OPEN = ".open"
_PROFILES = "http://netpreserve.org/warc/1.1"
_NOT_MODIFIED = "/revisit/server-not-modified"
_REMEMBERED = 50_000
_LEAST_REPEATED = 256
# What the transport undid: the body has its length and no chunks.
_UNDONE = frozenset({"transfer-encoding", "content-length", "connection"})


@dataclass(frozen=True, slots=True)
class Exchange:
    """A response as it came: `body` with its content coding, `at` aware."""

    url: str
    status: int
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    at: datetime
    is_cut: bool = False


class ArchiveWriter:
    """Writes exchanges to files of a folder, a new file at each `max_bytes`.

    Raises ArchiveError when the folder cannot be written.
    """

    def __init__(
        self, folder: Path, at: datetime, software: str, max_bytes: int = MAX_FILE_BYTES
    ) -> None:
        self._folder = folder
        self._software = software
        self._max_bytes = max_bytes
        self._stem = f"newscrawl-{at.astimezone(UTC):%Y%m%d%H%M%S}-{os.getpid()}"
        self._serial = 0
        self._file: BinaryIO | None = None
        self._path = folder
        self._bodies: OrderedDict[bytes, tuple[str, str, str]] = OrderedDict()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for path in sorted(folder.glob(f"*{_OPEN}")):
                _recover(path)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def write(self, exchange: Exchange) -> str:
        """Write one exchange; return the id of its record, in angle brackets."""
        payload = hashlib.sha1(exchange.body, usedforsecurity=False).digest()
        date = f"{exchange.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        name = f"{exchange.url} {date} {payload.hex()}"
        urn = f"uuid:{uuid5(NAMESPACE_URL, name)}"
        earlier = self._bodies.get(payload)
        record = _record(exchange, urn, date, earlier)
        self._put(_packed(record, payload), exchange.at)
        if earlier is None and len(exchange.body) >= _LEAST_REPEATED:
            self._bodies[payload] = f"<urn:{urn}>", exchange.url, date
            if len(self._bodies) > _REMEMBERED:
                self._bodies.popitem(last=False)
        return f"<urn:{urn}>"

    def close(self) -> None:
        """Finish the file under its own name."""
        if self._file is None:
            return
        os.fsync(self._file.fileno())
        self._path.rename(self._path.with_name(self._path.name.removesuffix(_OPEN)))
        self._file.close()
        self._file = None

    def _put(self, packed: bytes, at: datetime) -> None:
        try:
            if self._file is not None and self._file.tell() >= self._max_bytes:
                self.close()
            if self._file is None:
                self._begin(at)
            assert self._file is not None
            self._file.write(packed)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def _begin(self, at: datetime) -> None:
        while True:
            name = f"{self._stem}-{self._serial:05}.warc.gz"
            self._serial += 1
            self._path = self._folder / f"{name}{_OPEN}"
            if not (self._folder / name).exists() and not self._path.exists():
                break
        self._file = self._path.open("xb", buffering=0)
        _is_ours(self._file)
        about = f"software: {self._software}\r\nformat: WARC File Format 1.1\r\n"
        date = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        record = WarcRecord()
        record.init_headers(
            record_type=WarcRecordType.warcinfo,
            record_urn=f"uuid:{uuid5(NAMESPACE_URL, f'{name} {date}')}".encode(),
        )
        record.headers["WARC-Date"] = date
        record.headers["WARC-Filename"] = name
        record.headers["Content-Type"] = "application/warc-fields"
        record.set_bytes_content(about.encode())
        self._file.write(_packed(record, None))


def _record(
    exchange: Exchange, urn: str, date: str, earlier: tuple[str, str, str] | None
) -> WarcRecord:
    """Return an exchange as a response record, or as a revisit of an earlier one."""
    is_unchanged = exchange.status == 304
    record = WarcRecord()
    is_revisit = is_unchanged or earlier is not None
    kind = WarcRecordType.revisit if is_revisit else WarcRecordType.response
    record.init_headers(record_type=kind, record_urn=urn.encode())
    record.headers["WARC-Target-URI"] = exchange.url
    record.headers["WARC-Date"] = date
    record.headers["Content-Type"] = "application/http; msgtype=response"
    if exchange.is_cut:
        record.headers["WARC-Truncated"] = "disconnect"
    if is_unchanged:
        record.headers["WARC-Profile"] = _PROFILES + _NOT_MODIFIED
    elif earlier is not None:
        record.headers["WARC-Profile"] = _PROFILES + SAME_BODY
        record.headers["WARC-Refers-To"] = earlier[0]
        record.headers["WARC-Refers-To-Target-URI"] = earlier[1]
        record.headers["WARC-Refers-To-Date"] = earlier[2]
    body = b"" if is_revisit else exchange.body
    record.set_bytes_content(_head(exchange) + body)
    return record


def _head(exchange: Exchange) -> bytes:
    reason = reasons.get(exchange.status, "")
    lines = [f"HTTP/1.1 {exchange.status} {reason}".encode()]
    for name, value in exchange.headers:
        if name.decode("latin-1").lower() not in _UNDONE:
            lines.append(name + b": " + value.replace(b"\r", b"").replace(b"\n", b" "))
    lines.append(b"Content-Length: %d" % len(exchange.body))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _packed(record: WarcRecord, payload: bytes | None) -> bytes:
    plain = io.BytesIO()
    record.write(plain, checksum_data=True, payload_digest=payload)
    return gzip.compress(plain.getvalue(), 6, mtime=0)


def _recover(path: Path) -> None:
    """Give a file that its writer left its name, cut after the last whole record."""
    with path.open("r+b") as file:
        if not _is_ours(file):
            return  # somebody writes it still
        end = _whole(file)
        file.truncate(end)
        os.fsync(file.fileno())
    if end:
        path.rename(path.with_name(path.name.removesuffix(_OPEN)))
    else:
        path.unlink()


def _is_ours(file: BinaryIO) -> bool:
    """Lock a file, and say whether no other process has it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _whole(file: BinaryIO) -> int:
    """Return where the last whole record of a file ends, in bytes."""
    starts: list[int] = []
    with suppress(OSError, EOFError, ValueError):
        for one in ArchiveIterator(file):
            starts.append(int(one.stream_pos))  # noqa: PERF401 (a torn end raises)
    for start in reversed(starts):
        file.seek(start)
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(file.read())
        except zlib.error:
            continue
        if member.eof:
            return file.seek(0, os.SEEK_END) - len(member.unused_data)
    return 0


def _unwritable(path: Path, error: OSError) -> ArchiveError:
    reason = error.strerror or str(error)
    return ArchiveError(str(path), f"the archive cannot be written: {reason}")
