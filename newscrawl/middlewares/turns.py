"""Give each host one request at a time, with a pause, over all crawls of a machine.

A request takes its turn right before it goes out, so that pages, robots.txt, redirects
and second tries all wait alike. The pause runs from the end of one answer to the next
request: a server never sees two requests nearer to each other than that. A host is its
name, with the port where one is written that is not the scheme's own.

Within a process the spiders queue. Between processes each host has a file in the state
folder, locked while a request is under way (the system frees the lock of a process that
dies) and holding when the host was last asked and how long it wants to be left alone.
Where the system has no flock (Windows), processes see each other's times but not each
other's requests.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from scrapy.settings import BaseSettings

from newscrawl.errors import ConfigError
from newscrawl.middlewares.failures import HostRests, Weight
from newscrawl.middlewares.state import state_folder

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

# A host that asks to be left alone for longer is not waited for in this crawl, nor one
# that has been busy so often that the pause has grown longer than the second.
PATIENCE_S: Final = 300.0
SLOW_PATIENCE_S: Final = 60.0
MAX_RETRY_AFTER_S: Final = 24 * 3600.0
MAX_SLOW_S: Final = 600.0
# So many failures in a row, each by its weight, and the host is left for this crawl.
MAX_STRIKES: Final = 60
_POLL_S: Final = 0.05
_STEP_S: Final = 1.0
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def host_key(url: str) -> str:
    """Return the name under which an address's host takes turns."""
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    if parts.port in (None, _DEFAULT_PORTS.get(parts.scheme)):
        return host
    return f"{host}:{parts.port}"


@dataclass(slots=True)
class Host:
    """What is known of one host. Times are seconds since 1970; `slow_s` doubles."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    asked_s: float = 0.0
    last: float = 0.0
    not_before: float = 0.0
    slow_s: float = 0.0
    strikes: int = 0
    is_told: bool = False

    def due(self, delay_s: float) -> float:
        """Return when the host may be asked."""
        pause = max(delay_s, self.asked_s) + self.slow_s
        return max(self.last + pause, self.not_before)

    def learn(self, last: float, not_before: float, slow_s: float, now: float) -> None:
        """Take over another process's times; those of a clock set back are void."""
        self.last = max(min(self.last, now), last if last <= now else 0.0)
        if max(self.not_before, not_before) <= now + MAX_RETRY_AFTER_S:
            self.not_before = max(self.not_before, not_before)
        else:
            self.not_before = 0.0
        self.slow_s = min(max(slow_s, 0.0), MAX_SLOW_S)

    def weigh(self, weight: Weight, now: float) -> None:
        """Learn from an answer or a failure how the host is to be asked further."""
        self.last = now
        self.strikes = self.strikes + weight.strikes if weight.strikes else 0
        if weight.is_busy:
            self.slow_s = min(max(self.slow_s * 2, self.asked_s, 1.0), MAX_SLOW_S)
            rest = self.slow_s * random.uniform(0.75, 1.25)  # nosec B311
            rest = max(rest, min(weight.retry_after_s, MAX_RETRY_AFTER_S))
            self.not_before = now + rest
        elif not weight.strikes:
            self.slow_s = self.slow_s / 2 if self.slow_s > 1 else 0.0

    def rests(self, why: str) -> HostRests:
        """Return the error for a host that is not asked, said in the log once."""
        if not self.is_told:
            logger.warning("%s: its pages come with a later crawl", why)
        self.is_told = True
        return HostRests(why)


class Turns:
    """The turns of all hosts; one object a process and state folder."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / ".writable").touch()
        except OSError as error:
            raise ConfigError(
                f"NEWSCRAWL_STATE: {folder} cannot be written"
                f" ({error.strerror}): name a folder that can"
            ) from error

    def slow(self, host: str, delay_s: float) -> None:
        """Keep at least `delay_s` seconds between requests to a host from now on."""
        self.host(host).asked_s = delay_s

    def host(self, name: str) -> Host:
        """Return what is known of a host."""
        return self._hosts.setdefault(name, Host())

    @asynccontextmanager
    async def turn(
        self,
        host: str,
        delay_s: float,
        is_over: Callable[[], bool] = lambda: False,
    ) -> AsyncIterator[Callable[[Weight], None]]:
        """Wait for a host's turn and hold it; yields what is told how it went.

        Raises HostRests when the host is not to be asked in this crawl any more, or
        when `is_over` says that the crawl ends.
        """
        known = self.host(host)
        async with known.lock:
            file = await self._take(host, known, delay_s, is_over)
            try:
                yield lambda weight: known.weigh(weight, self._clock())
            finally:
                known.last = self._clock()
                self._write(file, known)
                os.close(file)

    async def _take(
        self, host: str, known: Host, delay_s: float, is_over: Callable[[], bool]
    ) -> int:
        """Return the host's open file, locked, when its turn has come."""
        while True:
            if is_over():
                raise HostRests(f"{host}: the crawl ends")
            if known.strikes >= MAX_STRIKES:
                raise known.rests(f"{host}: given up for this crawl, nothing answers")
            file = self._open(host)
            try:
                is_free = _lock(file)
                now = self._clock()
                known.learn(*self._read(file), now)
                wait = known.due(delay_s) - now
                slowed = known.last + known.slow_s - now
                if wait > PATIENCE_S or slowed > SLOW_PATIENCE_S:
                    raise known.rests(
                        f"{host}: wants to be left alone for {wait:.0f} s"
                    )
                if is_free and wait <= 0:
                    known.last = now
                    self._write(file, known)
                    return file
            except BaseException:
                os.close(file)
                raise
            os.close(file)
            await self._sleep(min(max(wait, 0.0 if is_free else _POLL_S), _STEP_S))

    def _open(self, host: str) -> int:
        path = self._folder / f"{quote(host, safe='')[:200]}.json"
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _read(self, file: int) -> tuple[float, float, float]:
        """Return what the processes wrote last: what cannot be read says nothing."""
        try:
            told = json.loads(os.pread(file, 4096, 0))
            last, not_before, slow_s = (
                float(told[name]) for name in ("last", "not_before", "slow_s")
            )
        except (OSError, ValueError, KeyError, TypeError):
            return 0.0, 0.0, 0.0
        return last, not_before, slow_s

    def _write(self, file: int, known: Host) -> None:
        told = {
            "last": round(known.last, 4),
            "not_before": round(known.not_before, 4),
            "slow_s": known.slow_s,
        }
        line = json.dumps(told).encode().ljust(128) + b"\n"
        try:
            os.pwrite(file, line, 0)
        except OSError as error:
            logger.warning("%s: %s", self._folder, error.strerror)


@cache
def _turns(folder: Path) -> Turns:
    return Turns(folder)


def shared_turns(settings: BaseSettings) -> Turns:
    """Return the process's turns, in the folder `hosts` of NEWSCRAWL_STATE.

    Raises ConfigError when it cannot be written.
    """
    return _turns(state_folder(settings) / "hosts")


def _lock(file: int) -> bool:
    if fcntl is None:  # pragma: no cover
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:  # a file system without locks: the times are kept
        logger.debug("no lock: %s", error.strerror)
    return True
