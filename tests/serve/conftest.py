"""A server on a loopback port, over a folder and a store with articles."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from newscrawl.identity import addresses, identify
from newscrawl.publish import publish
from newscrawl.serve import Served, app
from newscrawl.store import open_store
from tests.samples import SEEN, article, site

TITLES = ("The bridge opens", "包头市创新联合体揭牌", "Rain on Monday")


@dataclass(frozen=True)
class Answer:
    """What the server answered; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Running:
    """A server that runs; `folder` and `database` are what it serves."""

    port: int
    folder: Path
    database: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send a request with the path as it is, nothing made canonical."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()


@contextmanager
def running(served: Served, now_s: float = 0.0) -> Iterator[Running]:
    """Run the server until the context ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(128)
    config = uvicorn.Config(
        app(served, lambda: now_s), log_config=None, lifespan="on", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        port = listening.getsockname()[1]
        yield Running(port, served.folder, served.database or "")
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def fill(database: str, folder: Path) -> None:
    """Store and publish an article a title; index them."""
    with open_store(database) as store:
        run = store.begin_run(["hillside"], SEEN)
        for number, title in enumerate(TITLES, 1):
            url = f"http://www.example.org/town/2024-03/25/c_{number}.htm"
            text = f"{title}. " + "Words. " * (40_000 if number == 1 else 9)
            one = identify(article(url=url, title=title, text=text), site())
            store.save(one, addresses(one, site()), None, run)
        store.end_run(run, SEEN, {})
        list(store.index())
        publish(store, folder)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Return a server over three articles."""
    base = tmp_path_factory.mktemp("served")
    database, folder = f"sqlite:///{base / 'newscrawl.db'}", base / "feeds"
    fill(database, folder)
    with running(Served(folder, database)) as server:
        yield server
