"""Real readers over simulated days: each article once, nothing unread again."""

from __future__ import annotations

import functools
import http.server
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from newscrawl.publish import publish
from newscrawl.store import Store
from tests.publish.test_publish import save, seen

DAYS = 6


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def send_header(self, keyword: str, value: str) -> None:
        """Leave out Last-Modified: these days are shorter than its second."""
        if keyword != "Last-Modified":
            super().send_header(keyword, value)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "feeds").mkdir()
    handler = functools.partial(_Quiet, directory=str(tmp_path / "feeds"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def days(store: Store, folder: Path, base_url: str) -> Iterator[int]:
    """Publish day after day: two new articles, a comma moved, and once a correction."""
    for day in range(1, DAYS + 1):
        at = f"2024-03-{day:02}T08:00:00Z"
        text = f"The bridge of day {day} opened on Monday."
        save(store, *(seen(2 * day + n, text=f"{text} {n}", at=at) for n in (0, 1)))
        if day > 1:
            old = f"The bridge of day {day - 1} opened, on Monday. 0"
            save(store, seen(2 * day - 2, text=old, at=at))
        if day == 4:
            text = "The tunnel of day 1 stayed shut until 9 May. 1"
            save(store, seen(3, text=text, at=at))
        publish(store, folder, base_url=base_url)
        yield day


def test_feedparser_sees_each_article_once(
    store: Store, tmp_path: Path, served: str
) -> None:
    shown: dict[str, str] = {}
    for day in days(store, tmp_path / "feeds", served):
        for name in ("all", "hillside", "region-cn-nm", "language-en"):
            read = feedparser.parse(f"{served}/atom/{name}.atom")
            assert not read.bozo
            assert len({entry.id for entry in read.entries}) == 2 * day
            assert {entry.link for entry in read.entries} == {
                f"http://www.example.org/town/2024-03/25/c_{n}.htm"
                for n in range(2, 2 * day + 2)
            }
            for entry in read.entries:
                known = shown.setdefault(entry.id, entry.content[0].value)
                if known != entry.content[0].value:
                    assert (day, entry.id[-2:]) == (4, "/3")
                    shown[entry.id] = entry.content[0].value


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="there is no newsboat")
def test_newsboat_shows_nothing_again_but_what_was_corrected(
    store: Store, tmp_path: Path, served: str
) -> None:
    cache, urls, config = (tmp_path / n for n in ("cache.db", "urls", "config"))
    urls.write_text(f"{served}/atom/all.atom\n")
    config.write_text(f'reset-unread-on-update "{served}/atom/all.atom"\n')
    for day in days(store, tmp_path / "feeds", served):
        subprocess.run(
            ["newsboat", "-u", urls, "-c", cache, "-C", config, "-x", "reload"],
            env={"HOME": str(tmp_path), "TERM": "dumb", "PATH": "/usr/bin:/bin"},
            check=True,
            capture_output=True,
            timeout=60,
        )
        with sqlite3.connect(cache) as database:
            query = "SELECT guid FROM rss_item WHERE unread = 1"
            unread = {guid.rpartition("/")[2] for (guid,) in database.execute(query)}
            database.execute("UPDATE rss_item SET unread = 0")
        database.close()
        new = {str(2 * day), str(2 * day + 1)}
        assert unread == (new | {"3"} if day == 4 else new)
