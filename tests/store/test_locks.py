"""Tests of newscrawl.store.locks: one crawl of a site at a time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newscrawl.errors import SiteBusyError
from newscrawl.store import open_store

HOLD = """
import sys
from newscrawl.store import open_store
store = open_store(sys.argv[1])
store.hold("hillside")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_site_is_held_once(url: str) -> None:
    with open_store(url) as one, open_store(url) as other:
        one.hold("hillside")
        with pytest.raises(SiteBusyError, match="hillside: another crawl"):
            other.hold("hillside")
        other.hold("valley")
    with open_store(url) as again:
        again.hold("hillside")


def test_a_killed_process_holds_nothing(url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with open_store(url) as store:
            with pytest.raises(SiteBusyError):
                store.hold("hillside")
            holder.kill()
            holder.wait()
            _hold_soon(store)


def _hold_soon(store: object) -> None:
    """Hold the site as soon as a server has noticed that its client is gone."""
    for _ in range(10_000):
        try:
            store.hold("hillside")  # type: ignore[attr-defined]
        except SiteBusyError:
            continue
        return
    pytest.fail("the lock outlived its process")
