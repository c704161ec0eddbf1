"""Tests of newscrawl.serve.files, over a real connection."""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from newscrawl.publish.output import Output
from newscrawl.serve import Served
from newscrawl.serve.files import media_type_of
from tests.serve.conftest import Running, running

ATOM = "/atom/all.atom"


def test_a_file_is_sent_as_it_is(server: Running) -> None:
    answer = server.ask(ATOM)
    assert answer.status == 200
    assert answer.body == (server.folder / "atom/all.atom").read_bytes()
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("json/all.json", "application/feed+json"),
        ("schema/article-1.json", "application/schema+json"),
        ("manifest.json", "application/json"),
        ("feeds.opml", "text/x-opml; charset=utf-8"),
        ("articles/hillside/2024-03.jsonl", "application/jsonl"),
    ],
)
def test_media_types(server: Running, path: str, media_type: str) -> None:
    answer = server.ask(f"/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml"),
        ("application/atom+xml, text/html;q=0.5", "atom+xml"),
        ("*/*", "atom+xml"),
    ],
)
def test_a_browser_gets_a_feed_as_what_it_can_style(
    server: Running, accept: str, media_type: str
) -> None:
    answer = server.ask(ATOM, Accept=accept)
    stated = answer.headers["content-type"]
    assert stated == f"application/{media_type}; charset=utf-8"


def test_every_published_file_is_served(server: Running) -> None:
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    plain = [path for path in files if path.suffix not in (".gz", ".br")]
    assert plain
    for path in plain:
        relative = str(path.relative_to(server.folder))
        assert server.ask(f"/{relative}").body == path.read_bytes(), relative


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip", "gzip", gzip.decompress), ("gzip, br", "br", brotli.decompress)],
)
def test_each_encoding_has_an_etag_of_its_own(
    server: Running, accepted: str, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = server.ask(ATOM)
    packed = server.ask(ATOM, Accept_Encoding=accepted)
    assert packed.headers["content-encoding"] == encoding
    assert unpack(packed.body) == plain.body
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept, Accept-Encoding"
    assert packed.headers["etag"] != plain.headers["etag"]


def test_a_stale_encoding_is_not_sent(server: Running, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    (folder / "atom").mkdir(parents=True)
    plain, packed = folder / "atom/a.atom", folder / "atom/a.atom.gz"
    packed.write_bytes(gzip.compress(b"old"))
    os.utime(packed, (1, 1))
    plain.write_bytes(b"new")
    with running(Served(folder, None)) as other:
        answer = other.ask("/atom/a.atom", Accept_Encoding="gzip")
    assert (answer.body, answer.headers.get("content-encoding")) == (b"new", None)


@pytest.mark.parametrize("accepted", [None, "gzip"])
def test_what_is_unchanged_is_304(server: Running, accepted: str | None) -> None:
    accept = {"Accept_Encoding": accepted} if accepted else {}
    first = server.ask(ATOM, **accept)
    again = server.ask(ATOM, If_None_Match=first.headers["etag"], **accept)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert "content-type" not in again.headers
    since = server.ask(ATOM, If_Modified_Since=first.headers["last-modified"])
    assert since.status == 304


def test_head_tells_what_get_would(server: Running) -> None:
    got, told = server.ask(ATOM), server.ask(ATOM, "HEAD")
    assert (told.status, told.body) == (200, b"")
    same = ("content-length", "content-type", "etag", "last-modified")
    assert all(told.headers[name] == got.headers[name] for name in same)


def test_ranges(server: Running) -> None:
    whole = server.ask(ATOM).body
    part = server.ask(ATOM, Range="bytes=10-19", Accept_Encoding="gzip")
    assert (part.status, part.body) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert "content-encoding" not in part.headers
    beyond = server.ask(ATOM, Range=f"bytes={len(whole)}-")
    assert beyond.status == 416
    assert beyond.headers["content-range"] == f"bytes */{len(whole)}"
    resumed = server.ask(ATOM, Range="bytes=10-", If_Range='"other"')
    assert (resumed.status, resumed.body) == (200, whole)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", ATOM, "/api/articles", "/healthz"])
def test_nothing_but_reading(server: Running, method: str, path: str) -> None:
    answer = server.ask(path, method)
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


ATTACKS = [
    "/../newscrawl.db",
    "/atom/../../newscrawl.db",
    "/%2e%2e/newscrawl.db",
    "/%2e%2e%2fnewscrawl.db",
    "/..%2fnewscrawl.db",
    "/..%5cnewscrawl.db",
    "/..\\newscrawl.db",
    "/%252e%252e/newscrawl.db",
    "/atom/%2e%2e/manifest.json",
    "/./manifest.json",
    "//manifest.json",
    "/atom//all.atom",
    "/atom/all.atom/",
    "/atom/all.atom%00.html",
    "/atom/all.atom%00",
    "/manifest.json%20",
    "/manifest.json.",
    "/MANIFEST.json",
    "/manifest.json::$DATA",
    "/c:/windows/win.ini",
    "/file:///etc/passwd",
    "//etc/passwd",
    "/etc/passwd",
    "/atom",
    "/atom/",
    "/.hidden.json",
    "/.all.atom.1234.newscrawl",
    "/secret/.git/config.json",
    "/outside/secret.json",
    "/link.json",
    "/secret.txt",
    "/newscrawl.db",
    "/atom/all.atom.gz",
    "/pipe.json",
    "/" + "a/" * 60 + "x.json",
    "/" + "a" * 5000 + ".json",
    "/%ff%fe.json",
    "/%c0%ae%c0%ae/newscrawl.db",
    "/n%C3%A9.json",
]


@pytest.mark.parametrize("path", ATTACKS)
def test_no_path_leads_out(server: Running, path: str) -> None:
    outside = server.folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.json").write_text("secret")
    for name in (".hidden.json", "secret.txt"):
        (server.folder / name).write_text("secret")
    if not (server.folder / "outside").is_symlink():
        (server.folder / "outside").symlink_to(outside)
        (server.folder / "link.json").symlink_to(outside / "secret.json")
        os.mkfifo(server.folder / "pipe.json")
    try:
        answer = server.ask(path)
        assert answer.status in (400, 404), answer
        assert b"secret" not in answer.body
        assert b"SQLite" not in answer.body
    finally:
        for name in (".hidden.json", "secret.txt", "outside", "link.json", "pipe.json"):
            (server.folder / name).unlink()


@pytest.mark.parametrize(
    ("path", "is_served"),
    [
        ("index.html", True),
        ("changes/2024-03-25.jsonl", True),
        ("archive/all/0001.atom", True),
        ("feed.css", True),
        ("manifest.json\n", False),
        ("a/../b.json", False),
        ("x.exe", False),
        ("x", False),
        ("", False),
    ],
)
def test_what_may_be_served(path: str, is_served: bool) -> None:
    assert (media_type_of(path) is not None) is is_served


def test_answers_are_kept_until_the_next_crawl(server: Running, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    os.utime(folder / "manifest.json", (10_000, 10_000))
    for now_s, expected in ((10_000, 3600), (11_000, 2600), (20_000, 60), (0, 3600)):
        with running(Served(folder, None, 3600), now_s) as other:
            answer = other.ask("/manifest.json")
        assert answer.headers["cache-control"] == f"public, max-age={expected}"


def test_a_file_swapped_while_it_is_read_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    bodies = [bytes([65 + n]) * (300_000 + 70_000 * n) for n in range(5)]
    known = {hashlib.sha256(body).digest() for body in bodies}
    target = folder / "a.json"
    target.write_bytes(bodies[0])
    torn: list[int] = []
    asked = threading.Semaphore(0)

    def read(server: Running) -> None:
        for _ in range(50):
            answer = server.ask("/a.json")
            if hashlib.sha256(answer.body).digest() not in known:
                torn.append(len(answer.body))
            asked.release()

    with running(Served(folder, None)) as server:
        readers = [threading.Thread(target=read, args=(server,)) for _ in range(4)]
        for reader in readers:
            reader.start()
        for swap in range(200):
            asked.acquire(timeout=10)
            temporary = folder / "next"
            temporary.write_bytes(bodies[swap % 5])
            temporary.replace(target)
        for reader in readers:
            reader.join()
    assert not torn


def test_a_thousand_reads_while_publishing_are_whole_in_each_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.publish.staging.sync", lambda path: None)
    folder = tmp_path / "feeds"
    bodies = [
        f"<feed>{n} {'word ' * 5_000 * (n + 1)}</feed>".encode() for n in range(5)
    ]
    decoders: dict[str, Callable[[bytes], bytes]] = {
        "br": brotli.decompress,
        "gzip": gzip.decompress,
        "identity": bytes,
    }
    torn: list[str] = []
    asked = threading.Semaphore(0)

    def publish_body(n: int) -> None:
        output = Output(folder)
        output.write("atom/all.atom", "application/atom+xml", bodies[n % 5])
        output.commit()

    def read(server: Running, encoding: str) -> None:
        for _ in range(334):
            answer = server.ask("/atom/all.atom", Accept_Encoding=encoding)
            came = answer.headers.get("content-encoding", "identity")
            if came != encoding or decoders[came](answer.body) not in bodies:
                torn.append(came)
            asked.release()

    publish_body(0)
    with running(Served(folder, None)) as server:
        readers = [
            threading.Thread(target=read, args=(server, encoding))
            for encoding in decoders
        ]
        for reader in readers:
            reader.start()
        for swap in range(1, 100):
            for _ in range(10):
                asked.acquire(timeout=10)
            publish_body(swap)
        for reader in readers:
            reader.join()
    assert not torn


def test_the_front_page_is_the_index(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    with running(Served(folder, None)) as server:
        assert server.ask("/").status == 404
        (folder / "index.html").write_text("<!doctype html>")
        answer = server.ask("/")
        assert answer.body == b"<!doctype html>"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
