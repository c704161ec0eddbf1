"""Archives: what is read, in which order, and what is said of a bad file."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from newscrawl.archive import index, response_at, responses
from newscrawl.errors import ArchiveError

PAGES = {"http://a.example/1": b"<p>one</p>", "http://a.example/2": b"<p>two</p>"}


def record(url: str, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2024-03-25T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def write_archive(path: Path, pages: dict[str, bytes]) -> Path:
    records = [record(url, body) for url, body in pages.items()]
    if path.suffix == ".gz":
        records = [gzip.compress(one) for one in records]
    path.write_bytes(b"".join(records))
    return path


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_responses_come_in_the_archives_order(tmp_path: Path, name: str) -> None:
    found = list(responses(write_archive(tmp_path / name, PAGES)))
    assert [(r.url, r.body, r.status) for r in found] == [
        (url, body, 200) for url, body in PAGES.items()
    ]
    assert found[0].at == datetime(2024, 3, 25, 8, tzinfo=UTC)
    assert found[0].content_type == "text/html"


def test_a_response_is_read_from_its_position(tmp_path: Path) -> None:
    positions = index([write_archive(tmp_path / "a.warc.gz", PAGES)])
    assert response_at(positions["http://a.example/2"][0]).body == b"<p>two</p>"


def test_the_first_archive_wins(tmp_path: Path) -> None:
    first = write_archive(tmp_path / "a.warc.gz", {"http://a.example/1": b"old"})
    second = write_archive(tmp_path / "b.warc.gz", PAGES)
    positions = index([first, second])
    assert response_at(positions["http://a.example/1"][0]).body == b"old"
    assert len(positions) == 2


@pytest.mark.parametrize("content", [b"no archive at all\n", b"\x1f\x8bbroken"])
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz"):
        index([path])


@pytest.mark.parametrize(
    "url",
    ["dns:a.example", "http://[a", "http://", "http://u:p@a.example/", "http://a:0/"],
)
def test_records_under_no_http_address_are_passed_over(
    tmp_path: Path, url: str
) -> None:
    archive = write_archive(tmp_path / "a.warc", {url: b"", **PAGES})
    assert [response.url for response in responses(archive)] == list(PAGES)


def test_an_archive_without_responses_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="holds no HTTP response"):
        index([write_archive(tmp_path / "empty.warc.gz", {})])


def test_white_space_in_an_address_is_written_as_browsers_do(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "a.warc", {"http://a.example/a b/ ?c=0": b"x"})
    assert list(index([archive])) == ["http://a.example/a%20b/%20?c=0"]
