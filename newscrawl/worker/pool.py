"""A few child processes that crawl, fed one site at a time.

Each child is one Scrapy and crawls several sites at once; the next site goes to the
child that has the fewest. Scrapy's reactor starts once a process, so a child stays and
is fed, rather than started for each round: a start costs a second of CPU. After some
hundred sites it is let go and the next one is new, so that no leak grows for years. A
child that dies fails its own crawls alone; one that says nothing for two minutes hangs
and is killed. When the parent dies, the children do.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from types import TracebackType
from typing import Final, Self

from scrapy.settings import Settings

from newscrawl.crawl import STOPPED, Plan, SiteReport
from newscrawl.worker.message import (
    LONGEST_LINE,
    chosen_settings,
    line,
    plan_line,
    read_report,
)

logger = logging.getLogger(__name__)

SITES_A_CHILD: Final = 500
SILENT_S: Final = 120.0


class Pool:
    """Child processes, `jobs` of them at most, each with `at_once` sites at once."""

    def __init__(self, settings: Settings, *, jobs: int = 1, at_once: int = 16) -> None:
        self._greeting = line(settings=chosen_settings(settings))
        self._jobs = jobs
        self._at_once = at_once
        self._slots = asyncio.Semaphore(jobs * at_once)
        self._children: list[_Child] = []
        self._readers: set[asyncio.Task[None]] = set()
        self._is_stopping = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.stop()
        for child in self._children:
            child.let_go()
        if self._readers:
            await asyncio.wait(self._readers)

    async def crawl(self, plan: Plan, report: SiteReport | None = None) -> SiteReport:
        """Crawl a site in one of the children, as soon as one has room for it.

        What goes wrong is in the report, which may be given to be filled.
        """
        report = report or SiteReport(plan.site)
        async with self._slots:
            if self._is_stopping:
                report.ended = STOPPED
                return report
            child = await self._child()
            await child.crawl(plan, report)
        return report

    def stop(self) -> None:
        """Let the requests under way end; called again, stop at once."""
        for child in self._children:
            child.signal(signal.SIGTERM)
        self._is_stopping = True

    async def _child(self) -> _Child:
        free = [child for child in self._children if child.has_room(self._at_once)]
        idle = next((child for child in free if not child.crawls), None)
        if idle is None and len(self._children) < self._jobs:
            child = _Child()
            self._children.append(child)
            await child.start(self._greeting)
            reader = asyncio.create_task(self._follow(child))
            self._readers.add(reader)
            reader.add_done_callback(self._readers.discard)
            return child
        return idle or min(free or self._children, key=lambda child: len(child.crawls))

    async def _follow(self, child: _Child) -> None:
        try:
            await child.read()
        finally:
            self._forget(child)

    def _forget(self, child: _Child) -> None:
        with contextlib.suppress(ValueError):
            self._children.remove(child)


class _Child:
    """One child process and the crawls it was given."""

    def __init__(self) -> None:
        self.crawls: dict[int, tuple[SiteReport, asyncio.Future[None]]] = {}
        self._given = 0
        self._is_let_go = False
        self._process: asyncio.subprocess.Process | None = None
        self._started = asyncio.Event()

    async def start(self, greeting: bytes) -> None:
        """Start the process, in a group of its own: Ctrl-C is for the parent."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "newscrawl.worker.child",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=LONGEST_LINE,
        )
        self._send(greeting)
        self._started.set()

    @property
    def pid(self) -> int:
        """The process's id, 0 before it has one."""
        return self._process.pid if self._process else 0

    def has_room(self, at_once: int) -> bool:
        """Say whether it may be given one more site."""
        return not self._is_let_go and len(self.crawls) < at_once

    async def crawl(self, plan: Plan, report: SiteReport) -> None:
        """Give it a site, and wait until that is done; the report tells how."""
        self._given += 1
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        number = self._given
        self.crawls[number] = (report, ended)
        await self._started.wait()
        self._send(plan_line(number, plan))
        await ended
        if self._given >= SITES_A_CHILD:
            self.let_go()

    def let_go(self) -> None:
        """Have it end when its crawls have."""
        if not self._is_let_go:
            self._is_let_go = True
            self._send(line(end=True))

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it lives."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def read(self) -> None:
        """Take what it tells until it ends; what it left undone has failed."""
        assert self._process is not None
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError):  # a line without end
            while text := await self._next_line(self._process.stdout):
                told = json.loads(text)
                if number := told.get("report"):
                    report, ended = self.crawls.pop(number)
                    read_report(told, report)
                    ended.set_result(None)
        self._is_let_go = True
        code = await self._process.wait()
        for report, ended in self.crawls.values():
            if code in (0, -signal.SIGTERM):
                report.ended = STOPPED
            else:
                report.failure = f"its process ended with {_said(code)}"
            ended.set_result(None)
        self.crawls.clear()

    async def _next_line(self, output: asyncio.StreamReader) -> bytes:
        try:
            return await asyncio.wait_for(output.readline(), SILENT_S)
        except TimeoutError:
            logger.error("process %d hangs and is killed", self.pid)
            self.signal(signal.SIGKILL)
            return b""

    def _send(self, text: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(text)  # of a dead one, `read` tells


def _said(code: int) -> str:
    return f"code {code}" if code >= 0 else signal.Signals(-code).name
