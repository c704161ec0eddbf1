"""The web servers' configurations in docs/serving.md are true, where they are installed."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SERVING = (Path(__file__).parents[1] / "docs/serving.md").read_text("utf-8")
TYPES = {
    "/atom/all.atom": "application/atom+xml",
    "/json/all.json": "application/feed+json",
    "/manifest.json": "application/json",
    "/articles/hillside/2024-03.jsonl": "application/jsonl",
    "/feeds.opml": "text/x-opml",
    "/index.html": "text/html",
    "/": "text/html",
    "/feed.css": "text/css",
}


def snippet(language: str, folder: Path, port: int) -> str:
    found = re.search(rf"```{language}\n(.*?)```", SERVING, re.DOTALL)
    assert found
    text = found[1].replace("/srv/www/feeds", str(folder))
    return text.replace("127.0.0.1:8080", f"127.0.0.1:{port}")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def run(where: Path, *command: str) -> None:
    """Run a command that starts a server in the background and returns then."""
    ended = subprocess.run(
        command,
        env={**os.environ, "XDG_CONFIG_HOME": str(where), "XDG_DATA_HOME": str(where)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "feeds"
    for path in TYPES:
        if path != "/":
            file = folder / path[1:]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{path}\n" * 50)
    packed = gzip.compress((folder / "atom/all.atom").read_bytes(), mtime=0)
    (folder / "atom/all.atom.gz").write_bytes(packed)
    (folder / ".hidden.json").write_text("secret")
    return folder


@pytest.fixture(params=["nginx", "caddy"])
def port(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[int]:
    name = str(request.param)
    if not shutil.which(name):
        pytest.skip(f"no {name} on this machine")
    port = free_port()
    config = tmp_path / f"{name}.conf"
    start: Callable[[str, Path, int], Iterator[None]]
    start = nginx if name == "nginx" else caddy
    for _ in start(snippet(name, folder, port), config, port):
        yield port


def nginx(text: str, config: Path, _: int) -> Iterator[None]:
    where = config.parent
    user = "user root;" if os.getuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{kind}_temp_path {where}/{kind};\n" for kind in kinds)
    config.write_text(
        f"{user} pid {where}/pid; error_log {where}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{paths}{text} }}\n"
    )
    command = ("nginx", "-p", str(where), "-c", str(config))
    run(where, *command)
    try:
        yield
    finally:
        run(where, *command, "-s", "stop")


def caddy(text: str, config: Path, _: int) -> Iterator[None]:
    admin = f"127.0.0.1:{free_port()}"
    config.write_text(f"{{\n\tadmin {admin}\n\tauto_https off\n}}\n{text}")
    run(
        config.parent,
        "caddy",
        "start",
        "--config",
        str(config),
        "--adapter",
        "caddyfile",
    )
    try:
        yield
    finally:
        run(config.parent, "caddy", "stop", "--address", admin)


def ask(port: int, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]
    connection.close()
    return answer


def test_a_configured_server_serves_the_folder(port: int) -> None:
    for path, media_type in TYPES.items():
        answer = ask(port, path)
        assert answer.status == 200, path
        stated = (answer.getheader("Content-Type") or "").partition(";")[0]
        assert stated == media_type, path
        assert answer.getheader("Cache-Control") == "public, max-age=600"
        assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_a_configured_server_sends_what_is_packed(port: int, folder: Path) -> None:
    answer = ask(port, "/atom/all.atom", Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Content-Type") == "application/atom+xml"
    packed = (folder / "atom/all.atom.gz").read_bytes()
    assert answer.body == packed  # type: ignore[attr-defined]


def test_a_configured_server_answers_304(port: int) -> None:
    etag = ask(port, "/atom/all.atom").getheader("ETag") or ""
    assert ask(port, "/atom/all.atom", If_None_Match=etag).status == 304


@pytest.mark.parametrize("path", ["/.hidden.json", "/../nginx.conf", "/atom/none.atom"])
def test_a_configured_server_hides_the_rest(port: int, path: str) -> None:
    assert ask(port, path).status in (400, 404)
