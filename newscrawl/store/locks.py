"""One crawl of a site, and one publishing, at a time, over all that share a store.

Beside an SQLite file a lock file for each site, held by flock; on PostgreSQL a
session's advisory lock. Either is let go by the system when its process dies, however
it dies.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy import text

from newscrawl.errors import SiteBusyError, StoreLockedError, StoreUnwritableError
from newscrawl.store.database import Database

# No site's name has a hyphen.
_PUBLISHING: Final = "to-publish"
_PUBLISHING_S: Final = 600.0
_AGAIN_S: Final = 0.2


class SiteLocks:
    """The sites that this process holds in one store."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: list[Callable[[], None]] = []

    def take(self, site: str) -> None:
        """Hold a site; raises SiteBusyError when another process, or call, has it."""
        file = self._database.file
        self._held.append(self._lock_file(file, site) if file else self._ask(site))

    def release(self) -> None:
        """Let go of every site."""
        while self._held:
            self._held.pop()()

    def wait_to_publish(self) -> None:
        """Hold the turn to publish, once nobody else has it.

        Raises StoreLockedError when that takes ten minutes.
        """
        until = time.monotonic() + _PUBLISHING_S
        while True:
            try:
                return self.take(_PUBLISHING)
            except SiteBusyError:
                if time.monotonic() > until:
                    message = "another process has been publishing it for ten minutes"
                    raise StoreLockedError(self._database.where, message) from None
            time.sleep(_AGAIN_S)

    def _lock_file(self, database: Path, site: str) -> Callable[[], None]:
        folder = database.with_name(f"{database.name}.locks")
        lock = FileLock(folder / f"{site}.lock")
        try:
            folder.mkdir(exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout:
            raise SiteBusyError(site) from None
        except OSError as error:
            raise StoreUnwritableError(
                str(folder), f"no lock can be made there: {error.strerror or error}"
            ) from error
        return lock.release

    def _ask(self, site: str) -> Callable[[], None]:
        digest = hashlib.blake2b(f"newscrawl site {site}".encode(), digest_size=8)
        key = int.from_bytes(digest.digest(), signed=True)
        connection = self._database.connect()
        ask = text("SELECT pg_try_advisory_lock(:key)")
        if not connection.execute(ask, {"key": key}).scalar():
            connection.close()
            raise SiteBusyError(site)
        return connection.close
