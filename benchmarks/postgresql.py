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
        options = " ".join(f"-c {one}" for one in SETTINGS)
        start = (str(folder / "pg_ctl"), "-w", "-D", str(data), "-l", f"{home}/log")
        _run(*start, "-o", f"{options} -k {home}", "start")
        try:
            yield f"postgresql+psycopg://news@/postgres?host={home}"
        finally:
            _run(*start, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


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
