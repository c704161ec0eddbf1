"""Files that are never torn: written beside, made durable, then put in place.

A file is written to a temporary one in its folder; many together are synced, renamed
over the old ones, and their folders synced. Equal bytes leave the old file untouched, so that
servers answer 304. Beside each stand the same bytes compressed, `.gz` and `.br`, put in
place just before it. What a killed run left behind is swept by the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import PublishError
from newscrawl.publish.compress import Plain, compressors

_SYNCING = 8
_TOGETHER = 500
_TEMPORARY = re.compile(r"\..{1,200}\.(\d{1,10})\.newscrawl")
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
    """The folder that is published to, and what was put there so far."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.files: list[File] = []
        self.changed: list[str] = []
        self._staged: list[list[tuple[Path, Path]]] = []
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
        is_bulk: bool = False,
    ) -> None:
        """Write a file, its bytes given in parts; `commit` puts it in place.

        Without `records`, each part of a JSON Lines file counts as one; such a file,
        and any other that `is_bulk`, is compressed in haste.
        """
        target = self._target(path)
        with _told(target):
            is_bulk = is_bulk or media_type == "application/jsonl"
            digest, size, count = self._stage(target, path, parts, is_bulk)
        if records is None and media_type == "application/jsonl":
            records = count
        self.files.append(File(path, media_type, size, digest, records))

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
                    for name in _variants(target):
                        name.unlink(missing_ok=True)
                    _sync(target.parent)
                    removed.append(path)
        return removed

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a published file, None without one."""
        target = self._target(path)
        with _told(target):
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
        with _told(target), target.open("rb") as file:
            yield from file

    def _target(self, path: str) -> Path:
        if not _SAFE_PATH.fullmatch(path):
            raise PublishError(path, "not the name of a file newscrawl publishes")
        return self._root / path

    def commit(self) -> None:
        """Put what was written in place: all made durable first, then one by one."""
        staged, self._staged = self._staged, []
        temporaries = [path for one in staged for path, _ in one]
        try:
            with ThreadPoolExecutor(_SYNCING) as pool:
                list(pool.map(_sync, temporaries))
            for one in staged:
                for temporary, final in one:
                    with _told(final):
                        temporary.replace(final)
            for folder in sorted({path.parent for path in temporaries}):
                _sync(folder)
        finally:
            _unlink(temporaries)

    def abandon(self) -> None:
        """Drop what was written and is not yet in place."""
        _unlink(path for one in self._staged for path, _ in one)
        self._staged = []

    def _stage(
        self, target: Path, path: str, parts: Iterable[bytes], is_bulk: bool
    ) -> tuple[str, int, int]:
        """Write beside the target; it is put in place where it differs."""
        target.parent.mkdir(parents=True, exist_ok=True)
        finals = [*_variants(target), target]
        temporaries = [_temporary(final) for final in finals]
        digest, size, count = hashlib.sha256(), 0, 0
        try:
            with contextlib.ExitStack() as stack:
                files = [stack.enter_context(t.open("wb")) for t in temporaries]
                writers = [*compressors(files, is_bulk), Plain(files[-1])]
                for part in parts:
                    for writer in writers:
                        writer.write(part)
                    digest.update(part)
                    size, count = size + len(part), count + 1
                for writer in writers:
                    writer.finish()
        except BaseException:
            _unlink(temporaries)
            raise
        pairs = list(zip(temporaries, finals, strict=True))
        if _hash(target, size) == digest.hexdigest():
            temporaries.pop().unlink()
            pairs.pop()
            if all(final.is_file() for final in finals):
                _unlink(temporaries)
                pairs = []
        else:
            self.changed.append(path)
        if pairs:
            self._staged.append(pairs)
        if len(self._staged) >= _TOGETHER:
            self.commit()
        return digest.hexdigest(), size, count

    def _sweep(self) -> None:
        for path in self._root.rglob(".*.newscrawl"):
            match = _TEMPORARY.fullmatch(path.name)
            if match and not _is_running(int(match[1])):
                path.unlink(missing_ok=True)


def _variants(target: Path) -> list[Path]:
    return [target.with_name(target.name + end) for end in (".gz", ".br")]


def _temporary(final: Path) -> Path:
    return final.with_name(f".{final.name}.{os.getpid()}.newscrawl")


def _hash(path: Path, size: int) -> str | None:
    """Return the hash of a file of that size, None for any other."""
    if not path.is_file() or path.stat().st_size != size:
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unlink(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
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
