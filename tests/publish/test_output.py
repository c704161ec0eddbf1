"""Tests of newscrawl.publish.output."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from newscrawl.errors import PublishError
from newscrawl.publish.output import Output

TEXT = "text/plain"
FORMS = {"a.txt", "a.txt.gz", "a.txt.br"}


def put(folder: Path, text: bytes) -> None:
    output = Output(folder)
    output.write("a.txt", TEXT, text)
    output.commit()
    output.close()


def test_a_file_is_put_in_place(tmp_path: Path) -> None:
    output = Output(tmp_path / "feeds")
    output.write("a/b.txt", TEXT, b"one\ntwo\n")
    output.commit()
    assert (tmp_path / "feeds/a/b.txt").read_bytes() == b"one\ntwo\n"
    assert output.changed == ["a/b.txt"]
    (file,) = output.files
    assert (file.bytes, file.records) == (8, None)


def test_equal_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    put(tmp_path, b"one")
    before = (tmp_path / "a.txt").stat()
    output = Output(tmp_path)
    output.write("a.txt", TEXT, b"one")
    output.commit()
    after = (tmp_path / "a.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert output.changed == []


def test_a_form_that_is_missing_is_written(tmp_path: Path) -> None:
    put(tmp_path, b"one")
    (tmp_path / "a.txt.br").unlink()
    output = Output(tmp_path)
    output.write("a.txt", TEXT, b"one")
    output.commit()
    output.close()
    assert {path.name for path in tmp_path.iterdir()} == FORMS
    assert output.changed == []


def test_lines_are_counted_and_compressed(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.write_lines("a/b.jsonl", iter([b"{}\n", b"{}\n"]))
    output.commit()
    output.close()
    assert (tmp_path / "a/b.jsonl").read_bytes() == b"{}\n{}\n"
    packed = (tmp_path / "a/b.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == b"{}\n{}\n"
    assert brotli.decompress((tmp_path / "a/b.jsonl.br").read_bytes()) == b"{}\n{}\n"
    assert [file.records for file in output.files] == [2]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    put(tmp_path, b"old")

    def lines() -> Iterator[bytes]:
        yield b"new"
        raise RuntimeError

    output = Output(tmp_path)
    with pytest.raises(RuntimeError):
        output.write_lines("a.txt", lines())
    output.close()
    assert {path.name for path in tmp_path.iterdir()} == FORMS
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_many_files_are_put_in_place_in_heaps(tmp_path: Path) -> None:
    output = Output(tmp_path)
    for number in range(600):
        output.write(f"a/{number}.txt", TEXT, b"%d" % number)
    assert (tmp_path / "a/0.txt").read_bytes() == b"0"
    assert not (tmp_path / "a/599.txt").exists()
    output.close()
    assert not (tmp_path / "a/599.txt").exists()
    assert not list(tmp_path.glob(".*"))


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    stale = tmp_path / f".{ended.pid}.newscrawl"
    running = tmp_path / f".{os.getppid()}.newscrawl"
    other = tmp_path / ".htaccess"
    for folder in (stale, running):
        folder.mkdir()
        (folder / "0").touch()
    other.touch()
    Output(tmp_path)
    assert not stale.exists()
    assert running.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "a/../b.txt", ".a.txt", "a", "a\n.txt", "A.txt"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError):
        Output(tmp_path).write(path, TEXT, b"")
    assert Output(tmp_path).remove([path]) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("in the way")
    with pytest.raises(PublishError, match="cannot be written"):
        Output(tmp_path / "feeds")
