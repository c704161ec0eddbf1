"""Tests of `newscrawl serve` and `newscrawl index`."""

from __future__ import annotations

import builtins
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from newscrawl.cli.main import newscrawl
from newscrawl.errors import ConfigError, QueryError
from newscrawl.identity import addresses, identify
from newscrawl.store import Wanted, open_store
from tests.loopback import ROOT
from tests.samples import SEEN, article, site


def test_the_index_is_made_and_removed(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'newscrawl.db'}"
    with open_store(database) as store:
        one = identify(article(), site())
        store.save(one, addresses(one, site()), None, store.begin_run(["h"], SEEN))
    made = CliRunner().invoke(newscrawl, ["index", "--database", database])
    assert (made.exit_code, made.output) == (0, "1 articles indexed\n")
    with open_store(database, read_only=True) as store:
        assert len(store.browse(Wanted(query="bridge")).records) == 1
    gone = CliRunner().invoke(newscrawl, ["index", "--drop", "--database", database])
    assert (gone.exit_code, gone.output) == (0, "the full-text index is removed\n")
    with open_store(database, read_only=True) as store, pytest.raises(QueryError):
        store.browse(Wanted(query="bridge"))


def test_serving_without_its_packages_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "uvicorn":
            raise ModuleNotFoundError(name=name)
        return known(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    ended = CliRunner().invoke(newscrawl, ["serve"])
    assert isinstance(ended.exception, ConfigError)
    assert "pip install 'newscrawl[serve]'" in str(ended.exception)


def test_it_serves_on_loopback_and_stops_when_told(tmp_path: Path) -> None:
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds/index.html").write_text("<!doctype html>")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "newscrawl", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        said = server.stdout.readline()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"<!doctype html>")
        connection.close()
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in (0, 130, -signal.SIGINT)
    assert re.fullmatch(rf"feeds/ at http://127\.0\.0\.1:{port}/\n", said)
