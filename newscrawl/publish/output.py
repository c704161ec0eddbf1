"""Files that are never torn: written beside, made durable, then put in place.

A file is written to a temporary one in its folder, synced, and renamed over the old
one, whose folder is synced then. Equal bytes leave the old file untouched, so that
servers answer 304. What a killed run left behind is swept by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import PublishError

_TEMPORARY = re.compile(r"\..{1,200}\.(\d{1,10})\.newscrawl")
_SAFE_PATH = re.compile(r"(?:[a-z0-9_][a-z0-9_-]*/){0,3}[a-z0-9_][a-z0-9_-]*\.[a-z]+")


@dataclass(frozen=True, slots=True)
class File:
    """One published file; `path` is relative, `records` the articles in it."""

    path: str
    media_type: str
    bytes: int
    sha256: str
    records: int | None


class Output:
    """The folder that is published to, and what was put there so far."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: list[File] = []
        self.changed: list[str] = []
        with _told(root):
            root.mkdir(parents=True, exist_ok=True)
            self._sweep()

    def write(
        self,
        path: str,
        media_type: str,
        parts: Iterable[bytes],
        *,
        records: int | None = None,
    ) -> None:
        """Put a file in place, its bytes given in parts.

        Without `records`, each part of a JSON Lines file counts as one.
        """
        target = self._target(path)
        with _told(target):
            digest, size, count = self._replace(target, path, parts)
        if records is None and media_type == "application/jsonl":
            records = count
        self.files.append(File(path, media_type, size, digest, records))

    def try_writing(self) -> None:
        """Write a temporary file and remove it; raises PublishError when that fails."""
        probe = self._root / f".probe.{os.getpid()}.newscrawl"
        with _told(self._root):
            try:
                probe.write_bytes(b"newscrawl\n")
            finally:
                probe.unlink(missing_ok=True)

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Remove published files that are no more; return those that were there."""
        removed = []
        for path in filter(_SAFE_PATH.fullmatch, paths):
            target = self._target(path)
            with _told(target):
                if target.is_file():
                    target.unlink()
                    _sync_folder(target.parent)
                    removed.append(path)
        return removed

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a published file, None without one."""
        target = self._target(path)
        with _told(target):
            return target.read_bytes() if target.is_file() else None

    def _target(self, path: str) -> Path:
        if not _SAFE_PATH.fullmatch(path):
            raise PublishError(path, "not the name of a file newscrawl publishes")
        return self._root / path

    def _replace(
        self, target: Path, path: str, parts: Iterable[bytes]
    ) -> tuple[str, int, int]:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.newscrawl")
        digest, size, count = hashlib.sha256(), 0, 0
        try:
            with temporary.open("wb") as file:
                for part in parts:
                    file.write(part)
                    digest.update(part)
                    size, count = size + len(part), count + 1
                file.flush()
                os.fsync(file.fileno())
            if _hash(target, size) == digest.hexdigest():
                temporary.unlink()
            else:
                temporary.replace(target)
                _sync_folder(target.parent)
                self.changed.append(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size, count

    def _sweep(self) -> None:
        for path in self._root.rglob(".*.newscrawl"):
            match = _TEMPORARY.fullmatch(path.name)
            if match and not _is_running(int(match[1])):
                path.unlink(missing_ok=True)


def _hash(path: Path, size: int) -> str | None:
    """Return the hash of a file of that size, None for any other."""
    if not path.is_file() or path.stat().st_size != size:
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_running(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PublishError(
            str(error.filename or path), f"cannot be written: {reason.lower()}"
        ) from error
