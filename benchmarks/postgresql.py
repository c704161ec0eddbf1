"""A PostgreSQL server that is thrown away, for tests, demo and benchmarks.

It needs the server's own programs (`initdb`, `pg_ctl`), as Debian's `postgresql-15` puts
them, and no rights: root runs it as the user `postgres`, since it refuses root. It listens
on a socket in its folder alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = ("fsync=off", "listen_addresses=", "max_connections=200")


def programs() -> Path | None:
    """Return the folder of the newest server's programs, None without one."""
    folders = [
        path
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if (path / "initdb").exists()
    ]
    newest = max(folders, key=lambda path: int(path.parent.name), default=None)
    if newest is None and (found := shutil.which("initdb")):
        newest = Path(found).resolve().parent
    return newest


@contextmanager
def throw_away() -> Iterator[str]:
    """Run a server until the context ends; yield the address of its first database.

    Raises FileNotFoundError where its programs are missing.
    """
    folder = programs()
    if folder is None:
        raise FileNotFoundError("no PostgreSQL server is installed (initdb, pg_ctl)")
    home = Path(tempfile.mkdtemp(prefix="newscrawl-pg-"))
    try:
        if os.getuid() == 0:
            shutil.chown(home, "postgres")
        data = home / "data"
        _run(str(folder / "initdb"), "-A", "trust", "-U", "news", "-N", "-D", str(data))
        start(home)
        try:
            yield f"postgresql+psycopg://news@/postgres?host={home}"
        finally:
            stop(home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def start(home: Path) -> None:
    """Start the server of a folder, and wait until it answers."""
    options = " ".join(f"-c {one}" for one in SETTINGS)
    _control(home, "-l", f"{home}/log", "-o", f"{options} -k {home}", "start")


def stop(home: Path) -> None:
    """Stop the server of a folder at once, as a crash does."""
    _control(home, "-m", "immediate", "stop")


def _control(home: Path, *command: str) -> None:
    folder = programs()
    assert folder is not None
    _run(str(folder / "pg_ctl"), "-w", "-D", str(home / "data"), *command)


def _run(*command: str) -> None:
    user = "postgres" if os.getuid() == 0 else None
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        user=user,
        group=user,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # pg_ctl's server would keep a pipe open
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise OSError(f"{command[0]} ended with code {done.returncode}")
