"""The folder that is published to: what stands there, and what is written anew.

Files are never torn (see `staging`), names never lead out of the folder, and what was
not published is never touched.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import PublishError
from newscrawl.publish.compress import VARIANTS
from newscrawl.publish.staging import Staging, sync, told

JSONL = "application/jsonl"
_SAFE_PATH = re.compile(r"(?:[a-z0-9_][a-z0-9_-]*/){0,4}[a-z0-9_][a-z0-9_-]*\.[a-z]+")


@dataclass(frozen=True, slots=True)
class File:
    """One published file; `path` is relative, `records` the articles in it."""

    path: str
    media_type: str
    bytes: int
    sha256: str
    records: int | None


class Output:
    """The folder, and what was put there so far: `files` are those to be listed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: list[File] = []
        self.changed: list[str] = []
        self._staging = Staging(root)
        with told(root):
            root.mkdir(parents=True, exist_ok=True)
            self._staging.sweep()

    def write(
        self,
        path: str,
        media_type: str,
        body: bytes,
        *,
        records: int | None = None,
        is_bulk: bool = False,
        is_listed: bool = True,
    ) -> File:
        """Write a document; `commit` puts it in place.

        One that `is_bulk` is compressed in haste; one not `is_listed` is left for
        another file to list.
        """
        target = self._target(path)
        with told(target):
            made = self._staging.put(target, body, is_bulk=is_bulk)
        if made.is_new:
            self.changed.append(path)
        file = File(path, media_type, made.bytes, made.sha256, records)
        if is_listed:
            self.files.append(file)
        return file

    def write_lines(self, path: str, lines: Iterable[bytes]) -> None:
        """Write a file of JSON Lines, in flat memory; `commit` puts it in place."""
        target = self._target(path)
        with told(target):
            made = self._staging.stream(target, lines)
        if made.is_new:
            self.changed.append(path)
        self.files.append(File(path, JSONL, made.bytes, made.sha256, made.parts))

    def has(self, file: File) -> bool:
        """Say whether a file stands as it was published, by its size."""
        if not _SAFE_PATH.fullmatch(file.path):
            return False
        try:
            return os.stat(f"{self._root}/{file.path}").st_size == file.bytes  # noqa: PTH116
        except OSError:
            return False

    def keep(self, *files: File) -> bool:
        """Let published files stand as they are; return False when one is missing."""
        if not all(map(self.has, files)):
            return False
        self.files += files
        return True

    def names(self, folder: str) -> frozenset[str]:
        """Return the names of the files in a folder, none where there is no such."""
        try:
            return frozenset(os.listdir(self._root / folder))  # noqa: PTH208
        except OSError:
            return frozenset()

    def try_writing(self) -> None:
        """Write a temporary file and remove it; raises PublishError when that fails."""
        probe = self._root / f".probe.{os.getpid()}.newscrawl"
        with told(self._root):
            try:
                probe.write_bytes(b"newscrawl\n")
            finally:
                probe.unlink(missing_ok=True)

    def remove(self, paths: Iterable[str]) -> list[str]:
        """Remove published files that are no more; return those that were there."""
        removed = []
        folders = set()
        for path in filter(_SAFE_PATH.fullmatch, paths):
            target = self._target(path)
            with told(target):
                if target.is_file():
                    target.unlink()
                    for ending in VARIANTS:
                        target.with_name(target.name + ending).unlink(missing_ok=True)
                    folders.add(target.parent)
                    removed.append(path)
        for folder in sorted(folders):
            with told(folder):
                sync(folder)
        return removed

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a published file, None without one."""
        target = self._target(path)
        with told(target):
            return target.read_bytes() if target.is_file() else None

    def read_sound(self, file: File) -> bytes | None:
        """Return the bytes of a published file, None where they are not its own."""
        found = self.read(file.path)
        if found is None or hashlib.sha256(found).hexdigest() != file.sha256:
            return None
        return found

    def lines(self, path: str) -> Iterator[bytes]:
        """Iterate over the lines of a published file."""
        target = self._target(path)
        with told(target), target.open("rb") as file:
            yield from file

    def commit(self) -> None:
        """Put what was written in place: all made durable first, then one by one."""
        with told(self._root):
            self._staging.commit()

    def close(self) -> None:
        """Drop what was written and is not yet in place."""
        self._staging.close()

    def _target(self, path: str) -> Path:
        if not _SAFE_PATH.fullmatch(path):
            raise PublishError(path, "not the name of a file newscrawl publishes")
        return self._root / path
