"""Tests of newscrawl.publish.output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.errors import PublishError
from newscrawl.publish.output import Output

TEXT = "text/plain"


def put(folder: Path, text: bytes) -> None:
    output = Output(folder)
    output.write("a.txt", TEXT, [text])
    output.commit()


def test_a_file_is_put_in_place(tmp_path: Path) -> None:
    output = Output(tmp_path / "feeds")
    output.write("a/b.txt", TEXT, [b"one\n", b"two\n"])
    output.commit()
    assert (tmp_path / "feeds/a/b.txt").read_bytes() == b"one\ntwo\n"
    assert output.changed == ["a/b.txt"]
    (file,) = output.files
    assert (file.bytes, file.records) == (8, None)


def test_equal_bytes_leave_the_file_alone(tmp_path: Path) -> None:
    put(tmp_path, b"one")
    before = (tmp_path / "a.txt").stat()
    output = Output(tmp_path)
    output.write("a.txt", TEXT, [b"o", b"ne"])
    output.commit()
    after = (tmp_path / "a.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert output.changed == []


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    put(tmp_path, b"old")

    def parts() -> object:
        yield b"new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Output(tmp_path).write("a.txt", TEXT, parts())  # type: ignore[arg-type]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"a.txt", "a.txt.gz", "a.txt.br"}
    assert (tmp_path / "a.txt").read_bytes() == b"old"


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    stale = tmp_path / "atom" / f".a.atom.{ended.pid}.newscrawl"
    stale.parent.mkdir()
    running = stale.with_name(f".a.atom.{os.getppid()}.newscrawl")
    for path in (stale, running, stale.with_name(".htaccess")):
        path.touch()
    Output(tmp_path)
    assert not stale.exists()
    assert running.exists()
    assert stale.with_name(".htaccess").exists()


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "a/../b.txt", ".a.txt", "a", "a\n.txt", "A.txt"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(PublishError):
        Output(tmp_path).write(path, TEXT, [b""])
    assert Output(tmp_path).remove([path]) == []


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("in the way")
    with pytest.raises(PublishError, match="cannot be written"):
        Output(tmp_path / "feeds")
