"""The bundled region on loopback, and what a command needs to crawl it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.demo import SITES, RegionServer


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return the environment of commands that crawl the region."""
    with RegionServer() as region:
        yield {
            **{k: v for k, v in os.environ.items() if k != "no_proxy"},
            "http_proxy": region.address,
            "NEWSCRAWL_CONTACT": "https://newscrawl.example/",
            "NEWSCRAWL_NOW": "2024-03-27T06:00:00Z",
            "NEWSCRAWL_SITES": str(SITES),
            "NEWSCRAWL_STATE": str(tmp_path / "state"),
        }
