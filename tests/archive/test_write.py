"""Tests of newscrawl.archive.write: what is written can be read, also after a kill."""

from __future__ import annotations

import gzip
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.checker import Checker

from newscrawl.archive import ArchiveWriter, Exchange, index, response_at, responses
from newscrawl.errors import ArchiveError

AT = datetime(2026, 3, 25, 8, 0, 0, 250_000, tzinfo=UTC)
PAGE = b"<p>The bridge opened on Monday.</p>" * 20


def exchange(path: str, body: bytes = PAGE, minutes: int = 0, **of: int) -> Exchange:
    headers = [(b"Content-Type", b"text/html"), (b"Transfer-Encoding", b"chunked")]
    at = AT + timedelta(minutes=minutes)
    url = f"http://valleypost.example{path}"
    return Exchange(url, of.get("status", 200), headers, body, at)


def written(folder: Path, *exchanges: Exchange, max_bytes: int = 10**9) -> list[str]:
    writer = ArchiveWriter(folder, AT, "newscrawl/test", max_bytes)
    ids = [writer.write(one) for one in exchanges]
    writer.close()
    return ids


def is_valid(path: Path) -> bool:
    """Say whether `warcio check` finds the file sound."""
    checker = Checker(Namespace(inputs=[str(path)], verbose=False))
    checker.process_all()
    return not checker.exit_value


def test_an_exchange_is_read_as_it_was_written(tmp_path: Path) -> None:
    (id_,) = written(tmp_path, exchange("/a"))
    (path,) = tmp_path.iterdir()
    assert path.name.startswith("newscrawl-20260325080000-")
    assert path.suffixes == [".warc", ".gz"]
    (found,) = responses(path)
    assert (found.url, found.status, found.body) == (
        "http://valleypost.example/a",
        200,
        PAGE,
    )
    assert (found.at, found.record_id) == (AT, id_)
    assert ("Transfer-Encoding", "chunked") not in found.headers
    assert is_valid(path)


def test_a_coded_body_stays_coded_in_the_file(tmp_path: Path) -> None:
    coded = exchange("/a", gzip.compress(PAGE))
    headers = [*coded.headers, (b"Content-Encoding", b"gzip")]
    written(tmp_path, Exchange(coded.url, 200, headers, coded.body, AT))
    (path,) = tmp_path.iterdir()
    assert next(responses(path)).body == PAGE


def test_a_body_written_before_is_a_revisit(tmp_path: Path) -> None:
    written(tmp_path, exchange("/a"), exchange("/b", minutes=1))
    (path,) = tmp_path.iterdir()
    assert [one.url for one in responses(path)] == ["http://valleypost.example/a"]
    (position,) = index([path])["http://valleypost.example/b"]
    found = response_at(position)
    assert (found.body, found.at) == (PAGE, AT + timedelta(minutes=1))
    assert is_valid(path)


def test_a_304_is_a_revisit_without_a_body(tmp_path: Path) -> None:
    written(tmp_path, exchange("/a"), exchange("/a", b"", 60, status=304))
    (path,) = tmp_path.iterdir()
    first, second = index([path])["http://valleypost.example/a"]
    assert response_at(first).body == PAGE
    assert (response_at(second).status, response_at(second).body) == (304, b"")
    assert is_valid(path)


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    many = [exchange(f"/{n}", PAGE + b"%d" % n) for n in range(6)]
    written(tmp_path, *many, max_bytes=1500)
    paths = sorted(tmp_path.iterdir())
    assert len(paths) > 1
    assert len(index(paths)) == 6
    assert all(map(is_valid, paths))


@pytest.mark.parametrize("left", [0, 1, 100, 0.5, 0.99])
def test_a_torn_file_is_cut_after_its_last_whole_record(
    tmp_path: Path, left: float
) -> None:
    written(tmp_path, exchange("/a"), exchange("/b", PAGE + b"more"))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    written(tmp_path / "x", exchange("/a"))
    (first,) = (tmp_path / "x").iterdir()
    start = len(first.read_bytes())
    torn = start + int(left if left >= 1 else left * (len(whole) - start))
    path.unlink()
    (tmp_path / f"{path.name}.open").write_bytes(whole[:torn])
    ArchiveWriter(tmp_path, AT, "newscrawl/test")
    assert list(index([path])) == ["http://valleypost.example/a"]
    assert is_valid(path)


def test_a_file_with_nothing_whole_is_removed(tmp_path: Path) -> None:
    (tmp_path / "newscrawl-1.warc.gz.open").write_bytes(b"\x1f\x8b\x08torn")
    ArchiveWriter(tmp_path, AT, "newscrawl/test")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_writes_is_left_alone(tmp_path: Path) -> None:
    first = ArchiveWriter(tmp_path, AT, "newscrawl/test")
    first.write(exchange("/a"))
    second = ArchiveWriter(tmp_path, AT, "newscrawl/test")
    second.write(exchange("/b", PAGE + b"more"))
    assert len(list(tmp_path.glob("*.open"))) == 2
    first.close()
    second.close()
    assert len(index(sorted(tmp_path.iterdir()))) == 2


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ArchiveError, match="the archive cannot be written"):
        ArchiveWriter(tmp_path / "file", AT, "newscrawl/test")
