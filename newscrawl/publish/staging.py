"""Files written aside, made durable, then put in place together.

They are written to a folder of this process, `.PID.newscrawl` in the folder that is
published to, so that what a killed process left is found without looking through all.
`commit` syncs them, renames them over the old ones, and syncs the folders that it
touched; compressed forms (`.gz`, `.br`) are put in place just before what they are of.
Equal bytes leave the old file untouched, so that servers answer 304. Documents are
compressed in threads, which zlib and brotli let run beside each other.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import PublishError
from newscrawl.publish.compress import VARIANTS, writer

_FORMS = (*VARIANTS, "")
_THREADS = 8
_WAITING = 16
_TOGETHER = 1_500
_FOLDER = re.compile(r"\.(\d{1,10})\.newscrawl")

Pairs = list[tuple[Path, Path]]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its checksum, size and parts, and whether it is new."""

    sha256: str
    bytes: int
    parts: int
    is_new: bool


class Staging:
    """What is written and not yet in place; nothing is made before it is needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._aside = root / f".{os.getpid()}.newscrawl"
        self._pairs: Pairs = []
        self._made: set[Path] = set()
        self._waiting: deque[Future[None]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._named = 0

    def put(self, target: Path, body: bytes, *, is_bulk: bool) -> Written:
        """Write a document; where it stands already, only the forms that are missing."""
        digest = hashlib.sha256(body).hexdigest()
        is_new = _hash(target, len(body)) != digest
        forms = [one for one in VARIANTS if is_new or not _form(target, one).is_file()]
        if is_new:
            forms.append("")
        pairs = self._name(target, forms)
        for form, (temporary, _) in zip(forms, pairs, strict=True):
            job = self._threads().submit(_write, temporary, body, form, is_bulk)
            self._waiting.append(job)
        self._pairs += pairs
        self._settle()
        return Written(digest, len(body), 1, is_new)

    def stream(self, target: Path, parts: Iterable[bytes]) -> Written:
        """Write a file in parts, compressed in haste."""
        pairs = self._name(target, _FORMS)
        digest, size, count = hashlib.sha256(), 0, 0
        with contextlib.ExitStack() as stack:
            files = [stack.enter_context(one.open("wb")) for one, _ in pairs]
            writers = [
                writer(file, form, is_bulk=True)
                for file, form in zip(files, _FORMS, strict=True)
            ]
            for part in parts:
                for one in writers:
                    one.write(part)
                digest.update(part)
                size, count = size + len(part), count + 1
            for one in writers:
                one.finish()
        is_new = _hash(target, size) != digest.hexdigest()
        if not is_new:
            pairs = [pair for pair in pairs[:-1] if not pair[1].is_file()]
        self._pairs += pairs
        self._settle()
        return Written(digest.hexdigest(), size, count, is_new)

    def commit(self) -> None:
        """Put what was written in place: all made durable first, then one by one."""
        self._wait(0)
        pairs, self._pairs = self._pairs, []
        if not pairs:
            return
        list(self._threads().map(sync, [temporary for temporary, _ in pairs]))
        for temporary, final in pairs:
            with told(final):
                temporary.replace(final)
        list(self._threads().map(sync, sorted({final.parent for _, final in pairs})))

    def close(self) -> None:
        """Drop what is not in place, and leave nothing behind."""
        if self._pool:
            self._pool.shutdown()
            self._pool = None
        self._waiting.clear()
        self._pairs = []
        shutil.rmtree(self._aside, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what killed processes have left."""
        for path in self._root.glob(".*.newscrawl"):
            match = _FOLDER.fullmatch(path.name)
            if match and not _is_running(int(match[1])):
                shutil.rmtree(path, ignore_errors=True)

    def _name(self, target: Path, forms: Sequence[str]) -> Pairs:
        """Name a temporary file for each form of a target."""
        for folder in {self._aside, target.parent} - self._made:
            folder.mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        first, self._named = self._named, self._named + len(forms)
        names = (self._aside / str(first + at) for at in range(len(forms)))
        return list(zip(names, (_form(target, one) for one in forms), strict=True))

    def _wait(self, most: int) -> None:
        """Wait until so many forms at most are in the threads."""
        while len(self._waiting) > most:
            self._waiting.popleft().result()

    def _settle(self) -> None:
        """Hold no more than some documents in memory, and no more than a heap aside."""
        self._wait(_WAITING)
        if len(self._pairs) >= _TOGETHER:
            self.commit()

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(_THREADS)
        return self._pool


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell what the system refuses as PublishError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PublishError(
            str(error.filename or path), f"cannot be written: {reason.lower()}"
        ) from error


def sync(path: Path) -> None:
    """Make a file or a folder durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(temporary: Path, body: bytes, form: str, is_bulk: bool) -> None:
    with temporary.open("wb") as file:
        made = writer(file, form, is_bulk=is_bulk)
        made.write(body)
        made.finish()


def _form(target: Path, ending: str) -> Path:
    return target.with_name(target.name + ending) if ending else target


def _hash(path: Path, size: int) -> str | None:
    """Return the hash of a file of that size, None for any other."""
    if not path.is_file() or path.stat().st_size != size:
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
